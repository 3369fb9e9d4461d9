package orbis.boot.tftp;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts of the server: written by its thread, read by any. */
public final class TftpCounters {
    private final AtomicLongArray values = new AtomicLongArray(TftpCounter.values().length);

    /** Its value now. */
    public long value(final TftpCounter counter) {
        return values.get(counter.ordinal());
    }

    void increment(final TftpCounter counter) {
        add(counter, 1);
    }

    void add(final TftpCounter counter, final long amount) {
        final int index = counter.ordinal();
        values.lazySet(index, values.getPlain(index) + amount);
    }
}
