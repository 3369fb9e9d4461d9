package orbis.perf.jmh;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import orbis.protocol.iscsi.TextKeys;

/** The text of a login, which many clients send at the same time after a power cut. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TextBenchmark {
    /** What open-iscsi sends in the operational stage. */
    private static final String KEYS = """
        InitiatorName=iqn.1994-05.com.redhat:uqbar
        InitiatorAlias=uqbar
        TargetName=iqn.2022-07.san.iscsi:uqbar-root
        SessionType=Normal
        HeaderDigest=None
        DataDigest=None
        DefaultTime2Wait=2
        DefaultTime2Retain=0
        IFMarker=No
        OFMarker=No
        ErrorRecoveryLevel=0
        InitialR2T=No
        ImmediateData=Yes
        MaxBurstLength=16776192
        FirstBurstLength=262144
        MaxOutstandingR2T=1
        MaxConnections=1
        DataPDUInOrder=Yes
        DataSequenceInOrder=Yes
        MaxRecvDataSegmentLength=262144
        """;

    private final UnsafeBuffer text =
        new UnsafeBuffer(KEYS.replace('\n', '\0').getBytes(StandardCharsets.US_ASCII));
    private final TextKeys keys = new TextKeys();

    /** Walks over all pairs. */
    @Benchmark
    public int walk() {
        keys.wrap(text, 0, text.capacity());
        int length = 0;
        while (keys.next()) {
            length += keys.key().length() + keys.value().length();
        }
        return length;
    }
}
