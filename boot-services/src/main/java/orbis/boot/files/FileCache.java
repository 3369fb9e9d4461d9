package orbis.boot.files;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the bytes of files that many clients ask for at once. Bounded: files that do not fit are mapped, so that
 * the kernel's page cache holds them. Any thread may open; those that want the same file wait for one read of it.
 */
public final class FileCache implements AutoCloseable {
    private final long maxBytes;
    private final long maxFileBytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long usedBytes;

    /**
     * Starts empty.
     *
     * @param maxBytes of all files together; a single one may take a half of it, and less than 2 GiB.
     */
    public FileCache(final long maxBytes) {
        this.maxBytes = maxBytes;
        this.maxFileBytes = Math.min(maxBytes / 2, Integer.MAX_VALUE - 8);
    }

    /**
     * The bytes of a file; may block while they are read.
     *
     * @param file to open.
     * @return its bytes, to be released by the caller.
     * @throws IOException when it cannot be read.
     */
    public FileBytes open(final BootFile file) throws IOException {
        if (file instanceof GeneratedFile) {
            return file.open(false);
        }
        final Entry entry = entry(file);
        if (entry == null) {
            return file.open(true);
        }
        try {
            return entry.open(file);
        } catch (final IOException e) {
            forget(file, entry);
            throw e;
        }
    }

    /** The place of a file in the cache, or null if there is none. */
    private synchronized Entry entry(final BootFile file) {
        final String key = file.identity();
        final Entry known = entries.get(key);
        if (known != null) {
            return known;
        }
        if (file.length() > maxFileBytes || !makeRoom(file.length())) {
            return null;
        }
        final Entry entry = new Entry(file.length());
        entries.put(key, entry);
        usedBytes += entry.length;
        return entry;
    }

    private boolean makeRoom(final long length) {
        final Iterator<Entry> oldest = entries.values().iterator();
        while (usedBytes + length > maxBytes && oldest.hasNext()) {
            final Entry entry = oldest.next();
            if (entry.isIdle()) {
                oldest.remove();
                usedBytes -= entry.length;
                entry.drop();
            }
        }
        return usedBytes + length <= maxBytes;
    }

    private synchronized void forget(final BootFile file, final Entry entry) {
        if (entries.remove(file.identity(), entry)) {
            usedBytes -= entry.length;
            entry.drop();
        }
    }

    /**
     * What is in it now.
     *
     * @return bytes.
     */
    public synchronized long usedBytes() {
        return usedBytes;
    }

    /** Lets all files go; those that are being sent stay until they are sent. */
    @Override
    public synchronized void close() {
        entries.values().forEach(Entry::drop);
        entries.clear();
        usedBytes = 0;
    }

    private static final class Entry {
        private final long length;
        private volatile FileBytes bytes;
        private boolean dropped;

        private Entry(final long length) {
            this.length = length;
        }

        private FileBytes open(final BootFile file) throws IOException {
            final FileBytes known = bytes;
            if (known != null && known.tryRetain()) {
                return known;
            }
            return read(file);
        }

        private synchronized FileBytes read(final BootFile file) throws IOException {
            final FileBytes known = bytes;
            if (known != null && known.tryRetain()) {
                return known;
            }
            final FileBytes fresh = file.open(false);
            if (!dropped) {
                fresh.retain();
                bytes = fresh;
            }
            return fresh;
        }

        private boolean isIdle() {
            final FileBytes known = bytes;
            return known != null && !known.isShared();
        }

        private synchronized void drop() {
            dropped = true;
            final FileBytes known = bytes;
            bytes = null;
            if (known != null) {
                known.release();
            }
        }
    }
}
