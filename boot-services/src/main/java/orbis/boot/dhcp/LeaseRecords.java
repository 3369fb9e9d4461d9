package orbis.boot.dhcp;

import org.agrona.concurrent.EpochClock;

/**
 * What the lease log says of a pool's addresses: until when each is its holder's, and where that stands. It is never
 * less than what the holder was told, and may be more: a record that was written with an offer stands there before the
 * lease does. So whoever loses an address is taken out of the log too; where that is not durable when the process dies,
 * the address stays taken until the record ends, and nobody else has it.
 */
final class LeaseRecords {
    private static final long NO_RECORD = 0;

    private final LeaseLog log;
    private final EpochClock clock;
    private final long[] endsMs;
    private final long[] positions;

    /**
     * No address has a record.
     *
     * @param log   where records are written.
     * @param clock milliseconds since 1970.
     * @param size  how many addresses there are.
     */
    LeaseRecords(final LeaseLog log, final EpochClock clock, final int size) {
        this.log = log;
        this.clock = clock;
        endsMs = new long[size];
        positions = new long[size];
    }

    /** Whether the log says that an address is its holder's until a time, or longer. */
    boolean cover(final int index, final long untilMs) {
        return endsMs[index] >= untilMs;
    }

    /** Whether the log says anything of an address that the pool did not take back. */
    boolean has(final int index) {
        return endsMs[index] != NO_RECORD;
    }

    /** When the address becomes free by the log, milliseconds since 1970. */
    long endMs(final int index) {
        return endsMs[index];
    }

    /** Where the record stands: its holder may be told of the lease when the log is durable up to here. */
    long position(final int index) {
        return positions[index];
    }

    /** Writes that an address is a client's until a time; false when the log refuses. */
    boolean write(final int index, final int address, final long key, final long untilMs) {
        final long position = log.append(address, key, LeaseState.LEASED, untilMs);
        if (position == LeaseLog.REFUSED) {
            return false;
        }
        endsMs[index] = untilMs;
        positions[index] = position;
        return true;
    }

    /** Takes over a record that was durable when the process started. */
    void found(final int index, final long untilMs) {
        endsMs[index] = untilMs;
        positions[index] = LeaseLog.BEFORE_ALL;
    }

    /** Forgets a record in whose place another is written. */
    void forget(final int index) {
        endsMs[index] = NO_RECORD;
    }

    /** Writes that an address is nobody's, unless the log says so anyway by now. Nobody waits for that. */
    void takeBack(final int index, final int address, final long key) {
        if (has(index)) {
            final long nowMs = clock.time();
            if (endsMs[index] > nowMs) {
                log.append(address, key, LeaseState.FREE, nowMs);
            }
            forget(index);
        }
    }
}
