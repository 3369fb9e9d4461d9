package orbis.perf.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orbis.perf.process.Readiness;

/**
 * CPU time of a process and of everything that it starts, also of children that nobody waits for: a control group of
 * its own (cgroups(7), either version). Needs root.
 */
final class CpuAccount implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final boolean UNIFIED = Files.exists(ROOT.resolve("cgroup.controllers"));
    private static final double NS_PER_S = 1e9;
    private static final double US_PER_S = 1e6;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMillis(10);

    private final Path group;

    /** Makes a group. */
    CpuAccount(final String name) throws IOException {
        group = folder().resolve("orbis-" + ProcessHandle.current().pid() + name);
        Files.createDirectory(group);
    }

    /** Where the groups are. */
    static Path folder() {
        return UNIFIED ? ROOT : ROOT.resolve("cpuacct");
    }

    /** What stands before a command, so that it runs in the group. */
    List<String> prefix() {
        return List.of("sh", "-c", "echo $$ > " + group.resolve("cgroup.procs") + " && exec \"$@\"", "sh");
    }

    /** CPU time so far. */
    double seconds() {
        try {
            if (!UNIFIED) {
                return Long.parseLong(Files.readString(group.resolve("cpuacct.usage")).strip()) / NS_PER_S;
            }
            return Files.readAllLines(group.resolve("cpu.stat")).stream()
                .filter(line -> line.startsWith("usage_usec "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1))).sum() / US_PER_S;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends what runs in the group still, such as children of a server that is gone, and removes it. A process leaves
     * the group when it dies; whether its parent then takes notice is not waited for.
     */
    @Override
    public void close() {
        try {
            if (!Readiness.await(this::remove, RETRY, CLOSE_LIMIT)) {
                Files.delete(group);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean remove() throws IOException {
        for (final String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        try {
            Files.delete(group);
            return true;
        } catch (final IOException busy) {
            return false;
        }
    }
}
