package orbis.perf.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class DiskProbeTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTimeWritesOverOneBlockUntilItIsClosed() throws IOException {
        try (DiskProbe probe = new DiskProbe(folder)) {
            final Histogram times = new Histogram(3);
            while (times.getTotalCount() < 3) {
                times.add(probe.take());
            }

            assertTrue(times.getMinValue() > 0);
        }
        assertEquals(4096, Files.size(folder.resolve("probe")));
    }

    @Test
    void shouldSayThatItCannotWrite() throws IOException {
        // A device that is always full (full(4)).
        final Path link = Files.createSymbolicLink(folder.resolve("probe"), Path.of("/dev/full"));
        try (DiskProbe probe = new DiskProbe(folder)) {
            final IOException fault = assertThrows(IOException.class, () -> {
                while (true) {
                    probe.take();
                }
            });

            assertTrue(fault.getMessage().contains("No space left"), fault.getMessage());
        }
        Files.delete(link);
    }
}
