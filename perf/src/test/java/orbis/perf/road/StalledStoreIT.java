package orbis.perf.road;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import orbis.perf.lab.StallingFolder;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadResult;
import orbis.perf.load.LoadRun;
import orbis.perf.load.TargetUrl;
import orbis.perf.load.Workload;
import orbis.perf.peer.OrbisPeer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The storage below one client's disk hangs: the others, on the same agent, do not notice. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StalledStoreIT {
    private static final int RATE = 200;
    /** Far below the stall, far above what a busy machine adds. */
    private static final long MOST_MS = 1000;

    @ParameterizedTest
    @ValueSource(strings = {"uring", "nio"})
    void shouldServeOtherDisksWhileOneHangs(final String engine, @TempDir final Path folder) throws Exception {
        final Path files = Files.createDirectory(folder.resolve("files"));
        try (StallingFolder stalling = new StallingFolder(files, Files.createDirectory(folder.resolve("stalling")));
                OrbisPeer orbis = new OrbisPeer(List.of(), folder)) {
            orbis.disk("hanging", folder.resolve("stalling").resolve("hanging.img"))
                .disk("lively", folder.resolve("lively.img"))
                .set("orbis.disk.hanging.size", "64m")
                .set("orbis.disk.lively.size", "64m")
                .set("orbis.target.agents", "1")
                .set("orbis.io.engine", engine)
                .start();
            final CountDownLatch busy = new CountDownLatch(1);
            final CompletableFuture<LoadResult> hanging = CompletableFuture.supplyAsync(() -> load(
                orbis.url("hanging"), new Workload().readPercent(50).depth(8).duration(Duration.ofSeconds(8)), busy));
            assertTrue(busy.await(1, TimeUnit.MINUTES), "no I/O to the disk that shall hang");
            stalling.stall();
            final LoadResult lively = load(orbis.url("lively"), new Workload().readPercent(50).rate(RATE)
                .warmUp(Duration.ofSeconds(1)).duration(Duration.ofSeconds(5)), new CountDownLatch(1));
            stalling.goOn();

            assertEquals(List.of(), lively.messages());
            final long slowestMs = TimeUnit.NANOSECONDS.toMillis(lively.all().getMaxValue());
            assertTrue(slowestMs < MOST_MS, "an I/O to the other disk took " + slowestMs + " ms");
            assertEquals(0, hanging.get(1, TimeUnit.MINUTES).errors());
        }
    }

    private static LoadResult load(final TargetUrl url, final Workload workload, final CountDownLatch busy) {
        try {
            return LoadRun.run(List.of(url), workload, new LoadObserver() {
                @Override
                public void began() {
                    busy.countDown();
                }
            });
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
