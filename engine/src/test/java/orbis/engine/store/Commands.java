package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;

/** Programs that tests run. */
final class Commands {
    private Commands() {
    }

    /** Runs a program that must succeed, and gives what it printed. */
    static String run(final String... words) throws IOException {
        final Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        final String output = new String(process.getInputStream().readAllBytes()).trim();
        try {
            assertEquals(0, process.waitFor(), String.join(" ", words) + ": " + output);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }
}
