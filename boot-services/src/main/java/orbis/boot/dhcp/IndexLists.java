package orbis.boot.dhcp;

/** Doubly linked lists of small numbers, each number in at most one list at a time. All calls are O(1). */
final class IndexLists {
    private static final int UNLINKED = -1;

    private final int capacity;
    private final int[] next;
    private final int[] previous;

    /**
     * Makes empty lists.
     *
     * @param capacity numbers are 0 to this, excluded.
     * @param lists    how many lists.
     */
    IndexLists(final int capacity, final int lists) {
        this.capacity = capacity;
        next = new int[capacity + lists];
        previous = new int[capacity + lists];
        for (int i = 0; i < capacity; i++) {
            next[i] = UNLINKED;
        }
        for (int head = capacity; head < capacity + lists; head++) {
            next[head] = head;
            previous[head] = head;
        }
    }

    void append(final int list, final int index) {
        final int head = capacity + list;
        final int last = previous[head];
        next[last] = index;
        previous[index] = last;
        next[index] = head;
        previous[head] = index;
    }

    /** Takes a number out of its list; nothing happens when it is in none. */
    void remove(final int index) {
        if (next[index] != UNLINKED) {
            next[previous[index]] = next[index];
            previous[next[index]] = previous[index];
            next[index] = UNLINKED;
        }
    }

    /** The number that is longest in a list, or -1. */
    int first(final int list) {
        final int first = next[capacity + list];
        return first < capacity ? first : -1;
    }
}
