package orbis.engine.session;

/** The tasks of one agent, all made at start. */
final class TaskPool {
    /** Slots are part of target transfer tags: 16 bits, without the last one so that no tag is 0xffffffff. */
    static final int MAX_CAPACITY = 0xffff;

    private final IscsiTask[] free;
    private int available;

    TaskPool(final int capacity) {
        if (capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("tasks=" + capacity + " > " + MAX_CAPACITY);
        }
        free = new IscsiTask[capacity];
        for (int i = 0; i < capacity; i++) {
            free[capacity - 1 - i] = new IscsiTask(i);
        }
        available = capacity;
    }

    int available() {
        return available;
    }

    int inUse() {
        return free.length - available;
    }

    IscsiTask acquire() {
        return free[--available];
    }

    void release(final IscsiTask task) {
        free[available++] = task;
    }
}
