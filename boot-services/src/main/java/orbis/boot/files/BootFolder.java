package orbis.boot.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files beneath a folder. A name leads nowhere else: neither by {@code ..} nor by a symbolic link. Any thread
 * may ask; each question goes to the disk, so that a file put there is served at once.
 */
public final class BootFolder {
    private static final int MAX_LISTED_FOLDERS = 256;
    private static final int MAX_LISTED_FILES = 20_000;

    private final Path root;
    private final Map<Path, Listing> listings = new ConcurrentHashMap<>();

    /**
     * A folder that is there.
     *
     * @param root of all names; symbolic links on the way to it are resolved once.
     * @throws IOException when it is not there or not a folder.
     */
    public BootFolder(final Path root) throws IOException {
        this.root = root.toRealPath();
        if (!Files.isDirectory(this.root)) {
            throw new IOException(root + " is not a folder");
        }
    }

    /**
     * The file of exactly this name.
     *
     * @param name a normal one, see {@link FileNames#normal}.
     * @return null if it is not there, or not beneath the folder.
     */
    public DiskFile find(final String name) {
        final Path path = resolve(name);
        if (path == null) {
            return null;
        }
        try {
            final Path real = path.toRealPath();
            return real.startsWith(root) ? DiskFile.of(real) : null;
        } catch (final IOException e) {
            return null;
        }
    }

    /**
     * The file of this name in any case, as firmware knows its names from a file system that has no cases.
     *
     * @param name a normal one.
     * @return null if there is none; any if there are several.
     */
    public DiskFile findAnyCase(final String name) {
        Path at = root;
        String real = "";
        for (final String part : utf8(name).split("/")) {
            final String match = at == null ? null : listing(at).anyCase.get(part.toLowerCase(Locale.ROOT));
            if (match == null) {
                return null;
            }
            real = real.isEmpty() ? match : real + '/' + match;
            at = inside(root.resolve(real));
        }
        return find(latin1(real));
    }

    /**
     * The names of a folder's own files and folders.
     *
     * @param folder a normal name, or an empty string for the root.
     * @return sorted; empty if there is no such folder or it is too large.
     */
    public List<String> list(final String folder) {
        final Path path = folder.isEmpty() ? root : resolve(folder);
        final Path real = path == null ? null : inside(path);
        return real == null ? List.of() : listing(real).names;
    }

    private Path inside(final Path path) {
        try {
            final Path real = path.toRealPath();
            return real.startsWith(root) ? real : null;
        } catch (final IOException e) {
            return null;
        }
    }

    private Path resolve(final String name) {
        try {
            return root.resolve(utf8(name));
        } catch (final InvalidPathException e) {
            return null;
        }
    }

    /** Names come as bytes, a character each; those on disk are UTF-8. */
    private static String utf8(final String name) {
        return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String latin1(final String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private Listing listing(final Path folder) {
        final long modifiedMs;
        try {
            modifiedMs = Files.getLastModifiedTime(folder).toMillis();
        } catch (final IOException e) {
            return Listing.EMPTY;
        }
        final Listing known = listings.get(folder);
        // A folder that changed a moment ago may change again without its time telling.
        if (known != null && known.modifiedMs == modifiedMs && known.isSettled()) {
            return known;
        }
        if (listings.size() >= MAX_LISTED_FOLDERS) {
            listings.clear();
        }
        final Listing fresh = Listing.of(folder, modifiedMs);
        listings.put(folder, fresh);
        return fresh;
    }

    private record Listing(long modifiedMs, long listedMs, List<String> names, Map<String, String> anyCase) {
        private static final Listing EMPTY = new Listing(0, 0, List.of(), Map.of());
        private static final int SETTLING_MS = 100;

        private static Listing of(final Path folder, final long modifiedMs) {
            final long nowMs = System.currentTimeMillis();
            final List<String> names = new ArrayList<>();
            final Map<String, String> anyCase = new TreeMap<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                for (final Path path : stream) {
                    final String name = path.getFileName().toString();
                    names.add(name);
                    anyCase.put(name.toLowerCase(Locale.ROOT), name);
                    if (names.size() > MAX_LISTED_FILES) {
                        return new Listing(modifiedMs, nowMs, List.of(), Map.of());
                    }
                }
            } catch (final IOException e) {
                return EMPTY;
            }
            Collections.sort(names);
            return new Listing(modifiedMs, nowMs, names, anyCase);
        }

        private boolean isSettled() {
            return listedMs - modifiedMs > SETTLING_MS;
        }
    }
}
