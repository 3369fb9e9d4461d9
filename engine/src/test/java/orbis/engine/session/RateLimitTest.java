package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    /** How many commands of a length are let in over a second, asked every millisecond. */
    private static int overASecond(final RateLimit limit, final int length) {
        int count = 0;
        for (int ms = 0; ms < 1000; ms++) {
            while (limit.admits(ms * MS) && count < 100_000) {
                limit.take(length, ms * MS);
                count++;
            }
        }
        return count;
    }

    @Test
    void shouldLetInAsManyCommandsAsItSays() {
        assertEquals(1050, overASecond(new RateLimit(1000, RateLimit.NONE), 4096), 5);
    }

    @Test
    void shouldLetInAsManyBytesAsItSays() {
        assertEquals(1050, overASecond(new RateLimit(RateLimit.NONE, 1 << 20), 1024) * 1000.0 / 1024, 5);
    }

    @Test
    void shouldDelayWhatComesAfterACommandThatTookTooMuch() {
        final RateLimit limit = new RateLimit(RateLimit.NONE, 1000);
        assertTrue(limit.admits(0));
        limit.take(550, 0);
        assertFalse(limit.admits(499 * MS));
        assertTrue(limit.admits(500 * MS));
    }

    @Test
    void shouldLetInEverythingWhenThereIsNoLimit() {
        assertEquals(100_000, overASecond(RateLimit.unlimited(), 1 << 20));
    }

    @Test
    void shouldNotSaveUpMoreThanAMoment() {
        final RateLimit limit = new RateLimit(1000, RateLimit.NONE);
        limit.admits(0);
        int count = 0;
        while (limit.admits(10_000 * MS)) {
            limit.take(0, 10_000 * MS);
            count++;
        }
        assertEquals(51, count);
    }

    @Test
    void shouldCountWhatManyThreadsTakeAtOnce() throws InterruptedException {
        final RateLimit limit = new RateLimit(1000, RateLimit.NONE);
        final Thread[] takers = new Thread[4];
        for (int i = 0; i < takers.length; i++) {
            takers[i] = new Thread(() -> {
                for (int command = 0; command < 100_000; command++) {
                    limit.take(0, 0);
                }
            });
            takers[i].start();
        }
        for (final Thread taker : takers) {
            taker.join();
        }
        assertFalse(limit.admits(399_949 * MS));
        assertTrue(limit.admits(399_950 * MS));
    }

    @Test
    void shouldLetSoManyCommandsWaitAsHaveTheirTurnWithinASecond() {
        assertEquals(128, RateLimit.unlimited().window(128));
        assertEquals(128, new RateLimit(1000, RateLimit.NONE).window(128));
        assertEquals(10, new RateLimit(10, RateLimit.NONE).window(128));
        assertEquals(20, new RateLimit(RateLimit.NONE, 10 << 20).window(128));
        assertEquals(1, new RateLimit(10, 1000).window(128));
    }

    @Test
    void shouldForgiveDebtsThatWereMadeUnderAnotherLimit() {
        final RateLimit limit = new RateLimit(1, RateLimit.NONE);
        for (int i = 0; i < 100; i++) {
            limit.take(0, 0);
        }
        limit.become(new RateLimit(2, RateLimit.NONE));
        assertTrue(limit.admits(0));
    }

    @Test
    void shouldBecomeAnotherLimit() {
        final RateLimit limit = RateLimit.unlimited();
        assertEquals(100_000, overASecond(limit, 4096));
        limit.become(new RateLimit(1000, 1 << 30));
        assertEquals(1000, limit.commandsPerSecond());
        assertEquals(1 << 30, limit.bytesPerSecond());
        assertTrue(overASecond(limit, 4096) < 1100);
    }
}
