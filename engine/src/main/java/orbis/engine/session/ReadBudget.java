package orbis.engine.session;

import java.util.ArrayDeque;

/**
 * How much of the agent's memory and time the reads of one session may take at once: commands beyond that wait,
 * in order, until data of earlier ones is sent. An initiator that asks for much, or takes it slowly, delays itself.
 */
final class ReadBudget {
    /** Bytes read or being read, and not yet sent: enough to keep a fast network busy for a millisecond. */
    static final int LIMIT = 2 * 1024 * 1024;

    private final ArrayDeque<IscsiTask> waiting = new ArrayDeque<>();
    private long inUse;

    /** Lets a command begin, or has it wait; a command alone may be longer than the limit. */
    boolean admit(final IscsiTask task) {
        if (waiting.isEmpty() && fits(task)) {
            take(task);
            return true;
        }
        waiting.addLast(task);
        return false;
    }

    /** The next command that may begin now, null when there is none. */
    IscsiTask next() {
        final IscsiTask task = waiting.peekFirst();
        if (task == null || !fits(task)) {
            return null;
        }
        waiting.removeFirst();
        take(task);
        return task;
    }

    /** Takes back what a command had, or its place among those that wait. */
    void end(final IscsiTask task) {
        if (task.budget() > 0) {
            inUse -= task.budget();
            task.budget(0);
        } else if (!waiting.isEmpty()) {
            waiting.remove(task);
        }
    }

    private boolean fits(final IscsiTask task) {
        return inUse == 0 || inUse + task.dataInWanted() <= LIMIT;
    }

    private void take(final IscsiTask task) {
        task.budget(task.dataInWanted());
        inUse += task.budget();
    }
}
