package orbis.perf.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.agrona.CloseHelper;

/**
 * What a run makes outside of its process and takes away at its end, the last first: servers, namespaces, files. The
 * end is that of the run, or that of the process by anything that it can notice, such as Ctrl-C and SIGTERM.
 */
public final class Cleanup implements AutoCloseable {
    private static final Set<Cleanup> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile boolean processEnds;

    private final Deque<AutoCloseable> made = new ArrayDeque<>();
    private boolean ended;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::endProcess, "bench-cleanup"));
    }

    /** Nothing made yet. */
    public Cleanup() {
        OPEN.add(this);
    }

    private static void endProcess() {
        processEnds = true;
        endDescendants();
        try {
            CloseHelper.closeAll(OPEN);
        } finally {
            // The run goes on meanwhile, and may have started the next load.
            endDescendants();
        }
    }

    /** A terminal sends Ctrl-C to them too, another signal comes to this process alone: a load would go on and on. */
    private static void endDescendants() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }

    /** Makes something. */
    @FunctionalInterface
    public interface Maker<T> {
        /** Returns what was made; if it fails, nothing of that is left. */
        T make() throws IOException;
    }

    /**
     * Makes something. When the process ends meanwhile, that waits until it is made, and takes it away.
     *
     * @param maker of it.
     * @return what was made.
     * @throws IOException           when it cannot be made.
     * @throws IllegalStateException after the end.
     */
    public synchronized <T extends AutoCloseable> T make(final Maker<T> maker) throws IOException {
        if (ended || processEnds) {
            throw new IllegalStateException("the run has ended");
        }
        final T it = maker.make();
        made.push(it);
        return it;
    }

    /** Makes a folder; what is in it at the end goes with it. */
    public Path folder(final Path parent, final String prefix) throws IOException {
        return make(() -> new Deleted(Files.createTempDirectory(parent, prefix))).path;
    }

    /** Makes a folder where temporary files are. */
    public Path folder(final String prefix) throws IOException {
        return folder(Path.of(System.getProperty("java.io.tmpdir")), prefix);
    }

    /** Makes an empty file. */
    public Path file(final Path parent, final String prefix, final String suffix) throws IOException {
        return make(() -> new Deleted(Files.createTempFile(parent, prefix, suffix))).path;
    }

    private record Deleted(Path path) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (Stream<Path> all = Files.walk(path)) {
                for (final Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    /** Takes all away. What fails keeps nothing else, and is thrown at the end. */
    @Override
    public synchronized void close() {
        ended = true;
        try {
            CloseHelper.closeAll(made);
        } finally {
            made.clear();
            OPEN.remove(this);
        }
    }
}
