package orbis.perf.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log that a JVM writes of its collections ({@code -Xlog:gc,gc+phases}), and what {@code jcmd GC.heap_info} tells:
 * of the serial collector, whose collections are pauses, and of ZGC, whose pauses are phases of collections.
 */
final class CollectorLog {
    /** Collections that were asked for, to see what is live, are no pauses of the server's own. */
    private static final String ASKED_FOR = "Diagnostic Command";
    private static final Pattern PAUSE =
        Pattern.compile("^\\[([0-9.]+)s].* (Pause .*?)(?: \\d+M->\\d+M\\(\\d+M\\))? ([0-9.]+)ms$");
    /** Generations tell a total, ZGC's heap its capacity; metaspace neither. */
    private static final Pattern GENERATION = Pattern.compile("total (?:reserved )?\\d+K, used (\\d+)K");
    private static final Pattern Z_HEAP = Pattern.compile("ZHeap +used (\\d+)M, capacity");

    private CollectorLog() {
    }

    /**
     * A stop of all threads.
     *
     * @param atSeconds since the JVM's start.
     * @param what      kind and cause.
     * @param ms        length, in milliseconds.
     */
    record Pause(double atSeconds, String what, double ms) {
    }

    /** The pauses that the server made by itself. */
    static List<Pause> pauses(final String log) {
        final List<Pause> pauses = new ArrayList<>();
        log.lines().filter(line -> !line.contains(ASKED_FOR)).forEach(line -> {
            final Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                pauses.add(new Pause(
                    Double.parseDouble(pause.group(1)), pause.group(2), Double.parseDouble(pause.group(3))));
            }
        });
        return pauses;
    }

    /**
     * Bytes used in the heap.
     *
     * @param heapInfo as the JVM tells it.
     * @throws IllegalStateException when it tells of no heap.
     */
    static long usedBytes(final String heapInfo) {
        final Matcher whole = Z_HEAP.matcher(heapInfo);
        if (whole.find()) {
            return Long.parseLong(whole.group(1)) << 20;
        }
        final Matcher generation = GENERATION.matcher(heapInfo);
        long used = -1;
        while (generation.find()) {
            used = Math.max(used, 0) + (Long.parseLong(generation.group(1)) << 10);
        }
        if (used < 0) {
            throw new IllegalStateException("no heap in: " + heapInfo.strip());
        }
        return used;
    }
}
