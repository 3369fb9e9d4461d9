package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionTest {
    private final Workload verifying = new Workload().verify(true);

    @Test
    void shouldNeverHandOutAUnitTwiceAtATimeWhenVerifying() {
        final Region region = new Region(100, 64, 0, verifying);
        final Set<Long> taken = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            final long unit = region.take();
            assertTrue(unit >= 100 && unit < 164, "unit " + unit);
            assertTrue(taken.add(unit), "twice " + unit);
        }
    }

    @Test
    void shouldSayThatTheRangeIsTooSmallForTheDepth() {
        final Region region = new Region(0, 2, 0, verifying);
        region.take();
        region.take();

        assertThrows(IllegalStateException.class, region::take);
    }

    @Test
    void shouldHandOutAUnitAgainThatWasGivenBack() {
        final Region region = new Region(0, 1, 0, verifying);
        region.release(region.take());

        assertEquals(0, region.take());
    }

    @Test
    void shouldRememberGenerationsByUnitOfTheDisk() {
        final Region region = new Region(100, 64, 0, verifying);
        region.generation(101, 7);

        assertEquals(7, region.generation(101));
        assertEquals(0, region.generation(100));
    }

    @Test
    void shouldRefuseToRememberMoreThanFitsInMemory() {
        assertThrows(IllegalArgumentException.class,
            () -> new Region(0, Region.MAX_VERIFIED_UNITS + 1, 0, verifying));
    }
}
