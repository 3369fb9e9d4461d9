package orbis.perf.peer;

import java.util.Locale;
import java.util.TreeMap;
import orbis.perf.load.TftpStormResult;

/**
 * What one server did for one crowd of clients.
 *
 * @param server     its name.
 * @param blksize    bytes of a block, as asked for.
 * @param window     blocks that are sent before an answer; 1 is lock step.
 * @param result     what the clients saw.
 * @param cpuSeconds what the server took.
 */
record TftpRun(String server, int blksize, int window, TftpStormResult result, double cpuSeconds) {
    private static final double BYTES_PER_GB = 1e9;
    private static final double BYTES_PER_MB = 1e6;

    /** The clients, in words. */
    String crowd() {
        return result.clients() + (window == 1 ? ", lock step" : ", " + window + " blocks");
    }

    /** What the server took for a gigabyte. */
    double cpuSecondsPerGb() {
        return cpuSeconds / (result.bytes() / BYTES_PER_GB);
    }

    /** The figures, in words. */
    String figures() {
        return String.format(Locale.ROOT, "%.2f, %.0f MB/s", cpuSecondsPerGb(), result.bytesPerSecond() / BYTES_PER_MB)
            + troubles();
    }

    /** What went wrong, in words that go on from others; none when nothing did. */
    String troubles() {
        final StringBuilder words = new StringBuilder();
        append(words, result.timeouts(), " time-outs");
        append(words, result.unexpected(), " unexpected blocks");
        new TreeMap<>(result.failures()).forEach((failure, times) -> append(words, times, "x " + failure));
        return words.toString();
    }

    private static void append(final StringBuilder words, final long number, final String what) {
        if (number > 0) {
            words.append(", ").append(number).append(what);
        }
    }
}
