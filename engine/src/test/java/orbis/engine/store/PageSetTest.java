package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PageSetTest {
    private final PageSet pages = new PageSet(1 << 20);

    @Test
    void shouldBeEmptyAtFirst() {
        assertEquals(Long.MAX_VALUE, pages.next(0));
        assertEquals(0, pages.nextMissing(0));
        assertEquals(513, pages.nextMissing(513));
    }

    @Test
    void shouldTakeInAllPagesThatARangeTouches() {
        pages.add(8191, 2);
        assertEquals(4096, pages.next(0));
        assertEquals(5000, pages.next(5000));
        assertEquals(12288, pages.nextMissing(4096));
        assertEquals(Long.MAX_VALUE, pages.next(12288));
    }

    @Test
    void shouldTakeInNoPageBehindARangeOfWholePages() {
        pages.add(4096, 4096);
        assertEquals(4096, pages.next(0));
        assertEquals(8192, pages.nextMissing(4096));
    }

    @Test
    void shouldLeaveOutAllPagesThatARangeTouches() {
        pages.add(0, 1 << 20);
        pages.remove(8191, 2);
        assertEquals(4096, pages.nextMissing(0));
        assertEquals(12288, pages.next(4096));
        assertEquals(1 << 20, pages.nextMissing(12288));
    }

    @Test
    void shouldTellOfPositionsBeyondFourGigabytes() {
        final long far = 5L << 30;
        final PageSet large = new PageSet(8L << 30);
        large.add(far, 1);
        assertEquals(far, large.next(0));
        assertEquals(far + 4096, large.nextMissing(far));
    }

    @Test
    void shouldRefuseADiskOfMorePagesThanItCanCount() {
        assertThrows(ArithmeticException.class, () -> new PageSet(8L << 40));
    }
}
