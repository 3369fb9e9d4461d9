package orbis.engine.io;

import java.util.Arrays;

/** What an engine was told of files, by descriptor. */
final class FileTable {
    private FileAccess[] accesses = new FileAccess[64];

    FileTable() {
        Arrays.fill(accesses, FileAccess.BUFFERED);
    }

    FileAccess access(final int fd) {
        return fd >= 0 && fd < accesses.length ? accesses[fd] : FileAccess.BUFFERED;
    }

    void access(final int fd, final FileAccess access) {
        final int length = accesses.length;
        if (fd >= length) {
            accesses = Arrays.copyOf(accesses, Math.max(fd + 1, 2 * length));
            Arrays.fill(accesses, length, accesses.length, FileAccess.BUFFERED);
        }
        accesses[fd] = access;
    }
}
