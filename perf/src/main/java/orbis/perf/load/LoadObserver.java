package orbis.perf.load;

import org.HdrHistogram.Histogram;

/** Told of the steps of a run, by the thread that called {@link LoadRun#run}. */
public interface LoadObserver {
    /** Wants to know nothing. */
    LoadObserver NONE = new LoadObserver() { };

    /**
     * All sessions are logged in.
     *
     * @param sessions how many.
     */
    default void connected(final int sessions) {
    }

    /** Warm-up is over, measuring begins. */
    default void began() {
    }

    /**
     * A second was measured, or the rest of one.
     *
     * @param soFar  all that was measured.
     * @param reads  latencies of the reads of this second, in nanoseconds.
     * @param writes latencies of its writes.
     */
    default void interval(final LoadResult soFar, final Histogram reads, final Histogram writes) {
    }

    /** Measuring has ended; I/O stops now. */
    default void ended() {
    }
}
