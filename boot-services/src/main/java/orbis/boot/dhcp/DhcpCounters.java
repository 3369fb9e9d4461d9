package orbis.boot.dhcp;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what the DHCP service does. Its thread counts; any thread may read. */
public final class DhcpCounters {
    private final AtomicLongArray values = new AtomicLongArray(DhcpCounter.values().length);

    void increment(final DhcpCounter counter) {
        add(counter, 1);
    }

    void add(final DhcpCounter counter, final long increment) {
        values.lazySet(counter.ordinal(), values.getPlain(counter.ordinal()) + increment);
    }

    /** The count since start. */
    public long get(final DhcpCounter counter) {
        return values.get(counter.ordinal());
    }
}
