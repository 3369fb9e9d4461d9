package orbis.boot.dhcp;

import java.util.function.Consumer;

/** Forgets everything: leases that end with the process. */
public final class VolatileLeaseLog implements LeaseLog {
    private long position;

    @Override
    public void replay(final Replay replay, final Consumer<Replay> current) {
    }

    @Override
    public long append(final int address, final long key, final int state, final long expiryMs) {
        return ++position;
    }

    @Override
    public long durable() {
        return position;
    }

    @Override
    public void close() {
    }
}
