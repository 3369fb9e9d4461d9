package orbis.engine.store;

import java.io.IOException;
import orbis.engine.io.FileAccess;
import orbis.engine.io.IoHandler;
import orbis.sys.Errno;
import orbis.sys.Files;
import orbis.sys.RawIo;
import orbis.sys.Slab;

/**
 * A disk in a regular file: what was never written is a hole, and what is discarded becomes one again. When the
 * file is shortened by someone else, reads beyond its end fail with {@code -ENODATA} until it is written there.
 */
public final class SparseFileStore extends FileStore {
    private static final int FILE_BLOCK = 4096;

    private final int physicalBlockSize;
    private volatile boolean canSeek = true;

    SparseFileStore(final StoreOptions options, final int fd, final long size) throws IOException {
        super(fd, access(options, fd), false, options.readOnly(),
            options.blockSize() == 0 ? 512 : options.blockSize(), size);
        physicalBlockSize = Math.max(logicalBlockSize(), options.physicalBlockSize(FILE_BLOCK));
        if (size() == 0) {
            throw new IOException(options.path() + " is empty: no disk of 0 blocks");
        }
        if (options.direct()) {
            requireDirect(options.path());
        }
    }

    @Override
    public int physicalBlockSize() {
        return physicalBlockSize;
    }

    @Override
    public boolean canDiscard() {
        return canPunch();
    }

    @Override
    public boolean discardZeroes() {
        return true;
    }

    @Override
    public boolean canZeroFast() {
        return canPunch();
    }

    @Override
    public boolean canTellHoles() {
        return canSeek;
    }

    @Override
    public boolean hasVolatileCache() {
        return true;
    }

    @Override
    public void extents(final long position, final long length, final ExtentList extents, final IoHandler handler,
                        final int token) {
        final ExtentList found = new ExtentList(extents.capacity());
        walkBegins();
        engine().offload(fd(), () -> seek(position, position + length, found), (same, result) -> {
            walkEnded();
            extents.copy(found);
            handler.onComplete(same, result);
        }, token);
    }

    @Override
    public boolean canTellSpace() {
        return true;
    }

    @Override
    public void space(final SpaceUse space, final IoHandler handler, final int token) {
        engine().offload(fd(), () -> {
            final long available = Files.available(fd());
            space.measured(Files.status(fd()).allocated(), available);
            return Math.min(0, available);
        }, handler, token);
    }

    @Override
    public void resize(final long bytes, final IoHandler handler, final int token) {
        engine().offload(fd(), () -> Files.truncate(fd(), bytes), (same, result) -> {
            if (result == 0) {
                size(bytes);
            }
            handler.onComplete(same, result);
        }, token);
    }

    private static FileAccess access(final StoreOptions options, final int fd) {
        if (options.direct()) {
            return FileAccess.DIRECT;
        }
        return Files.inMemory(fd) ? FileAccess.MEMORY : FileAccess.BUFFERED;
    }

    /** Walks over data and holes, on a thread that may wait. Data grows to whole logical blocks. */
    private long seek(final long from, final long end, final ExtentList found) {
        final long block = logicalBlockSize();
        long at = from;
        while (at < end && !found.full()) {
            final long data = Files.seekData(fd(), at);
            if (data == -Errno.EINVAL || data == -Errno.EOPNOTSUPP) {
                canSeek = false;
                found.add(end - at, false);
                return 0;
            }
            if (data < 0 && data != -Errno.ENXIO) {
                return data;
            }
            final long dataStart = data < 0 ? end : Math.min(end, Math.max(at, data & -block));
            if (dataStart > at) {
                found.add(dataStart - at, true);
            }
            if (dataStart < end) {
                final long hole = Files.seekHole(fd(), Math.max(data, dataStart));
                if (hole < 0 && hole != -Errno.ENXIO) {
                    return hole;
                }
                at = hole < 0 ? end : Math.min(end, hole + block - 1 & -block);
                found.add(at - dataStart, false);
            } else {
                at = end;
            }
        }
        return 0;
    }

    /** The file system tells by EINVAL that the disk's blocks are smaller than what it can move past the cache. */
    private void requireDirect(final String path) throws IOException {
        try (Slab page = new Slab(Slab.PAGE)) {
            final int block = logicalBlockSize();
            final int result = RawIo.read(fd(), page.address(), block, Math.min(block, size() - block), 0);
            if (result == -Errno.EINVAL) {
                throw new IOException(path + " cannot be read past the page cache (O_DIRECT) in blocks of " + block
                    + " bytes: take larger blocks, or the page cache");
            }
        }
    }
}
