package orbis.engine.store;

import java.io.IOException;
import java.nio.file.Path;
import orbis.engine.io.FileAccess;
import orbis.engine.io.IoHandler;
import orbis.sys.BlockDevices;
import orbis.sys.Errno;
import orbis.sys.FileStatus;

/**
 * A disk that is a block device, past the page cache: its block sizes, its size. Where it cannot make zeroes by
 * itself, discarding (BLKDISCARD) leaves what the device likes.
 */
public final class BlockDeviceStore extends FileStore {
    private final int physicalBlockSize;
    private final boolean canDiscard;
    private final boolean canZeroFast;
    private final boolean volatileCache;

    BlockDeviceStore(final StoreOptions options, final int fd, final FileStatus status) throws IOException {
        super(fd, FileAccess.DIRECT, true, options.readOnly(), blockSize(options, fd),
            checked(options, BlockDevices.size(fd)));
        if (!options.readOnly() && BlockDevices.readOnly(fd) == 1) {
            throw new IOException(options.path() + " is switched to read-only");
        }
        physicalBlockSize = Math.max(logicalBlockSize(), options.physicalBlockSize(BlockDevices.physicalBlockSize(fd)));
        final Path queue = queue(status);
        canDiscard = number(queue, "discard_max_bytes") > 0;
        canZeroFast = number(queue, "write_zeroes_max_bytes") > 0;
        volatileCache = !"write through".equals(text(queue, "write_cache"));
    }

    @Override
    public int physicalBlockSize() {
        return physicalBlockSize;
    }

    @Override
    public boolean canDiscard() {
        return canDiscard;
    }

    @Override
    public boolean discardZeroes() {
        return canZeroFast && canPunch();
    }

    @Override
    public boolean canZeroFast() {
        return canZeroFast;
    }

    @Override
    public boolean canTellHoles() {
        return false;
    }

    @Override
    public boolean hasVolatileCache() {
        return volatileCache;
    }

    @Override
    public void discard(final long position, final long length, final IoHandler handler, final int token) {
        if (discardZeroes()) {
            super.discard(position, length, handler, token);
        } else {
            engine().offload(fd(), () -> BlockDevices.discard(fd(), position, length), handler, token);
        }
    }

    @Override
    public void extents(final long position, final long length, final ExtentList extents, final IoHandler handler,
                        final int token) {
        extents.clear();
        extents.add(length, false);
        engine().complete(0, handler, token);
    }

    /** Takes the size that the device has now: it is changed by whoever made it. */
    @Override
    public void resize(final long bytes, final IoHandler handler, final int token) {
        engine().offload(fd(), () -> BlockDevices.size(fd()), (same, result) -> {
            if (result > 0) {
                size(result);
            }
            handler.onComplete(same, result > 0 && size() != bytes ? -Errno.EINVAL : Math.min(0, result));
        }, token);
    }

    private static int blockSize(final StoreOptions options, final int fd) throws IOException {
        final int own = (int) checked(options, BlockDevices.logicalBlockSize(fd));
        if (options.blockSize() != 0 && options.blockSize() < own) {
            throw new IOException(options.path() + " has blocks of " + own + " bytes:"
                + " a disk on it cannot have blocks of " + options.blockSize());
        }
        return options.blockSize() == 0 ? own : options.blockSize();
    }

    private static long checked(final StoreOptions options, final long result) throws IOException {
        if (result < 0) {
            throw new IOException("cannot ask " + options.path() + " for its size: " + Errno.message((int) -result));
        }
        return result;
    }

    /** Where the kernel tells of a device's queue; a partition has that of its disk. */
    private static Path queue(final FileStatus status) throws IOException {
        final Path device = Path.of("/sys/dev/block/" + (status.deviceNumber() >>> 32) + ":"
            + (int) status.deviceNumber());
        final Path queue = device.resolve("queue");
        return java.nio.file.Files.exists(queue) ? queue : device.toRealPath().resolveSibling("queue");
    }

    private static long number(final Path queue, final String name) {
        final String text = text(queue, name);
        return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
    }

    private static String text(final Path queue, final String name) {
        try {
            return java.nio.file.Files.readString(queue.resolve(name)).trim();
        } catch (final IOException e) {
            return ""; // a kernel that does not tell: taken for the less able device
        }
    }
}
