package orbis.perf.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadinessTest {
    private static final Duration EVERY = Duration.ofMillis(1);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void shouldLookUntilTheConditionHolds() throws IOException {
        assertTrue(Readiness.await(() -> looks.incrementAndGet() == 3, EVERY, Duration.ofMinutes(1)));
        assertEquals(3, looks.get());
    }

    @Test
    void shouldGiveUpAfterItsTime() throws IOException {
        assertFalse(Readiness.await(() -> looks.incrementAndGet() < 0, EVERY, Duration.ofMillis(5)));
    }

    @Test
    void shouldEndWhenItsThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedIOException.class, () -> Readiness.await(() -> false, EVERY, Duration.ofMinutes(1)));
        assertTrue(Thread.interrupted());
    }

    @Test
    void shouldTellTheExitStatusOfAProcessThatEndsInsteadOfServing() throws IOException {
        final Process process = new ProcessBuilder("sh", "-c", "exit 7").start();

        assertEquals("exit status 7", assertThrows(IOException.class,
            () -> Readiness.await(process, () -> false, 10_000)).getMessage());
    }
}
