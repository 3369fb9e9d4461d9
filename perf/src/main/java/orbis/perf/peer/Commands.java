package orbis.perf.peer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other programs, run to their end. */
public final class Commands {
    private Commands() {
    }

    /**
     * How a program ended.
     *
     * @param status exit status; -1 when the time was over and it was killed.
     * @param output all that it wrote, to both of its outputs.
     */
    public record Outcome(int status, String output) {
        /**
         * The output, when all went well.
         *
         * @throws IllegalStateException with the output, when it did not.
         */
        public String require() {
            if (status != 0) {
                throw new IllegalStateException("exit status " + status + ": " + output.strip());
            }
            return output;
        }
    }

    /**
     * Runs a program and waits for its end.
     *
     * @param limit   time after which it is killed.
     * @param command name and arguments.
     * @return how it ended.
     * @throws IllegalStateException when it cannot be started, or the thread was interrupted.
     */
    public static Outcome run(final Duration limit, final List<String> command) {
        try {
            final Path output = Files.createTempFile("orbis-", ".out");
            output.toFile().deleteOnExit();
            try {
                final Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).redirectInput(ProcessBuilder.Redirect.from(devNull())).start();
                final boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.destroyForcibly().waitFor();
                }
                return new Outcome(ended ? process.exitValue() : -1,
                    new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (final IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command.get(0) + " was interrupted", e);
        }
    }

    /** Runs a program for a minute at most, see {@link #run(Duration, List)}. */
    public static Outcome run(final String... command) {
        return run(Duration.ofMinutes(1), List.of(command));
    }

    /** A TCP port of the loopback address that nobody listens on just now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File devNull() {
        return new File("/dev/null");
    }
}
