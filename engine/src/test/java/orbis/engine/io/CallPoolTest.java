package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallPoolTest {
    private static final int THREADS = 32;
    private static final int FILES = 2;
    /** As many turns as the files can have at once: no place to spare. */
    private static final int PLACES = FILES * THREADS / 4;
    private static final int UNDER_WAY = 256;
    private static final long DURATION_NS = TimeUnit.SECONDS.toNanos(2);

    private long ended;

    /** Long enough that calls wait: then all turns are in their places. */
    private static long work() {
        for (int i = 0; i < 100; i++) {
            Thread.onSpinWait();
        }
        return 0;
    }

    @Test
    void shouldGoOnWhenThreadsAreStoppedWhileTheyTakeTurns() {
        long submitted = 0;
        try (CallPool pool = new CallPool(THREADS, PLACES, "test-call", () -> { })) {
            final long endNs = System.nanoTime() + DURATION_NS;
            while (System.nanoTime() - endNs < 0 || ended < submitted) {
                if (submitted - ended < UNDER_WAY && System.nanoTime() - endNs < 0) {
                    pool.offload((int) (submitted % FILES), CallPoolTest::work, (token, result) -> ended++, 0);
                    submitted++;
                } else {
                    pool.tell();
                }
            }
        }
        assertEquals(submitted, ended);
    }
}
