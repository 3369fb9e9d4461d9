package orbis.perf.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One run of the load generator: starts its threads, keeps time, gathers what they measured. */
public final class LoadRun {
    private static final long LOGIN_TIMEOUT_MS = 60_000;
    private static final long JOIN_TIMEOUT_MS = 20_000;
    private static final int MOST_MESSAGES = 5;
    private static final long NS_PER_S = 1_000_000_000L;
    /** Type of the identifiers: random (RFC 7143 section 11.12.5). */
    private static final long ISID_TYPE_RANDOM = 0x80L << 40;

    private final List<TargetUrl> urls;
    private final Workload workload;
    private final LoadObserver observer;
    private final long isidBase = ISID_TYPE_RANDOM | (ThreadLocalRandom.current().nextInt() & 0xFFFFL) << 24;
    private final List<LoadAgent> agents = new ArrayList<>();
    private final CountDownLatch ready;
    private final CountDownLatch finished;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> messages = new ArrayList<>();
    private long errors;
    private long mismatches;
    private volatile boolean started;
    private volatile boolean stopped;
    private volatile String failure;

    LoadRun(final List<TargetUrl> urls, final Workload workload, final LoadObserver observer) {
        this.urls = urls;
        this.workload = workload.conclude();
        this.observer = observer;
        this.ready = new CountDownLatch(workload.threads());
        this.finished = new CountDownLatch(workload.threads());
    }

    /**
     * Runs a workload to its end.
     *
     * @param urls     logical units, over which the sessions are spread in turn; at least one.
     * @param workload what to do.
     * @param observer told of the steps, on the calling thread.
     * @return what was measured.
     * @throws IOException          when the run could not be brought to its end; the message says why.
     * @throws InterruptedException when the calling thread was interrupted; the run has ended.
     */
    public static LoadResult run(final List<TargetUrl> urls, final Workload workload, final LoadObserver observer)
            throws IOException, InterruptedException {
        return new LoadRun(List.copyOf(urls), workload, observer).go();
    }

    private LoadResult go() throws IOException, InterruptedException {
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workload.threads(); i++) {
            agents.add(new LoadAgent(this, i));
        }
        agents.forEach(agent -> threads.add(new Thread(agent, "load")));
        threads.forEach(Thread::start);
        LoadResult result = null;
        try {
            if (!ready.await(LOGIN_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                fail("not all sessions were logged in after " + LOGIN_TIMEOUT_MS / 1000 + " s");
            }
            if (!failed()) {
                observer.connected(workload.sessions());
                result = measure();
            }
        } finally {
            stop();
            for (final Thread thread : threads) {
                thread.join(JOIN_TIMEOUT_MS + workload.reconnect().toMillis());
            }
        }
        if (failed()) {
            throw new IOException(failure);
        }
        synchronized (messages) {
            result.faults(errors, mismatches, messages);
        }
        return result;
    }

    private LoadResult measure() throws IOException, InterruptedException {
        final LoadResult result = new LoadResult(workload);
        started = true;
        agents.forEach(LoadAgent::wakeup);
        over.await(workload.warmUp().toNanos(), TimeUnit.NANOSECONDS);
        if (workload.count() == 0) {
            collect();
        }
        observer.began();
        final long cpuNs = cpuNs();
        final long beginNs = System.nanoTime();
        final long endNs = beginNs + workload.duration().toNanos();
        boolean more = true;
        for (long nextNs = beginNs + NS_PER_S; more; nextNs += NS_PER_S) {
            more = !over.await(Math.min(nextNs, endNs) - System.nanoTime(), TimeUnit.NANOSECONDS)
                && System.nanoTime() - endNs < 0;
            final Histogram[] interval = collect();
            result.add(interval[0], interval[1], System.nanoTime() - beginNs);
            observer.interval(result, interval[0], interval[1]);
        }
        result.cpuNs(cpuNs() - cpuNs);
        observer.ended();
        return result;
    }

    private Histogram[] collect() {
        final Histogram[] both = {null, null};
        for (final LoadAgent agent : agents) {
            both[0] = sum(both[0], agent.reads().getIntervalHistogram());
            both[1] = sum(both[1], agent.writes().getIntervalHistogram());
        }
        return both;
    }

    private static Histogram sum(final Histogram to, final Histogram from) {
        if (to == null) {
            return from;
        }
        to.add(from);
        return to;
    }

    private static long cpuNs() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    }

    private void stop() {
        stopped = true;
        over.countDown();
        agents.forEach(LoadAgent::wakeup);
    }

    List<TargetUrl> urls() {
        return urls;
    }

    Workload workload() {
        return workload;
    }

    long isidBase() {
        return isidBase;
    }

    /** Whether I/O may begin. */
    boolean started() {
        return started;
    }

    /** Whether no more I/O is to begin. */
    boolean over() {
        return stopped || failure != null;
    }

    boolean failed() {
        return failure != null;
    }

    /** What went wrong first, or null. */
    String fault() {
        synchronized (messages) {
            return failure != null || messages.isEmpty() ? failure : messages.get(0);
        }
    }

    /** A thread has logged its sessions in. */
    void ready() {
        ready.countDown();
    }

    /** A thread has done its share of the I/Os. */
    void finished() {
        finished.countDown();
        if (finished.getCount() == 0) {
            over.countDown();
        }
    }

    /** The run cannot go on. */
    void fail(final String why) {
        synchronized (messages) {
            failure = failure == null ? why : failure;
        }
        over.countDown();
        while (ready.getCount() > 0) {
            ready.countDown();
        }
        while (finished.getCount() > 0) {
            finished.countDown();
        }
    }

    /** An I/O ended with an error; the run goes on. */
    void error(final String what) {
        synchronized (messages) {
            errors++;
            keep(what);
        }
    }

    /** A block held something else than what was written to it. */
    void mismatch(final String what) {
        synchronized (messages) {
            mismatches++;
            keep("block " + what);
        }
    }

    private void keep(final String what) {
        if (messages.size() < MOST_MESSAGES) {
            messages.add(what);
        }
    }
}
