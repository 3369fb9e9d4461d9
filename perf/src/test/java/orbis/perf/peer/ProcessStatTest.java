package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessStatTest {
    private final ProcessStat own = new ProcessStat(ProcessHandle.current().pid());

    @Test
    void shouldSeeWhatThisProcessTakes() {
        assertTrue(own.threads() > 1);
        assertTrue(own.descriptors() > 3);
        assertTrue(own.residentBytes() > 10 << 20);
    }

    @Test
    void shouldSeeCpuTimeGrowWithWork() {
        final double before = own.cpuSeconds();
        long value = 1;
        while (own.cpuSeconds() < before + 0.05) {
            value = value * 31 + System.nanoTime();
        }

        assertTrue(own.cpuSeconds() >= before + 0.05, "value " + value);
    }

    @Test
    void shouldSayWhenThereIsNoSuchProcess() {
        assertThrows(UncheckedIOException.class, () -> new ProcessStat(Integer.MAX_VALUE).cpuSeconds());
    }

    @Test
    void shouldKillACommandThatTakesTooLong() {
        assertEquals(-1, Commands.run(Duration.ofMillis(50), List.of("sleep", "100")).status());
    }

    @Test
    void shouldGiveTheOutputOfACommandThatFails() {
        final Commands.Outcome outcome = Commands.run("sh", "-c", "echo out; echo err >&2; exit 3");

        assertEquals(3, outcome.status());
        assertTrue(assertThrows(IllegalStateException.class, outcome::require).getMessage().contains("err"));
    }

    @Test
    void shouldSayWhenThereIsNoSuchCommand() {
        assertThrows(IllegalStateException.class, () -> Commands.run("no-such-command-here"));
    }
}
