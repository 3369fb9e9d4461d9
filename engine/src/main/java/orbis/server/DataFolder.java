package orbis.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What stands in {@code orbis.data.dir}.
 *
 * @param path the folder.
 */
public record DataFolder(Path path) {
    /** The mapped counters. */
    public Path counters() {
        return path.resolve("counters");
    }

    /** The socket for commands. */
    public Path controlSocket() {
        return path.resolve("control.sock");
    }

    /** The disk that has no path of its own. */
    public Path disk(final String name) {
        return path.resolve(name + ".img");
    }

    /** The key of a disk that is encrypted. */
    public Path key(final String name) {
        return path.resolve(name + ".key");
    }

    /** A journal. */
    public Path journal(final String name) {
        return path.resolve(name + ".journal");
    }

    /**
     * Why journals here may not outlive a loss of power, although each write to them asks for that (O_DSYNC); empty
     * where nothing speaks against it, or where no mount is found.
     */
    public String doubt() {
        try {
            return doubt(Files.getFileStore(path).type());
        } catch (final IOException unknown) {
            return "";
        }
    }

    /** The same by the type of the file system. Linux takes it for done when a FUSE server cannot force (ENOSYS). */
    String doubt(final String type) {
        if (type.equals("tmpfs") || type.equals("ramfs")) {
            return path + " is in memory (" + type + "): leases and reservations are lost with power";
        }
        return type.startsWith("fuse") || type.equals("9p")
            ? path + " is on " + type + ", which may ignore O_DSYNC: leases and reservations may be lost with power"
            : "";
    }

    /** Makes the folder where there is none, for its owner only: keys stand in it, and who has which lease. */
    public void make() throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new IOException(path + " is not a folder: set orbis.data.dir");
        }
        if (Files.isDirectory(path)) {
            return;
        }
        try {
            Files.createDirectories(path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (final IOException fault) {
            throw new IOException(path + " cannot be made: set orbis.data.dir to a folder that can (" + fault + ")",
                fault);
        }
    }

    /**
     * Makes the folder where there is none, and takes it for this process.
     *
     * @return a lock, to be closed at the end.
     * @throws IOException when it cannot be made, or another server has it.
     */
    public FileLock open() throws IOException {
        make();
        final FileChannel channel =
            FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            final FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (final OverlappingFileLockException ofThisProcess) {
            channel.close();
            throw new IOException(path + " is in use by this process", ofThisProcess);
        }
        channel.close();
        throw new IOException(path + " is in use by another server: end it, or set orbis.data.dir");
    }
}
