package orbis.server.cli;

import java.io.IOException;
import java.nio.file.Path;

import orbis.sys.Errno;
import orbis.sys.Files;

/** Resizes the file of a disk that no server has open. */
final class OfflineResize {
    private OfflineResize() {
    }

    static void run(final Path path, final long bytes) throws IOException {
        final int fd = Files.open(path.toString(), Files.O_RDWR | Files.O_CLOEXEC);
        if (fd < 0) {
            throw new IOException(path + ": " + Errno.message(-fd));
        }
        try {
            if (Files.lock(fd, true) < 0) {
                throw new IOException(path + " is in use by a server; name its properties file with --config");
            }
            final int result = Files.truncate(fd, bytes);
            if (result < 0) {
                throw new IOException(path + ": " + Errno.message(-result));
            }
        } finally {
            Files.close(fd);
        }
    }
}
