package orbis.boot.dhcp;

import java.util.function.Consumer;

/**
 * Where leases outlive the process. Entries become durable in the order in which they were appended, many with
 * one flush; nobody waits for that in {@link #append}, but holds back the answer until {@link #durable()} has
 * come that far. One thread uses it.
 */
public interface LeaseLog extends AutoCloseable {
    /** What {@link #append} gives when there is no room, or the medium failed. */
    long REFUSED = -1;

    /** Position before that of all entries. */
    long BEFORE_ALL = 0;

    /** Is told what was appended before. */
    @FunctionalInterface
    interface Replay {
        /**
         * An entry, later ones of the same address replacing earlier ones.
         *
         * @param address  of the lease.
         * @param key      of the client.
         * @param state    {@link LeaseState} as a number.
         * @param expiryMs when it ends, in milliseconds since 1970.
         */
        void onLease(int address, long key, int state, long expiryMs);
    }

    /**
     * Tells all leases that were durable when the process ended. Called once, before all else.
     *
     * @param replay  is told.
     * @param current tells the leases of the moment, so that the log can forget all that went before; called on
     *                the thread that appends.
     */
    void replay(Replay replay, Consumer<Replay> current);

    /**
     * Appends an entry.
     *
     * @param address  of the lease.
     * @param key      of the client.
     * @param state    {@link LeaseState} as a number.
     * @param expiryMs when it ends, in milliseconds since 1970.
     * @return the entry's position, greater than that of all before; or {@link #REFUSED}.
     */
    long append(int address, long key, int state, long expiryMs);

    /** Position up to which everything is durable. */
    long durable();

    @Override
    void close();
}
