package orbis.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that the lab runs. */
final class Tool {
    private static final Duration SHORT = Duration.ofSeconds(60);

    private Tool() {
    }

    /**
     * Runs a program to its end.
     *
     * @param command program and arguments.
     * @return what it printed, to both of its outputs.
     * @throws IllegalStateException when it fails or takes longer than a minute.
     */
    static String run(final List<String> command) {
        return run(SHORT, command);
    }

    /**
     * Runs a program to its end.
     *
     * @param command program and arguments.
     * @return what it printed, to both of its outputs.
     * @throws IllegalStateException when it fails or takes longer than a minute.
     */
    static String run(final String... command) {
        return run(SHORT, List.of(command));
    }

    /**
     * Runs a program to its end.
     *
     * @param limit   how long it may take.
     * @param command program and arguments.
     * @return what it printed, to both of its outputs.
     * @throws IllegalStateException when it fails or takes longer.
     */
    static String run(final Duration limit, final List<String> command) {
        try {
            final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            final String output = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " took longer than " + limit + ": " + output);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(command + " ended with " + process.exitValue() + ": " + output);
            }
            return output;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", e);
        }
    }

    /**
     * Starts a program that stays.
     *
     * @param log     takes both of its outputs, after what is there.
     * @param command program and arguments.
     * @return its process.
     */
    static Process start(final Path log, final List<String> command) {
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
     * Ends a program: by its own way, or by SIGKILL when it does not go.
     *
     * @param process the program; null for none.
     * @param grace   how long it may take to go.
     */
    static void stop(final Process process, final Duration grace) {
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
}
