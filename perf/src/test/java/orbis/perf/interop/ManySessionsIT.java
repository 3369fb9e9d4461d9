package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadResult;
import orbis.perf.load.LoadRun;
import orbis.perf.load.Workload;
import orbis.perf.peer.OrbisPeer;
import orbis.perf.peer.ProcessStat;

/** Hundreds of sessions in one process: no thread more, bounded memory, and I/O on each. */
@Timeout(120)
class ManySessionsIT {
    private static final int SESSIONS = 500;
    private static final long WARM_UP = 100_000;
    private static final long HEAP = 96L << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"uring", "nio"})
    void shouldServeFiveHundredSessionsWithTheThreadsOfOne(final String engine) throws Exception {
        final OrbisPeer orbis = new OrbisPeer(List.of(), folder).fixedHeap(HEAP)
            .disk("a", folder.resolve("a.img")).set("orbis.disk.a.size", "64m")
            .disk("b", folder.resolve("b.img")).set("orbis.disk.b.size", "64m")
            .set("orbis.target.agents", "2").set("orbis.target.memory", "64m")
            .set("orbis.io.engine", engine);
        try (orbis) {
            orbis.start();
            final ProcessStat stat = new ProcessStat(orbis.pid());
            // What is made once is made before, most of what the compiler makes among it.
            LoadRun.run(List.of(orbis.url("a"), orbis.url("b")), load(2).count(WARM_UP), LoadObserver.NONE);
            final int threads = stat.threads();
            final int descriptors = stat.descriptors();
            final long resident = stat.residentBytes();
            final int[] during = new int[2];

            final LoadResult result = LoadRun.run(
                List.of(orbis.url("a"), orbis.url("b")), load(SESSIONS), new LoadObserver() {
                    @Override
                    public void began() {
                        during[0] = stat.threads();
                        during[1] = stat.descriptors();
                    }
                });

            assertEquals(List.of(), result.messages());
            assertEquals(SESSIONS * 20L, result.count());
            assertTrue(during[1] >= descriptors + SESSIONS / 2, "descriptors " + during[1]);
            // The compiler's threads come and go; one for each session would not be missed.
            assertTrue(during[0] <= threads + 4, threads + " threads before, " + during[0] + " with sessions");
            final long grown = stat.residentBytes() - resident;
            assertTrue(grown < 32L << 20, "memory grew by " + grown);
            System.out.printf("%s: %d threads before, %d with %d sessions; %d KiB a session%n", engine, threads,
                during[0], SESSIONS, grown / SESSIONS >> 10);
        }
    }

    private static Workload load(final int sessions) {
        return new Workload().sessions(sessions).depth(2).readPercent(50).verify(true).count(sessions * 20L)
            .warmUp(Duration.ZERO).duration(Duration.ofSeconds(60));
    }
}
