package orbis.perf.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How much of this machine's time a hypervisor gave to others while there was work for it here: "steal" of
 * {@code /proc/stat} (proc(5)). What is measured meanwhile says little.
 */
@FunctionalInterface
interface StolenTime {
    /** User, nice, system, idle, iowait, irq, softirq, steal; what follows is counted among these already. */
    int KINDS = 8;
    /** Which of them is stolen. */
    int STEAL = 7;

    /** Share of all cores' time since the beginning, from 0 to 1. */
    double share();

    /** Begins now. */
    static StolenTime begin() {
        final long[] before = ticks();
        return () -> share(before, ticks());
    }

    private static long[] ticks() {
        try {
            return parse(Files.readString(Path.of("/proc/stat")));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clock ticks of each kind, of all cores together. */
    static long[] parse(final String stat) {
        final String[] fields = stat.substring(0, stat.indexOf('\n')).split(" +");
        return Arrays.stream(fields).skip(1).limit(KINDS).mapToLong(Long::parseLong).toArray();
    }

    /** Share of what was stolen between two moments. */
    static double share(final long[] before, final long[] after) {
        final long all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
        return all <= 0 ? 0 : (double) (after[STEAL] - before[STEAL]) / all;
    }
}
