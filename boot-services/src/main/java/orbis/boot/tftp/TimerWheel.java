package orbis.boot.tftp;

/**
 * Deadlines of transfers, checked every few milliseconds. A transfer whose deadline moves on stays where it is and
 * is moved when its place comes round: an ACK costs no more than a store.
 */
final class TimerWheel {
    /** Nanoseconds of a place: 8.4 ms. */
    static final int TICK_SHIFT = 23;

    private static final int PLACES = 1 << 9;
    private static final int MASK = PLACES - 1;

    private final Transfer[] heads = new Transfer[PLACES];
    private long tick;

    TimerWheel(final long nowNs) {
        tick = nowNs >> TICK_SHIFT;
    }

    /** Adds a transfer, or moves one whose deadline came nearer. */
    void schedule(final Transfer transfer) {
        if (transfer.wheelTick >= 0) {
            if (transfer.wheelTick <= placeOf(transfer.deadlineNs)) {
                return;
            }
            cancel(transfer);
        }
        insert(transfer);
    }

    private void insert(final Transfer transfer) {
        transfer.wheelTick = placeOf(transfer.deadlineNs);
        final int place = (int) transfer.wheelTick & MASK;
        final Transfer head = heads[place];
        transfer.wheelPrevious = null;
        transfer.wheelNext = head;
        if (head != null) {
            head.wheelPrevious = transfer;
        }
        heads[place] = transfer;
    }

    /** The tick after the deadline, not further than the wheel goes round and not in the past. */
    private long placeOf(final long deadlineNs) {
        final long due = (deadlineNs >> TICK_SHIFT) + 1;
        return Math.min(Math.max(due, tick + 1), tick + PLACES - 1);
    }

    /** Removes a transfer if it is there. */
    void cancel(final Transfer transfer) {
        if (transfer.wheelTick < 0) {
            return;
        }
        if (transfer.wheelPrevious == null) {
            heads[(int) transfer.wheelTick & MASK] = transfer.wheelNext;
        } else {
            transfer.wheelPrevious.wheelNext = transfer.wheelNext;
        }
        if (transfer.wheelNext != null) {
            transfer.wheelNext.wheelPrevious = transfer.wheelPrevious;
        }
        transfer.wheelNext = null;
        transfer.wheelPrevious = null;
        transfer.wheelTick = -1;
    }

    /** Takes out a transfer whose deadline has passed; null when none has. Ask until none is left. */
    Transfer poll(final long nowNs) {
        final long nowTick = nowNs >> TICK_SHIFT;
        tick = Math.max(tick, nowTick - PLACES);
        while (tick <= nowTick) {
            final Transfer transfer = heads[(int) tick & MASK];
            if (transfer == null) {
                tick++;
                continue;
            }
            cancel(transfer);
            if (transfer.deadlineNs <= nowNs) {
                return transfer;
            }
            insert(transfer);
        }
        return null;
    }
}
