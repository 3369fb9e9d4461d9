package orbis.boot.http;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts of the HTTP server. Any thread writes and reads. */
public final class HttpCounters {
    private final AtomicLongArray values = new AtomicLongArray(HttpCounter.values().length);

    /** Its value now. */
    public long value(final HttpCounter counter) {
        return values.get(counter.ordinal());
    }

    void increment(final HttpCounter counter) {
        add(counter, 1);
    }

    void add(final HttpCounter counter, final long amount) {
        values.addAndGet(counter.ordinal(), amount);
    }
}
