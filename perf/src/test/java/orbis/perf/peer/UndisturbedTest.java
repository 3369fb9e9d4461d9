package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class UndisturbedTest {
    private static final String STAT = "cpu  10 1 20 300 4 0 5 60 7 8\ncpu0 1 1 1 1 1 1 1 1 1 1\n";

    @Test
    void shouldCountStolenTimeOfAllCoresTogether() {
        assertArrayEquals(new long[] {10, 1, 20, 300, 4, 0, 5, 60}, StolenTime.parse(STAT));
        assertEquals(0.25, StolenTime.share(new long[] {0, 0, 0, 0, 0, 0, 0, 0}, new long[] {3, 0, 0, 0, 0, 0, 0, 1}));
        assertEquals(0, StolenTime.share(StolenTime.parse(STAT), StolenTime.parse(STAT)));
    }

    @Test
    void shouldTakeWhatWasNotDisturbed() throws Exception {
        final Shares shares = new Shares(0.3, 0.01);
        final Undisturbed undisturbed = new Undisturbed(shares::next);

        assertEquals(2, undisturbed.take(shares::taken));
        assertEquals(0.01, undisturbed.worst());
    }

    @Test
    void shouldTakeTheLeastDisturbedWhenAllWere() throws Exception {
        final Shares shares = new Shares(0.3, 0.1, 0.2, 0.4);
        final Undisturbed undisturbed = new Undisturbed(shares::next);

        assertEquals(2, undisturbed.take(shares::taken));
        assertEquals(0.1, undisturbed.worst());
    }

    /** Shares of time that are stolen from one trial after the other. */
    private static final class Shares {
        private final List<Double> shares;
        private int taken;

        private Shares(final Double... shares) {
            this.shares = List.of(shares);
        }

        private StolenTime next() {
            return () -> shares.get(taken - 1);
        }

        private int taken() {
            return ++taken;
        }
    }
}
