package orbis.engine.store;

import java.io.IOException;
import orbis.sys.Errno;
import orbis.sys.FileStatus;
import orbis.sys.Files;
import orbis.sys.Slab;

/** Opens stores. */
public final class Stores {
    private Stores() {
    }

    /**
     * Opens a store by what its path is.
     *
     * @param options what to open.
     * @return the store, locked against other processes, not bound to an engine yet.
     * @throws IOException with what is wrong and where.
     */
    public static BlockStore open(final StoreOptions options) throws IOException {
        if (StoreOptions.MEMORY.equals(options.path())) {
            return new MemoryStore(options.size(), options.blockSize() == 0 ? 512 : options.blockSize(),
                options.physicalBlockSize(Slab.PAGE));
        }
        final int access = options.readOnly() ? Files.O_RDONLY : Files.O_RDWR;
        int fd = Files.open(options.path(), access);
        if (fd == -Errno.ENOENT && options.size() > 0 && !options.readOnly()) {
            fd = create(options);
        }
        if (fd < 0) {
            throw new IOException("cannot open " + options.path() + ": " + Errno.message(-fd));
        }
        try {
            return open(options, fd);
        } catch (final IOException | RuntimeException e) {
            Files.close(fd);
            throw e;
        }
    }

    private static int create(final StoreOptions options) throws IOException {
        final int fd = Files.open(options.path(), Files.O_RDWR | Files.O_CREAT | Files.O_EXCL);
        if (fd >= 0) {
            final int result = Files.truncate(fd, options.size());
            if (result < 0) {
                Files.close(fd);
                Files.unlink(options.path());
                throw new IOException("cannot make " + options.path() + " " + options.size() + " bytes large: "
                    + Errno.message(-result));
            }
        }
        return fd;
    }

    private static BlockStore open(final StoreOptions options, final int fd) throws IOException {
        final FileStatus status = Files.status(fd);
        if (!status.regular() && !status.blockDevice()) {
            throw new IOException(options.path() + " is neither a regular file nor a block device");
        }
        if (Files.lock(fd, !options.readOnly()) < 0) {
            throw new IOException(options.path() + " is in use by another server");
        }
        if (status.blockDevice() || options.direct()) {
            final int result = Files.direct(fd);
            if (result < 0) {
                throw new IOException("cannot open " + options.path() + " past the page cache (O_DIRECT): "
                    + Errno.message(-result));
            }
        }
        return status.blockDevice()
            ? new BlockDeviceStore(options, fd, status) : new SparseFileStore(options, fd, status.size());
    }
}
