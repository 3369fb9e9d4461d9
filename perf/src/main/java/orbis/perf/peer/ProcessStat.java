package orbis.perf.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the kernel counts of a process (proc(5)). */
public final class ProcessStat {
    /** Clock ticks in a second: USER_HZ is 100 on every Linux platform that Java runs on. */
    private static final double TICKS_PER_S = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int USER_TIME_OF_CHILDREN = 13;
    private static final int SYSTEM_TIME_OF_CHILDREN = 14;

    private final Path proc;

    /**
     * A process.
     *
     * @param pid its number.
     */
    public ProcessStat(final long pid) {
        proc = Path.of("/proc", Long.toString(pid));
    }

    /** CPU time of all its threads so far, in seconds. */
    public double cpuSeconds() {
        return seconds(USER_TIME, SYSTEM_TIME);
    }

    /** CPU time of the processes that it started, those that have ended and were waited for, in seconds. */
    public double cpuSecondsOfChildren() {
        return seconds(USER_TIME_OF_CHILDREN, SYSTEM_TIME_OF_CHILDREN);
    }

    private double seconds(final int user, final int system) {
        final String stat = read("stat");
        // The name, in parentheses, may hold blanks: fields are counted from its end.
        final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[user]) + Long.parseLong(fields[system])) / TICKS_PER_S;
    }

    /** Threads. */
    public int threads() {
        return (int) number("status", "Threads:");
    }

    /** Memory in use, in bytes; what is mapped at several addresses, as a JVM's heap may be, counts once. */
    public long residentBytes() {
        return number("smaps_rollup", "Pss:") << 10;
    }

    /** Open file descriptors. */
    public int descriptors() {
        try (Stream<Path> all = Files.list(proc.resolve("fd"))) {
            return (int) all.count();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long number(final String file, final String name) {
        return read(file).lines().filter(line -> line.startsWith(name)).findFirst()
            .map(line -> Long.parseLong(line.replaceAll("\\D", ""))).orElseThrow();
    }

    private String read(final String name) {
        try {
            return Files.readString(proc.resolve(name));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
