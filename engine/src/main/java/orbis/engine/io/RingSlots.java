package orbis.engine.io;

import java.util.Arrays;

/**
 * Operations by number. The number and a generation make up the user data of the ring, so that a completion that
 * comes late never reaches what has the slot now.
 */
final class RingSlots {
    private RingOperation[] operations = new RingOperation[256];
    private int[] generations = new int[256];
    private int[] free = new int[256];
    private int freeCount;
    private int made;

    /** Gives an operation a slot. */
    void add(final RingOperation operation) {
        if (freeCount == 0 && made == operations.length) {
            operations = Arrays.copyOf(operations, made * 2);
            generations = Arrays.copyOf(generations, made * 2);
            free = Arrays.copyOf(free, made * 2);
        }
        final int slot = freeCount > 0 ? free[--freeCount] : made++;
        operations[slot] = operation;
        operation.userData = (long) generations[slot] << 32 | slot;
    }

    /** Takes its slot from an operation: completions that still come are nobody's. */
    void remove(final RingOperation operation) {
        final int slot = (int) operation.userData;
        operations[slot] = null;
        generations[slot] = generations[slot] + 1 & Integer.MAX_VALUE;
        free[freeCount++] = slot;
    }

    /** The operation, or null when it has lost its slot. */
    RingOperation find(final long userData) {
        final int slot = (int) userData;
        return slot >= 0 && slot < made && generations[slot] == (int) (userData >>> 32) ? operations[slot] : null;
    }
}
