package orbis.perf.jmh;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import orbis.engine.net.TargetOptions;
import orbis.engine.store.MemoryStore;
import orbis.perf.load.SteppedLoad;
import orbis.perf.load.Workload;

/**
 * An I/O from PDU in to PDU out, over loopback, with both ends in this process: the time is that of the slower end,
 * the allocation that of both.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TargetPathBenchmark {
    private static final int BATCH = 1000;
    private static final int BLOCK_LENGTH = 512;
    private static final long SIZE = 64L << 20;

    /** Kind of I/O engine. */
    @Param({"nio", "uring"})
    private String engine;
    /** Share of reads. */
    @Param({"100", "0"})
    private int readPercent;
    /** Bytes of each I/O. */
    @Param({"4096", "65536"})
    private int block;
    private LocalTarget target;
    private SteppedLoad load;

    /** Starts the target and logs in. */
    @Setup
    public void start() throws IOException {
        target = new LocalTarget(engine, TargetOptions.Idle.PARK, new MemoryStore(SIZE, BLOCK_LENGTH));
        load = new SteppedLoad(target.url(), new Workload().block(block).readPercent(readPercent));
    }

    /** Logs out and ends the target. */
    @TearDown
    public void stop() throws IOException {
        load.close();
        target.close();
    }

    /** One I/O of many under way. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void io() throws IOException {
        load.run(BATCH);
    }
}
