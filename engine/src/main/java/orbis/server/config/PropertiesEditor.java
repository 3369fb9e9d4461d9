package orbis.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sets keys in a properties file and leaves all else as it stands: comments, order, spaces. */
public final class PropertiesEditor {
    private PropertiesEditor() {
    }

    /**
     * Sets keys. The file is replaced as a whole, so that a reader sees the old or the new one; it stays its owner's,
     * its group's, and as closed to others as it was.
     *
     * @param link   path of the file; where it is a link, the file that it leads to is meant.
     * @param values by key; a key that stands there gets its new value in place, others come at the end.
     * @throws IOException when the file cannot be read or written, or not be given to its owner again.
     */
    public static void set(final Path link, final Map<String, String> values) throws IOException {
        final Path path = link.toRealPath();
        final String text = Files.readString(path);
        final String end = text.contains("\r\n") ? "\r\n" : "\n";
        final List<String> lines = new ArrayList<>(text.lines().toList());
        values.forEach((key, value) -> set(lines, key, key + " = " + escape(value)));
        final Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        // Secrets may be in it.
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, String.join(end, lines) + end);
        final PosixFileAttributes old = Files.readAttributes(path, PosixFileAttributes.class);
        final PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        view.setOwner(old.owner());
        view.setGroup(old.group());
        view.setPermissions(old.permissions());
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void set(final List<String> lines, final String key, final String line) {
        for (int i = 0; i < lines.size(); i++) {
            if (isKey(lines.get(i), key)) {
                // A backslash at the end carries the old value on.
                while (lines.get(i).matches("(.*[^\\\\])?(\\\\\\\\)*\\\\") && i + 1 < lines.size()) {
                    lines.remove(i);
                }
                lines.set(i, line);
                return;
            }
        }
        lines.add(line);
    }

    /** Whether a line of a file sets a key. */
    static boolean isKey(final String line, final String key) {
        final String text = line.stripLeading();
        return text.startsWith(key) && text.substring(key.length()).matches("\\s*[=:].*|\\s.*|");
    }

    private static String escape(final String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
