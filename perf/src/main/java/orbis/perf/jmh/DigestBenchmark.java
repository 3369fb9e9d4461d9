package orbis.perf.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import orbis.protocol.iscsi.IscsiCrc32c;

/** CRC32C over memory, whole and in pieces. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DigestBenchmark {
    private static final int PIECE = 1460;

    /** Bytes. */
    @Param({"48", "4096", "65536", "262144"})
    private int length;
    private final ByteBuffer memory = BufferUtil.allocateDirectAligned(1 << 18, 4096);
    private final long address = BufferUtil.address(memory);

    /** All at once. */
    @Benchmark
    public int whole() {
        return IscsiCrc32c.update(IscsiCrc32c.NOTHING, address, length);
    }

    /** As it comes from a network, segment by segment. */
    @Benchmark
    public int pieces() {
        int digest = IscsiCrc32c.NOTHING;
        for (int at = 0; at < length; at += PIECE) {
            digest = IscsiCrc32c.update(digest, address + at, Math.min(PIECE, length - at));
        }
        return digest;
    }
}
