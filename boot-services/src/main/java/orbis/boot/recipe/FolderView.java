package orbis.boot.recipe;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.agrona.concurrent.NanoClock;

import orbis.boot.files.BootFolder;

/**
 * What is in a folder, for a thread that must not wait for a disk: looked at by another thread, at most each second.
 */
final class FolderView {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final BootFolder folder;
    private final Set<String> candidates;
    private final NanoClock clock;
    private final Executor executor;
    private final AtomicLong lookedNs;
    private volatile Set<String> names;

    /** A view of the folder's own files, and of candidates beneath it. The folder may be null: it is empty then. */
    FolderView(
        final BootFolder folder, final Set<String> candidates, final NanoClock clock, final Executor executor) {
        this.folder = folder;
        this.candidates = candidates;
        this.clock = clock;
        this.executor = executor;
        names = look();
        lookedNs = new AtomicLong(clock.nanoTime());
    }

    /** The names, at most a moment old if asked for often. The same object as long as nothing changes. */
    Set<String> names() {
        final long nowNs = clock.nanoTime();
        final long thenNs = lookedNs.get();
        if (folder != null && nowNs - thenNs > INTERVAL_NS && lookedNs.compareAndSet(thenNs, nowNs)) {
            try {
                executor.execute(() -> {
                    final Set<String> fresh = look();
                    names = fresh.equals(names) ? names : fresh;
                });
            } catch (final RejectedExecutionException e) {
                lookedNs.set(thenNs);
            }
        }
        return names;
    }

    private Set<String> look() {
        if (folder == null) {
            return Set.of();
        }
        final Set<String> found = new HashSet<>(folder.list(""));
        for (final String name : candidates) {
            if (folder.find(name) != null) {
                found.add(name);
            }
        }
        return Set.copyOf(found);
    }
}
