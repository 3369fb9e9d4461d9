package orbis.perf.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CleanupTest {
    private final List<String> closed = new ArrayList<>();
    private final Cleanup cleanup = new Cleanup();

    private AutoCloseable make(final String name) throws IOException {
        return cleanup.make(() -> () -> closed.add(name));
    }

    @Test
    void shouldTakeAwayTheLastFirstAndOnlyOnce() throws IOException {
        make("folder");
        make("server");

        cleanup.close();
        cleanup.close();

        assertEquals(List.of("server", "folder"), closed);
    }

    @Test
    void shouldTakeAwayAllWhenOneFails() throws IOException {
        make("folder");
        cleanup.make(() -> (AutoCloseable) () -> {
            throw new IOException("busy");
        });
        make("server");

        assertEquals("busy", assertThrows(IOException.class, cleanup::close).getMessage());
        assertEquals(List.of("server", "folder"), closed);
    }

    @Test
    void shouldMakeNothingAfterTheEnd() {
        cleanup.close();

        assertThrows(IllegalStateException.class, () -> make("server"));
        assertEquals(List.of(), closed);
    }

    @Test
    void shouldDeleteFilesAndFoldersAndNothingBeside(@TempDir final Path parent) throws IOException {
        Files.createFile(parent.resolve("orbis-other"));
        cleanup.file(parent, "orbis-", ".img");
        final Path folder = cleanup.folder(parent, "orbis-");
        Files.createFile(Files.createDirectories(folder.resolve("data/disks")).resolve("disk.img"));

        cleanup.close();

        try (Stream<Path> left = Files.list(parent)) {
            assertEquals(List.of(parent.resolve("orbis-other")), left.toList());
        }
    }

    @Test
    @Timeout(20)
    void shouldMakeNothingAndLeaveNoDescendantWhenTheProcessEnds() throws IOException {
        final Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("java.class.path"), CleanupTest.class.getName())
            .redirectErrorStream(true).start();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            // The child and its child have the same output: that ends when all have.
            assertEquals(List.of("the run has ended"), lines.lines().toList());
        }
    }

    /**
     * Ends, and meanwhile starts a child that starts one, and tries to make something.
     *
     * @param args none.
     */
    public static void main(final String[] args) throws IOException {
        new Cleanup().make(() -> () -> {
            final Process child = new ProcessBuilder("sh", "-c", "sleep 30 & echo begun >&2; wait")
                .redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
            child.getErrorStream().read();
            try {
                new Cleanup().make(() -> () -> { });
                System.out.println("made");
            } catch (final IllegalStateException refused) {
                System.out.println(refused.getMessage());
            }
        });
        System.exit(0);
    }
}
