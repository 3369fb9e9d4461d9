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
    /** Most runs that one walk looks for; in memory a page of data is one. */
    private static final int MOST_LOOKS = 2048;

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
        engine().offload(fd(), () -> seek(position, position + length, found), (same, result) -> {
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
        final long before = size();
        // What is written from now on must not make a file longer that is about to be cut.
        size(Math.min(before, bytes));
        engine().offload(fd(), () -> Files.truncate(fd(), bytes), (same, result) -> {
            size(result == 0 ? bytes : before);
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
        for (int looks = 0; looks < MOST_LOOKS && at < end; looks++) {
            final long data = Files.seekData(fd(), at);
            if (data == -Errno.EINVAL || data == -Errno.EOPNOTSUPP) {
                canSeek = false;
                found.add(end - at, false);
                return 0;
            }
            if (data < 0 && data != -Errno.ENXIO) {
                return data;
            }
            final long start = data < 0 ? end : Math.max(at, data & -block);
            final boolean hole = start > at;
            if (found.full() && hole != found.hole(found.count() - 1)) {
                return 0;
            }
            final long next = hole ? start : dataEnd(data, end);
            if (next < 0) {
                return next;
            }
            final long to = Math.min(end, next + block - 1 & -block);
            found.add(to - at, hole);
            at = to;
        }
        return 0;
    }

    /**
     * Where data ends. In memory, where its page does: there SEEK_HOLE looks at page after page with the file locked
     * (6.18), and the agent's writes would wait until it is through.
     */
    private long dataEnd(final long data, final long end) {
        if (inMemory()) {
            return (data & -Slab.PAGE) + Slab.PAGE;
        }
        final long hole = Files.seekHole(fd(), data);
        return hole == -Errno.ENXIO ? end : hole;
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
