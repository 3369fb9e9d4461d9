package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
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
}
