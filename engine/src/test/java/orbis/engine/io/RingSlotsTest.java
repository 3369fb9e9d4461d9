package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RingSlotsTest {
    private final RingSlots slots = new RingSlots();

    @Test
    void shouldFindAnOperationByItsUserData() {
        final Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            final RingOperation operation = new Nothing();
            slots.add(operation);
            seen.add(operation.userData);
            assertSame(operation, slots.find(operation.userData));
        }
        assertEquals(1000, seen.size());
    }

    @Test
    void shouldNotTakeALateCompletionForWhatHasTheSlotNow() {
        final RingOperation first = new Nothing();
        slots.add(first);
        final long late = first.userData;
        slots.remove(first);
        assertNull(slots.find(late));
        final RingOperation second = new Nothing();
        slots.add(second);
        assertEquals((int) late, (int) second.userData, "the same slot");
        assertNotEquals(late, second.userData);
        assertNull(slots.find(late));
        assertSame(second, slots.find(second.userData));
    }

    @Test
    void shouldFindNothingForWhatIsIgnored() {
        assertNull(slots.find(-1));
        assertNull(slots.find(0));
        assertNull(slots.find(Long.MIN_VALUE));
    }

    private static final class Nothing extends RingOperation {
        @Override
        void onCompletion(final int result, final int flags) {
            throw new AssertionError();
        }
    }
}
