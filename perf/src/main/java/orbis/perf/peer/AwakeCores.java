package orbis.perf.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import orbis.perf.process.Cleanup;
import orbis.perf.process.Commands;

/**
 * Keeps cores from falling asleep while something is measured: on each runs a process that gives way to all others
 * (SCHED_IDLE, sched(7)). A virtual core that sleeps is given to other machines, and has to be waited for when there is
 * work again, so that without this it is the hypervisor that is measured.
 */
final class AwakeCores {
    /** Ends by itself when the process that started it is gone, however that ended. */
    private static final String WATCH =
        "while kill -0 $PPID; do i=0; while [ $i -lt 1000 ]; do i=$((i+1)); done; done";
    private static final Duration GRACE = Duration.ofSeconds(5);

    private AwakeCores() {
    }

    /**
     * Keeps cores awake until the end of a run.
     *
     * @param run   whose end it is.
     * @param lists of cores as taskset(1) takes them, such as 0 or 0,2-3; a core may stand in several.
     */
    static void keep(final Cleanup run, final String... lists) throws IOException {
        for (final int core : cores(lists)) {
            run.make(() -> keepAwake(core));
        }
    }

    private static AutoCloseable keepAwake(final int core) throws IOException {
        final Process process = new ProcessBuilder(
            "taskset", "-c", Integer.toString(core), "chrt", "--idle", "0", "sh", "-c", WATCH)
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        return () -> Commands.stop(process, GRACE);
    }

    /** The cores of all lists, each once. */
    static int[] cores(final String... lists) {
        return Arrays.stream(String.join(",", lists).split(",")).flatMapToInt(AwakeCores::range).distinct().toArray();
    }

    private static IntStream range(final String text) {
        final String[] ends = text.split("-");
        return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }
}
