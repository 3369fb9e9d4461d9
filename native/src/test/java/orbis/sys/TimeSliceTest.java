package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class TimeSliceTest {
    @Test
    void shouldShortenTheSliceOfTheThreadThatAsks() throws Exception {
        assumeTrue(slice() > 0, "the kernel does not tell slices");
        final long before = slice();
        final CompletableFuture<Long> slice = new CompletableFuture<>();
        new Thread(() -> {
            assertEquals(0, TimeSlice.set(TimeSlice.SHORTEST_NS));
            slice.complete(slice());
        }).start();
        assertEquals(TimeSlice.SHORTEST_NS, slice.get());
        assertEquals(before, slice());
    }

    /** Slice of this thread in nanoseconds as the kernel tells it, 0 when it does not (before Linux 6.12). */
    private static long slice() {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/sched")).stream()
                .filter(line -> line.startsWith("se.slice")).findFirst()
                .map(line -> Long.parseLong(line.split(":")[1].strip())).orElse(0L);
        } catch (final IOException ex) {
            return 0;
        }
    }
}
