package orbis.perf.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadResult;
import orbis.perf.load.LoadRun;
import orbis.perf.load.TargetUrl;
import orbis.perf.load.Workload;

/**
 * The load of a soak, all of it verified: sessions that stay, with small and with large I/Os, with digests and without;
 * and sessions that come and go, with another block size each time, beside connections that break off in their login.
 */
final class SoakLoad {
    private static final int[] VISITORS_BLOCKS = {512, 4096, 16 << 10, 64 << 10, 256 << 10, 1 << 20};
    private static final int VISITORS = 16;
    private static final int BROKEN_OFF = 4;
    /** Half of a login request's header. */
    private static final int TORN_HEADER = 24;
    private static final long VISIT = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration duration;
    private final long beganNs = System.nanoTime();
    private final AtomicLong ios = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final CountDownLatch running;

    /**
     * Begins.
     *
     * @param small    disk for small I/Os.
     * @param large    disk for large ones, with digests.
     * @param visitors disk for sessions that come and go.
     * @param duration how long.
     */
    SoakLoad(final TargetUrl small, final TargetUrl large, final TargetUrl visitors, final Duration duration) {
        this.duration = duration;
        running = new CountDownLatch(3);
        start("soak-small", () -> steady(small, new Workload().sessions(8).depth(8).block(4096).readPercent(70)));
        start("soak-large",
            () -> steady(large, new Workload().sessions(4).depth(4).block(128 << 10).readPercent(50)
                .digests(true, true)));
        start("soak-visitors", () -> visit(visitors));
    }

    /** I/Os so far. */
    long ios() {
        return ios.get();
    }

    /** Sessions that have come and gone so far. */
    long sessions() {
        return sessions.get();
    }

    /** Seconds since the begin. */
    double seconds() {
        return (System.nanoTime() - beganNs) / 1e9;
    }

    /** Waits; true once all load has ended, by itself or by a fault. */
    boolean awaitEnd(final long timeoutNs) throws InterruptedException {
        return running.await(timeoutNs, TimeUnit.NANOSECONDS);
    }

    /** What went wrong; asked when all has ended. */
    List<String> faults() {
        synchronized (faults) {
            return List.copyOf(faults);
        }
    }

    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    private void start(final String name, final Part part) {
        final Thread thread = new Thread(() -> {
            try {
                part.run();
            } catch (final IOException | InterruptedException | RuntimeException e) {
                fault(name + ": " + e);
            } finally {
                running.countDown();
            }
        }, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void fault(final String what) {
        synchronized (faults) {
            faults.add(what);
        }
    }

    private void steady(final TargetUrl url, final Workload workload) throws IOException, InterruptedException {
        judge(LoadRun.run(List.of(url), workload.verify(true).warmUp(Duration.ZERO).duration(duration),
            new LoadObserver() {
                @Override
                public void interval(final LoadResult soFar, final Histogram reads, final Histogram writes) {
                    ios.addAndGet(reads.getTotalCount() + writes.getTotalCount());
                }
            }), 1);
    }

    private void visit(final TargetUrl url) throws IOException, InterruptedException {
        for (int turn = 0; seconds() < duration.toSeconds(); turn++) {
            final int block = VISITORS_BLOCKS[turn % VISITORS_BLOCKS.length];
            final LoadResult result = LoadRun.run(List.of(url),
                new Workload().sessions(VISITORS).depth(2).block(block).readPercent(50).verify(true).seed(turn)
                    .digests(turn % 4 == 1, turn % 4 == 3).count(VISIT).warmUp(Duration.ZERO).duration(PATIENCE),
                LoadObserver.NONE);
            ios.addAndGet(result.count());
            sessions.addAndGet(VISITORS);
            judge(result, VISIT);
            breakOff(url);
        }
    }

    private void judge(final LoadResult result, final long least) {
        result.messages().forEach(this::fault);
        if (result.count() < least) {
            fault(String.format("%d I/Os in %.0f s, not %d", result.count(), result.seconds(), least));
        }
    }

    private static void breakOff(final TargetUrl url) throws IOException {
        for (int i = 0; i < BROKEN_OFF; i++) {
            try (Socket socket = new Socket(InetAddress.getByName(url.host()), url.port())) {
                socket.getOutputStream().write(new byte[i * TORN_HEADER]);
            }
        }
    }
}
