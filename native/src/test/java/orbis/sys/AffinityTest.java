package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class AffinityTest {
    @Test
    void shouldKeepAThreadOnOneProcessor() throws Exception {
        final CompletableFuture<String> allowed = new CompletableFuture<>();
        final Thread thread = new Thread(() -> {
            assertEquals(0, Affinity.pin(0));
            allowed.complete(allowed());
        });
        thread.start();
        assertEquals("0", allowed.get());
    }

    @Test
    void shouldSayWhenThereIsNoSuchProcessor() {
        assertEquals(-Errno.EINVAL, Affinity.pin(-1));
        assertEquals(-Errno.EINVAL, Affinity.pin(Affinity.MAX_PROCESSORS));
        assertTrue(Affinity.pin(Affinity.MAX_PROCESSORS - 1) < 0);
    }

    private static String allowed() {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:")).findFirst().orElseThrow()
                .split("\\s+")[1];
        } catch (final IOException ex) {
            return ex.toString();
        }
    }
}
