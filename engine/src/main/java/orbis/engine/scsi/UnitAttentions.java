package orbis.engine.scsi;

import java.util.Arrays;
import orbis.protocol.scsi.AdditionalSense;

/**
 * Unit attention conditions of one nexus, told one a command in the order in which they came (SAM-5 5.14). A
 * reset takes the place of all that came before it; none is kept twice.
 */
final class UnitAttentions {
    private static final int CAPACITY = 16;
    private static final int RESET_CODE = 0x29;

    private final int[] conditions = new int[CAPACITY];
    private int count;

    /** Whether there is something to tell. */
    boolean pending() {
        return count > 0;
    }

    /** What is to be told next; it is told now. */
    int poll() {
        final int condition = conditions[0];
        count--;
        System.arraycopy(conditions, 1, conditions, 0, count);
        return condition;
    }

    /** Adds a condition. */
    void add(final int additional) {
        if (additional >>> 8 == RESET_CODE) {
            count = 0;
        }
        for (int i = 0; i < count; i++) {
            if (conditions[i] == additional) {
                return;
            }
        }
        if (count == CAPACITY) {
            Arrays.fill(conditions, 0, CAPACITY, 0);
            count = 0;
            conditions[count++] = AdditionalSense.POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED;
            return;
        }
        conditions[count++] = additional;
    }

    /** Forgets a condition that has become untrue. */
    void remove(final int additional) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (conditions[i] != additional) {
                conditions[kept++] = conditions[i];
            }
        }
        count = kept;
    }
}
