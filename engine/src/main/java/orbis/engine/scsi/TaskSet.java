package orbis.engine.scsi;

/**
 * The tasks that were begun and have not ended, in the order of their turns (SAM-5 8). A task's turn comes when
 * no earlier one stands in its way: by task attribute, or because both touch the same blocks and one of them must
 * be alone on them. When all tasks are SIMPLE and none is alone, which is nearly always, nothing is searched.
 */
final class TaskSet {
    private TaskState first;
    private TaskState last;
    private int size;
    /** How many tasks may stand in another's way. */
    private int strict;
    /** How many wait for others; those that are held back wait for something else. */
    private int waiting;
    /** Whether it is as if each nexus had a set of its own (TST 001b): attributes then count within a nexus. */
    private boolean ofNexus;
    private boolean sweeping;
    private boolean again;

    /** How many tasks there are. */
    int size() {
        return size;
    }

    /** The task whose turn comes first, or null. */
    TaskState first() {
        return first;
    }

    /** Sets whether attributes count among the tasks of one nexus only. */
    void ofNexus(final boolean value) {
        ofNexus = value;
    }

    /** Puts a task in; it is started at once when nothing stands in its way. */
    void add(final TaskState task) {
        final boolean headOfQueue = task.task().attribute() == ScsiTask.HEAD_OF_QUEUE;
        if (headOfQueue) {
            task.previous = null;
            task.next = first;
        } else {
            task.previous = last;
            task.next = null;
        }
        link(task);
        task.queued = true;
        size++;
        if (strict(task)) {
            strict++;
        }
        if (!task.task().heldBack()) {
            task.started = strict == 0 || !blocked(task);
            waiting += task.started ? 0 : 1;
        }
    }

    private void link(final TaskState task) {
        if (task.previous == null) {
            first = task;
        } else {
            task.previous.next = task;
        }
        if (task.next == null) {
            last = task;
        } else {
            task.next.previous = task;
        }
    }

    /** Takes a task out, and starts those that waited for it. */
    void remove(final TaskState task) {
        if (strict(task)) {
            strict--;
        }
        if (waits(task)) {
            waiting--;
        }
        size--;
        task.queued = false;
        if (task.previous == null) {
            first = task.next;
        } else {
            task.previous.next = task.next;
        }
        if (task.next == null) {
            last = task.previous;
        } else {
            task.next.previous = task.previous;
        }
        task.previous = null;
        task.next = null;
        startWaiting();
    }

    /** Lets a task have its turn that was held back. */
    void letIn(final TaskState task) {
        task.task().heldBack(false);
        waiting++;
        startWaiting();
    }

    private static boolean waits(final TaskState task) {
        return !task.started && !task.task().heldBack();
    }

    /** Says that a task was aborted: from now on it stands in the way of others on the same blocks. */
    void aborted(final TaskState task) {
        if (!strict(task)) {
            strict++;
        }
        task.markAborted();
    }

    private void startWaiting() {
        again = true;
        if (sweeping) {
            return;
        }
        sweeping = true;
        while (again && waiting > 0) {
            again = false;
            TaskState task = first;
            while (task != null && !again) {
                final TaskState following = task.next;
                if (waits(task) && !task.aborted() && (strict == 0 || !blocked(task))) {
                    task.started = true;
                    waiting--;
                    task.task().transport().turnCame(task.task());
                    task.unit().start(task);
                    again = true;
                }
                task = following;
            }
        }
        sweeping = false;
    }

    private boolean blocked(final TaskState task) {
        boolean before = true;
        for (TaskState other = first; other != null; other = other.next) {
            if (other == task) {
                before = false;
            } else if ((before || other.started) && (outranks(other, task, before) || collide(other, task))) {
                return true;
            }
        }
        return false;
    }

    private static boolean strict(final TaskState task) {
        final int attribute = task.task().attribute();
        return task.exclusive || task.aborted()
            || attribute == ScsiTask.ORDERED || attribute == ScsiTask.HEAD_OF_QUEUE;
    }

    private boolean outranks(final TaskState earlier, final TaskState task, final boolean before) {
        final int attribute = task.task().attribute();
        if (!before || ofNexus && earlier.nexus() != task.nexus()
            || attribute == ScsiTask.HEAD_OF_QUEUE || earlier.aborted()) {
            return false;
        }
        final int other = earlier.task().attribute();
        return attribute == ScsiTask.ORDERED || other == ScsiTask.ORDERED || other == ScsiTask.HEAD_OF_QUEUE;
    }

    private static boolean collide(final TaskState one, final TaskState other) {
        return (one.exclusive || other.exclusive || one.aborted())
            && one.position < other.position + other.extent && other.position < one.position + one.extent;
    }
}
