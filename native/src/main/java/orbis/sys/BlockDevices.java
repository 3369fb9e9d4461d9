package orbis.sys;

import java.lang.ref.Reference;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** The ioctls of block devices (linux/fs.h). Each gives 0 or more, or a negated errno; none throws. */
public final class BlockDevices {
    private static final long BLKROGET = 0x125e;
    private static final long BLKSSZGET = 0x1268;
    private static final long BLKDISCARD = 0x1277;
    private static final long BLKPBSZGET = 0x127b;
    private static final long BLKZEROOUT = 0x127f;
    private static final long BLKGETSIZE64 = 0x80081272L;
    private static final Runtime RUNTIME = Runtime.getRuntime(LibC.INSTANCE);

    private BlockDevices() {
    }

    /**
     * Size of a device.
     *
     * @param fd file descriptor.
     * @return bytes, or a negated errno.
     */
    public static long size(final int fd) {
        final Pointer result = Memory.allocateDirect(RUNTIME, Long.BYTES);
        return LibC.INSTANCE.ioctl(fd, BLKGETSIZE64, result) < 0 ? LibC.failure() : result.getLong(0);
    }

    /**
     * Bytes of a logical block: what positions and lengths must be multiples of.
     *
     * @param fd file descriptor.
     * @return bytes, or a negated errno.
     */
    public static int logicalBlockSize(final int fd) {
        return number(fd, BLKSSZGET);
    }

    /**
     * Bytes of a physical block: what the device writes without reading first.
     *
     * @param fd file descriptor.
     * @return bytes, or a negated errno.
     */
    public static int physicalBlockSize(final int fd) {
        return number(fd, BLKPBSZGET);
    }

    /**
     * Whether a device is switched to read-only.
     *
     * @param fd file descriptor.
     * @return 1 or 0, or a negated errno.
     */
    public static int readOnly(final int fd) {
        return number(fd, BLKROGET);
    }

    /**
     * Tells a device that bytes are of no use any more. What is read there afterwards is up to the device.
     *
     * @param fd       file descriptor.
     * @param position first byte, a multiple of 512.
     * @param length   bytes, a multiple of 512.
     */
    public static int discard(final int fd, final long position, final long length) {
        return range(fd, BLKDISCARD, position, length);
    }

    /**
     * Makes zeroes; the kernel writes them where the device has no faster way.
     *
     * @param fd       file descriptor.
     * @param position first byte, a multiple of 512.
     * @param length   bytes, a multiple of 512.
     */
    public static int zero(final int fd, final long position, final long length) {
        return range(fd, BLKZEROOUT, position, length);
    }

    private static int number(final int fd, final long request) {
        final Pointer result = Memory.allocateDirect(RUNTIME, Integer.BYTES);
        return LibC.INSTANCE.ioctl(fd, request, result) < 0 ? LibC.failure() : result.getInt(0);
    }

    private static int range(final int fd, final long request, final long position, final long length) {
        final Pointer range = Memory.allocateDirect(RUNTIME, 2 * Long.BYTES);
        range.putLong(0, position);
        range.putLong(Long.BYTES, length);
        final int result = LibC.INSTANCE.ioctl(fd, request, range) < 0 ? LibC.failure() : 0;
        Reference.reachabilityFence(range); // the collector must not free it while the kernel reads it
        return result;
    }
}
