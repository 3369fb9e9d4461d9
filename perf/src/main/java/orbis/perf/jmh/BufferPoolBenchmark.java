package orbis.perf.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import orbis.engine.io.BufferPool;

/** A buffer taken and given back, alone and while many others are out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BufferPoolBenchmark {
    private static final int DEPTH = 32;

    /** Bytes. */
    @Param({"4096", "65536", "262144"})
    private int length;
    private final long[] taken = new long[DEPTH];
    private BufferPool pool;

    /** Takes the memory. */
    @Setup
    public void open() {
        pool = new BufferPool(64L << 20);
    }

    /** Gives the memory back. */
    @TearDown
    public void close() {
        pool.close();
    }

    /** One, alone: split down from the largest size and joined again each time. */
    @Benchmark
    public long one() {
        final long address = pool.acquire(length);
        pool.release(address, length);
        return address;
    }

    /** Thirty-two, first in first out, as a queue of commands does. */
    @Benchmark
    public void queue() {
        for (int i = 0; i < DEPTH; i++) {
            taken[i] = pool.acquire(length);
        }
        for (int i = 0; i < DEPTH; i++) {
            pool.release(taken[i], length);
        }
    }
}
