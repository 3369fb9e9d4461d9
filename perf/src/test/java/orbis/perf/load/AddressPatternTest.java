package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddressPatternTest {
    private static final int UNITS = 1000;

    @ParameterizedTest
    @EnumSource(AddressPattern.Kind.class)
    void shouldStayOnTheDisk(final AddressPattern.Kind kind) {
        final AddressPattern pattern = AddressPattern.of(kind, UNITS, 42, 1.1);

        for (int i = 0; i < 10 * UNITS; i++) {
            final long unit = pattern.next();
            assertTrue(unit >= 0 && unit < UNITS, "unit " + unit);
        }
    }

    @ParameterizedTest
    @EnumSource(AddressPattern.Kind.class)
    void shouldRepeatItselfFromTheSameSeed(final AddressPattern.Kind kind) {
        final AddressPattern one = AddressPattern.of(kind, UNITS, 42, 1.1);
        final AddressPattern other = AddressPattern.of(kind, UNITS, 42, 1.1);

        for (int i = 0; i < UNITS; i++) {
            assertEquals(one.next(), other.next());
        }
    }

    @ParameterizedTest
    @EnumSource(AddressPattern.Kind.class)
    void shouldTakeADiskOfOneUnit(final AddressPattern.Kind kind) {
        final AddressPattern pattern = AddressPattern.of(kind, 1, 42, 1.1);

        assertEquals(0, pattern.next());
        assertEquals(0, pattern.next());
    }

    @ParameterizedTest
    @EnumSource(AddressPattern.Kind.class)
    void shouldRefuseADiskWithoutUnits(final AddressPattern.Kind kind) {
        assertThrows(IllegalArgumentException.class, () -> AddressPattern.of(kind, 0, 42, 1.1));
    }

    @Test
    void shouldVisitEveryUnitOnceInOrder() {
        final AddressPattern pattern = AddressPattern.of(AddressPattern.Kind.SEQUENTIAL, UNITS, 42, 1.1);
        final BitSet seen = new BitSet();
        long last = pattern.next();
        seen.set((int) last);
        for (int i = 1; i < UNITS; i++) {
            final long unit = pattern.next();
            assertEquals((last + 1) % UNITS, unit);
            seen.set((int) unit);
            last = unit;
        }

        assertEquals(UNITS, seen.cardinality());
    }

    @Test
    void shouldDrawAllUnitsAboutAsOften() {
        final AddressPattern pattern = AddressPattern.of(AddressPattern.Kind.RANDOM, 10, 7, 1.1);
        final int[] hits = new int[10];
        for (int i = 0; i < 100_000; i++) {
            hits[(int) pattern.next()]++;
        }
        for (final int count : hits) {
            // Ten standard deviations around the mean.
            assertEquals(10_000, count, 950);
        }
    }

    @Test
    void shouldDrawRanksInProportionToTheirPower() {
        final double theta = 1.2;
        final ZipfAddresses pattern = new ZipfAddresses(UNITS, theta, 7);
        final int draws = 400_000;
        final int[] hits = new int[UNITS];
        for (int i = 0; i < draws; i++) {
            hits[(int) pattern.rank()]++;
        }
        double norm = 0;
        for (int k = 1; k <= UNITS; k++) {
            norm += Math.pow(k, -theta);
        }
        for (final int k : new int[] {1, 2, 3, 10, 50}) {
            final double expected = draws * Math.pow(k, -theta) / norm;
            assertEquals(expected, hits[k - 1], 6 * Math.sqrt(expected), "rank " + k);
        }
    }

    @Test
    void shouldRefuseASkewThatZipfCannotHave() {
        assertThrows(IllegalArgumentException.class, () -> new ZipfAddresses(UNITS, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new ZipfAddresses(UNITS, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ZipfAddresses(UNITS, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new ZipfAddresses(1L << 31, 1.1, 1));
    }
}
