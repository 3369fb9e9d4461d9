package orbis.perf.process;

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
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Other programs, run to their end, or started and stopped. */
public final class Commands {
    private static final Duration SHORT = Duration.ofMinutes(1);
    private static final int OVERDUE = -1;

    private Commands() {
    }

    /**
     * How a program ended.
     *
     * @param command name and arguments.
     * @param status  exit status; -1 when the time was over and it was killed.
     * @param output  all that it wrote, to both of its outputs.
     */
    public record Outcome(List<String> command, int status, String output) {
        /**
         * The output, when all went well.
         *
         * @throws IllegalStateException with the output, when it did not.
         */
        public String require() {
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command)
                    + (status == OVERDUE ? " took too long: " : " ended with " + status + ": ") + output.strip());
            }
            return output;
        }
    }

    /**
     * Runs a program and waits for its end, not for that of what it started and left running.
     *
     * @param limit       time after which it is killed, with all that it started.
     * @param environment variables beside those of this process.
     * @param command     name and arguments.
     * @return how it ended.
     * @throws IllegalStateException when it cannot be started, or the thread was interrupted.
     */
    public static Outcome run(
        final Duration limit, final Map<String, String> environment, final List<String> command) {
        try {
            // A file, and no pipe: the end of a pipe would be waited for without a limit, also while a child has it.
            final Path output = Files.createTempFile("orbis-", ".out");
            output.toFile().deleteOnExit();
            try {
                final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).redirectInput(new File("/dev/null"));
                builder.environment().putAll(environment);
                final Process process = builder.start();
                final boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                }
                return new Outcome(command, ended ? process.exitValue() : OVERDUE,
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

    /** Runs a program, see {@link #run(Duration, Map, List)}. */
    public static Outcome run(final Duration limit, final List<String> command) {
        return run(limit, Map.of(), command);
    }

    /** Runs a program for a minute at most, see {@link #run(Duration, Map, List)}. */
    public static Outcome run(final List<String> command) {
        return run(SHORT, command);
    }

    /** Runs a program for a minute at most, see {@link #run(Duration, Map, List)}. */
    public static Outcome run(final String... command) {
        return run(List.of(command));
    }

    /**
     * Starts a program that stays.
     *
     * @param log     takes both of its outputs, after what is there.
     * @param command name and arguments.
     * @return its process.
     */
    public static Process start(final Path log, final List<String> command) {
        try {
            return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a signal.
     *
     * @param process whom to.
     * @param signal  as kill(1) names it, such as STOP.
     */
    public static void signal(final Process process, final String signal) {
        run("kill", "-" + signal, Long.toString(process.pid())).require();
    }

    /**
     * Ends a program: by its own way, or by SIGKILL when it does not go.
     *
     * @param process the program; null for none.
     * @param grace   how long it may take to go.
     */
    public static void stop(final Process process, final Duration grace) {
        if (process == null) {
            return;
        }
        // By its handle, which leaves open what it still has to say.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** A TCP port of the loopback address that nobody listens on just now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
