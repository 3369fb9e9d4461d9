package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class TimeSliceTest {
    private static final long UNTOLD = 0;

    @Test
    void shouldShortenTheSliceOfTheThreadThatAsks() throws Exception {
        final long before = slice();
        final CompletableFuture<Long> own = new CompletableFuture<>();
        final CompletableFuture<Long> ofChild = new CompletableFuture<>();
        new Thread(() -> {
            assertEquals(0, TimeSlice.set(TimeSlice.SHORTEST_NS));
            own.complete(slice());
            new Thread(() -> ofChild.complete(slice())).start();
        }).start();
        assertEquals(before == UNTOLD ? UNTOLD : TimeSlice.SHORTEST_NS, own.get());
        assertEquals(before, ofChild.get());
        assertEquals(before, slice());
    }

    /** Slice of this thread in nanoseconds as the kernel tells it, or UNTOLD (before Linux 6.12). */
    private static long slice() {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/sched")).stream()
                .filter(line -> line.startsWith("se.slice")).findFirst()
                .map(line -> Long.parseLong(line.split(":")[1].strip())).orElse(UNTOLD);
        } catch (final IOException ex) {
            return UNTOLD;
        }
    }
}
