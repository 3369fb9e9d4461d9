package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class TasksTest {
    private final Tasks tasks = new Tasks(4);

    @Test
    void shouldFindTheSlotOfATaskByItsTag() {
        tasks.begin(3);

        assertEquals(3, tasks.slot(tasks.tag[3]));
    }

    @Test
    void shouldNotKnowTheTagOfATaskThatEnded() {
        tasks.begin(2);
        final int tag = tasks.tag[2];
        tasks.end(2);

        assertEquals(-1, tasks.slot(tag));
        tasks.begin(2);
        assertNotEquals(tag, tasks.tag[2]);
        assertEquals(-1, tasks.slot(tag));
    }

    @Test
    void shouldNotTakeForeignTagsForSlots() {
        assertEquals(-1, tasks.slot(0));
        assertEquals(-1, tasks.slot(-1));
        assertEquals(-1, tasks.slot(0x8000_0001));
        assertEquals(-1, tasks.slot(1023));
        assertEquals(-1, tasks.slot(Integer.MAX_VALUE));
    }

    @Test
    void shouldNeverUseATagThatStandsForAFreeSlot() {
        for (int i = 0; i < 3 << 31 - Tasks.SLOT_BITS; i++) {
            tasks.begin(0);
            if (tasks.tag[0] <= 0) {
                throw new AssertionError("tag " + tasks.tag[0]);
            }
        }
    }
}
