package orbis.sys;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Calls on files that are made seldom. Each gives 0 or more, or a negated errno ({@link Errno}); none throws.
 */
public final class Files {
    /** For reading only (open(2)). */
    public static final int O_RDONLY = 0;
    /** For reading and writing. */
    public static final int O_RDWR = 2;
    /** Makes a missing file. */
    public static final int O_CREAT = 0x40;
    /** Fails when the file exists. */
    public static final int O_EXCL = 0x80;
    /** Past the page cache: memory, position and length must be aligned. Its value is another on arm64. */
    public static final int O_DIRECT = "aarch64".equals(System.getProperty("os.arch")) ? 0x10000 : 0x4000;
    /** Not for programs that this process starts. */
    public static final int O_CLOEXEC = 0x80000;

    /** The size of the file stays as it is (fallocate(2)). */
    public static final int FALLOC_FL_KEEP_SIZE = 0x1;
    /** Gives space back; goes with {@link #FALLOC_FL_KEEP_SIZE}. */
    public static final int FALLOC_FL_PUNCH_HOLE = 0x2;
    /** Makes zeroes and keeps the space. */
    public static final int FALLOC_FL_ZERO_RANGE = 0x10;

    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int STATX_LENGTH = 256;
    private static final int STATFS_LENGTH = 256;
    private static final int TMPFS_MAGIC = 0x01021994;
    private static final int RAMFS_MAGIC = 0x858458f6;
    private static final int S_IFMT = 0xf000;
    private static final int S_IFREG = 0x8000;
    private static final int S_IFBLK = 0x6000;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int LOCK_SH = 1;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;
    private static final Runtime RUNTIME = Runtime.getRuntime(LibC.INSTANCE);

    private Files() {
    }

    /**
     * Opens a file; it is closed in programs that this process starts.
     *
     * @param path  of the file.
     * @param flags O_* flags.
     * @return file descriptor, or a negated errno.
     */
    public static int open(final String path, final int flags) {
        return checked(LibC.INSTANCE.open(path, flags | O_CLOEXEC, 0640));
    }

    /**
     * Closes a file.
     *
     * @param fd file descriptor.
     */
    public static int close(final int fd) {
        return checked(LibC.INSTANCE.close(fd));
    }

    /**
     * Changes the size of a file.
     *
     * @param fd   file descriptor.
     * @param size bytes.
     */
    public static int truncate(final int fd, final long size) {
        return checked(LibC.INSTANCE.ftruncate(fd, size));
    }

    /**
     * Makes an open file go past the page cache (O_DIRECT) from now on.
     *
     * @param fd file descriptor.
     * @return 0, or -EINVAL when its file system cannot.
     */
    public static int direct(final int fd) {
        final int flags = LibC.INSTANCE.fcntl(fd, F_GETFL, 0);
        return flags < 0 ? LibC.failure() : checked(LibC.INSTANCE.fcntl(fd, F_SETFL, flags | O_DIRECT));
    }

    /**
     * Whether a file is in memory whatever happens: on a tmpfs or ramfs.
     *
     * @param fd file descriptor.
     */
    public static boolean inMemory(final int fd) {
        final Pointer result = Memory.allocateDirect(RUNTIME, STATFS_LENGTH);
        final boolean known = LibC.INSTANCE.fstatfs(fd, result) == 0;
        return known && (result.getInt(0) == TMPFS_MAGIC || result.getInt(0) == RAMFS_MAGIC);
    }

    /**
     * How much space is left for everybody on the file system of a file.
     *
     * @param fd file descriptor.
     * @return bytes, or a negated errno.
     */
    public static long available(final int fd) {
        final Pointer result = Memory.allocateDirect(RUNTIME, STATFS_LENGTH);
        if (LibC.INSTANCE.fstatfs(fd, result) < 0) {
            return LibC.failure();
        }
        // struct statfs of 64-bit Linux: f_bsize at 8, f_bavail at 32.
        return result.getLong(8) * result.getLong(32);
    }

    /**
     * Removes a file.
     *
     * @param path of the file.
     */
    public static int unlink(final String path) {
        return checked(LibC.INSTANCE.unlink(path));
    }

    /**
     * The first byte of data at or after a position.
     *
     * @param fd       file descriptor.
     * @param position where to begin.
     * @return its position; -ENXIO when there is only a hole from there to the end.
     */
    public static long seekData(final int fd, final long position) {
        return checked(LibC.INSTANCE.lseek(fd, position, SEEK_DATA));
    }

    /**
     * The first byte of a hole at or after a position; the end of the file counts as one.
     *
     * @param fd       file descriptor.
     * @param position where to begin.
     * @return its position; -ENXIO when the position is at or beyond the end.
     */
    public static long seekHole(final int fd, final long position) {
        return checked(LibC.INSTANCE.lseek(fd, position, SEEK_HOLE));
    }

    /**
     * Takes the advisory lock of a file for as long as it is open; never waits.
     *
     * @param fd        file descriptor.
     * @param exclusive whether no other may have it, not even shared.
     * @return 0, or -EAGAIN when another has it.
     */
    public static int lock(final int fd, final boolean exclusive) {
        return checked(LibC.INSTANCE.flock(fd, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB));
    }

    /**
     * What a file is.
     *
     * @param fd file descriptor.
     * @return its status, or null when the descriptor is none.
     */
    public static FileStatus status(final int fd) {
        final Pointer result = Memory.allocateDirect(RUNTIME, STATX_LENGTH);
        if (LibC.INSTANCE.statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS, result) < 0) {
            return null;
        }
        final int type = result.getShort(28) & S_IFMT;
        return new FileStatus(type == S_IFREG, type == S_IFBLK, result.getLong(40), result.getLong(48) * 512,
            deviceNumber(result, 136), result.getLong(32), deviceNumber(result, 128));
    }

    private static long deviceNumber(final Pointer status, final int offset) {
        return (long) status.getInt(offset) << 32 | status.getInt(offset + 4) & 0xffffffffL;
    }

    private static int checked(final int result) {
        return result < 0 ? LibC.failure() : result;
    }

    private static long checked(final long result) {
        return result < 0 ? LibC.failure() : result;
    }
}
