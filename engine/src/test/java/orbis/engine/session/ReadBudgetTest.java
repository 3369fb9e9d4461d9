package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReadBudgetTest {
    private final ReadBudget budget = new ReadBudget();
    private int slot;

    private IscsiTask read(final int length) {
        final IscsiTask task = new IscsiTask(slot++) {
            @Override
            int dataInWanted() {
                return length;
            }
        };
        task.begin(slot, slot, 0);
        return task;
    }

    @Test
    void shouldAdmitReadsUpToTheLimit() {
        assertTrue(budget.admit(read(ReadBudget.LIMIT / 2)));
        assertTrue(budget.admit(read(ReadBudget.LIMIT / 2)));
        assertFalse(budget.admit(read(512)));
    }

    @Test
    void shouldAdmitOneReadOfAnyLength() {
        assertTrue(budget.admit(read(8 * ReadBudget.LIMIT)));
        assertFalse(budget.admit(read(512)));
    }

    @Test
    void shouldLetWaitingCommandsBeginInOrder() {
        final IscsiTask first = read(ReadBudget.LIMIT);
        final IscsiTask second = read(4096);
        final IscsiTask third = read(0);
        assertTrue(budget.admit(first));
        assertFalse(budget.admit(second));
        assertFalse(budget.admit(third));
        assertNull(budget.next());
        budget.end(first);
        assertSame(second, budget.next());
        assertSame(third, budget.next());
        assertNull(budget.next());
    }

    @Test
    void shouldForgetACommandThatIsAbortedWhileItWaits() {
        final IscsiTask first = read(ReadBudget.LIMIT);
        final IscsiTask second = read(4096);
        budget.admit(first);
        budget.admit(second);
        budget.end(second);
        budget.end(first);
        assertNull(budget.next());
        assertTrue(budget.admit(read(ReadBudget.LIMIT)));
    }
}
