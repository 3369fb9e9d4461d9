package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What every store does, 64 MiB large or more. */
abstract class StoreContractTest extends StoreFixture {
    @Test
    void shouldReadZeroesWhereNothingWasWritten() {
        assertTrue(store.size() >= 64 * MIB && store.size() % store.logicalBlockSize() == 0);
        assertEquals(0, filling(0, MIB));
        assertEquals(0, filling(store.size() - 4096, 4096));
    }

    @Test
    void shouldReadWhatWasWritten() {
        assertEquals(MIB, write(MIB, MIB, 7));
        assertEquals(7, filling(MIB, MIB));
        assertEquals(0, filling(MIB - 4096, 4096));
        assertEquals(0, filling(2 * MIB, 4096));
        assertEquals(4096, write(store.size() - 4096, 4096, 8));
        assertEquals(8, filling(store.size() - 4096, 4096));
    }

    @Test
    void shouldMoveSingleBlocks() {
        final int block = store.logicalBlockSize();
        for (int i = 0; i < 16; i++) {
            assertEquals(block, write((long) i * block, block, i + 1));
        }
        for (int i = 0; i < 16; i++) {
            assertEquals(i + 1, filling((long) i * block, block));
        }
    }

    @Test
    void shouldZeroAndKeepOrGiveBackTheSpace() {
        final int block = store.logicalBlockSize();
        for (final boolean mayDiscard : new boolean[] {true, false}) {
            write(0, 2 * MIB, 9);
            store.zero(block, MIB, mayDiscard, this, 0);
            assertEquals(0, result());
            assertEquals(9, filling(0, block));
            assertEquals(0, filling(block, MIB));
            assertEquals(9, filling(MIB + block, MIB - block));
        }
    }

    @Test
    void shouldDiscard() {
        write(0, 2 * MIB, 9);
        store.discard(4096, MIB, this, 0);
        assertEquals(0, result());
        assertEquals(9, filling(0, 4096));
        if (store.discardZeroes()) {
            assertEquals(0, filling(4096, MIB));
        }
        assertEquals(9, filling(MIB + 4096, MIB - 4096));
    }

    @Test
    void shouldBringWritesToTheMedium() {
        write(0, 4096, 1);
        store.flush(this, 0);
        assertEquals(0, result());
        store.write(4096, memory.address(), 4096, true, this, 0);
        assertEquals(4096, result());
    }

    @Test
    void shouldEndAllFlushesThatWaitTogether() {
        for (int i = 0; i < 100; i++) {
            store.flush(this, i);
        }
        assertEquals(0, ended);
        while (ended < 100) {
            assertEquals(0, result());
        }
    }

    @Test
    void shouldEndNothingInsideTheCallThatBeganIt() {
        store.write(0, memory.address(), 4096, false, this, 0);
        store.read(0, memory.address(), 4096, this, 0);
        store.zero(0, 4096, true, this, 0);
        store.discard(0, 4096, this, 0);
        store.extents(0, 4096, new ExtentList(1), this, 0);
        store.flush(this, 0);
        assertEquals(0, ended);
        while (ended < 6) {
            result();
        }
    }

    @Test
    void shouldTellExtentsOfTheWholeRange() {
        write(MIB, MIB, 3);
        final ExtentList list = new ExtentList(64);
        store.extents(0, store.size(), list, this, 0);
        assertEquals(0, result());
        long sum = 0;
        for (int i = 0; i < list.count(); i++) {
            sum += list.length(i);
        }
        assertEquals(store.size(), sum);
    }

    @Test
    void shouldNeverCallDataAHole() {
        write(MIB, MIB, 3);
        final ExtentList list = new ExtentList(64);
        store.extents(MIB, MIB, list, this, 0);
        assertEquals(0, result());
        assertEquals(1, list.count());
        assertEquals(false, list.hole(0));
    }
}
