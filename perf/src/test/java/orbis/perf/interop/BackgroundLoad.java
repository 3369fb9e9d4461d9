package orbis.perf.interop;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadResult;
import orbis.perf.load.LoadRun;
import orbis.perf.load.TargetUrl;
import orbis.perf.load.Workload;

/** Load that goes on in the background while a test does something to the target. */
final class BackgroundLoad implements LoadObserver {
    private static final int TIMEOUT_S = 60;

    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch working = new CountDownLatch(1);
    private final CompletableFuture<LoadResult> result;

    BackgroundLoad(final TargetUrl url, final Workload workload) {
        result = CompletableFuture.supplyAsync(() -> {
            try {
                return LoadRun.run(List.of(url), workload, this);
            } catch (final Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    @Override
    public void connected(final int sessions) {
        connected.countDown();
    }

    @Override
    public void interval(final LoadResult soFar, final Histogram reads, final Histogram writes) {
        if (soFar.count() > 0) {
            working.countDown();
        }
    }

    /** Waits until all sessions are logged in. */
    BackgroundLoad awaitConnected() throws Exception {
        return await(connected);
    }

    /** Waits until I/O has gone on for a second. */
    BackgroundLoad awaitWorking() throws Exception {
        return await(working);
    }

    private BackgroundLoad await(final CountDownLatch latch) throws Exception {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
        while (!latch.await(100, TimeUnit.MILLISECONDS)) {
            if (result.isDone()) {
                result.get();
            }
            if (System.nanoTime() - endNs > 0) {
                throw new IllegalStateException("no progress in " + TIMEOUT_S + " s");
            }
        }
        return this;
    }

    /** Waits for the end. */
    LoadResult result() throws Exception {
        return result.get(2L * TIMEOUT_S, TimeUnit.SECONDS);
    }
}
