package orbis.engine.session;

import java.util.ArrayDeque;

/**
 * What holds the commands of a session back: what the initiators of its disk may have in all, and what its own may.
 * Those beyond wait, in order.
 */
final class CommandRate {
    private final RateLimit ofDisk;
    private final RateLimit ofInitiator;
    private final ArrayDeque<IscsiTask> waiting = new ArrayDeque<>();

    CommandRate(final RateLimit ofDisk, final RateLimit ofInitiator) {
        this.ofDisk = ofDisk;
        this.ofInitiator = ofInitiator;
    }

    /** Whether a command that comes now may begin at once. */
    boolean admits(final long nowNs) {
        return waiting.isEmpty() && debtless(nowNs);
    }

    private boolean debtless(final long nowNs) {
        return ofDisk.admits(nowNs) && ofInitiator.admits(nowNs);
    }

    /** Counts a command that begins now. */
    void take(final IscsiTask task, final long nowNs) {
        final long length = task.dataInTotal() + (long) task.dataOutTotal();
        ofDisk.take(length, nowNs);
        ofInitiator.take(length, nowNs);
    }

    /** Has a command wait for {@link #next}. */
    void await(final IscsiTask task) {
        waiting.addLast(task);
    }

    /** The next command that waits and may begin now, counted; null when there is none. */
    IscsiTask next(final long nowNs) {
        if (waiting.isEmpty() || !debtless(nowNs)) {
            return null;
        }
        final IscsiTask task = waiting.removeFirst();
        take(task, nowNs);
        return task;
    }

    /** Waits no longer for a command's turn. */
    void forget(final IscsiTask task) {
        waiting.remove(task);
    }

    /** Whether a command waits. */
    boolean anyWaits() {
        return !waiting.isEmpty();
    }

    /** How many of so many commands may be on their way to wait for their turn, see {@link RateLimit#window}. */
    int window(final int depth) {
        return Math.min(ofDisk.window(depth), ofInitiator.window(depth));
    }
}
