package orbis.perf.jmh;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orbis.engine.net.TargetOptions;
import orbis.engine.store.MemoryStore;
import orbis.perf.load.SteppedLoad;
import orbis.perf.load.Workload;

/** In the steady state an I/O leaves nothing on the heap, from PDU in to PDU out, at either end. */
@Timeout(240)
class AllocationIT {
    private static final long IOS = 1_000_000;
    /** To get the code compiled and every pool to its size. */
    private static final long WARM_UP_IOS = 200_000;
    /** Twice a second the agent's tick, the counters' and what the JVM itself does: far below a byte for each I/O. */
    private static final long SLACK_BYTES = IOS / 10;

    private final com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({"nio,100", "nio,0", "uring,100", "uring,0"})
    void shouldAllocateNothingForAMillionIos(final String engine, final int readPercent) throws Exception {
        try (LocalTarget target =
                new LocalTarget(engine, TargetOptions.Idle.PARK, new MemoryStore(16 << 20, 512));
            SteppedLoad load = new SteppedLoad(target.url(), new Workload().readPercent(readPercent))) {
            load.run(WARM_UP_IOS);
            final long[] watched = {thread("orbis-target-0"), Thread.currentThread().getId()};
            final long[] before = threads.getThreadAllocatedBytes(watched);

            load.run(IOS);

            final long[] after = threads.getThreadAllocatedBytes(watched);
            assertTrue(after[0] - before[0] < SLACK_BYTES, "target: " + (after[0] - before[0]));
            assertTrue(after[1] - before[1] < SLACK_BYTES, "initiator: " + (after[1] - before[1]));
        }
    }

    private long thread(final String name) {
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(info -> info != null && info.getThreadName().equals(name)).findFirst().orElseThrow()
            .getThreadId();
    }
}
