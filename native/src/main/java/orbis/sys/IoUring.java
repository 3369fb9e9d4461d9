package orbis.sys;

/**
 * io_uring as linux/io_uring.h names it: numbers, the calls, and whether this machine has what is used here, which is
 * all of Linux 5.19.
 */
public final class IoUring {
    /** Operations. */
    public static final byte IORING_OP_NOP = 0;
    /** Brings a file to the medium. */
    public static final byte IORING_OP_FSYNC = 3;
    /** Reads into registered memory. */
    public static final byte IORING_OP_READ_FIXED = 4;
    /** Writes from registered memory. */
    public static final byte IORING_OP_WRITE_FIXED = 5;
    /** Tells when a descriptor is ready. */
    public static final byte IORING_OP_POLL_ADD = 6;
    /** Sends from many places. */
    public static final byte IORING_OP_SENDMSG = 9;
    /** Cancels an operation. */
    public static final byte IORING_OP_ASYNC_CANCEL = 14;
    /** Changes a file's allocation. */
    public static final byte IORING_OP_FALLOCATE = 17;
    /** Reads. */
    public static final byte IORING_OP_READ = 22;
    /** Writes. */
    public static final byte IORING_OP_WRITE = 23;
    /** Sends from one place. */
    public static final byte IORING_OP_SEND = 26;
    /** Receives. */
    public static final byte IORING_OP_RECV = 27;

    /** The kernel takes a buffer from the group when bytes have come. */
    public static final int IOSQE_BUFFER_SELECT = 1 << 5;

    /** No more than the data (sqe fsync_flags). */
    public static final int IORING_FSYNC_DATASYNC = 1;
    /** Arms poll first: nothing is there yet (sqe ioprio). */
    public static final int IORING_RECVSEND_POLL_FIRST = 1;
    /** There is room to send (poll(2)). */
    public static final int POLLOUT = 4;
    /** All operations that match (sqe cancel_flags). */
    public static final int IORING_ASYNC_CANCEL_ALL = 1;
    /** Any operation. */
    public static final int IORING_ASYNC_CANCEL_ANY = 1 << 2;

    /** The upper half of the cqe's flags is the number of a buffer. */
    public static final int IORING_CQE_F_BUFFER = 1;
    /** More bytes wait in the socket. */
    public static final int IORING_CQE_F_SOCK_NONEMPTY = 1 << 2;

    static final int IORING_SETUP_CQSIZE = 1 << 3;
    static final int IORING_SETUP_CLAMP = 1 << 4;
    static final int IORING_SETUP_R_DISABLED = 1 << 6;
    static final int IORING_SETUP_SUBMIT_ALL = 1 << 7;
    static final int IORING_SETUP_COOP_TASKRUN = 1 << 8;
    static final int IORING_SETUP_TASKRUN_FLAG = 1 << 9;
    static final int IORING_SETUP_SINGLE_ISSUER = 1 << 12;
    static final int IORING_SETUP_DEFER_TASKRUN = 1 << 13;
    static final int IORING_FEAT_SINGLE_MMAP = 1;
    static final int IORING_FEAT_NODROP = 1 << 1;
    static final int IORING_FEAT_EXT_ARG = 1 << 8;
    static final int IORING_ENTER_GETEVENTS = 1;
    static final int IORING_ENTER_EXT_ARG = 1 << 3;
    static final int IORING_ENTER_REGISTERED_RING = 1 << 4;
    static final int IORING_SQ_CQ_OVERFLOW = 1 << 1;
    static final int IORING_SQ_TASKRUN = 1 << 2;
    static final int IORING_REGISTER_BUFFERS = 0;
    static final int IORING_REGISTER_ENABLE_RINGS = 12;
    static final int IORING_REGISTER_RING_FDS = 20;
    static final int IORING_REGISTER_PBUF_RING = 22;

    private static final String UNAVAILABILITY_CAUSE = probe();

    private IoUring() {
    }

    /** Whether rings can be made on this machine by this process. */
    public static boolean available() {
        return UNAVAILABILITY_CAUSE == null;
    }

    /** Why rings cannot be made; null when they can. */
    public static String unavailabilityCause() {
        return UNAVAILABILITY_CAUSE;
    }

    /**
     * What the failure of setting a ring up tells.
     *
     * @param errno of io_uring_setup, more than 0.
     * @return the likely cause.
     */
    static String cause(final int errno) {
        return switch (errno) {
            case Errno.ENOSYS -> "this kernel has no io_uring";
            case Errno.EPERM, Errno.EACCES ->
                "io_uring is forbidden here (kernel.io_uring_disabled, or seccomp as in containers)";
            case Errno.ENOMEM -> "io_uring gets no memory (ulimit -l)";
            case Errno.EINVAL -> "the io_uring of this kernel is older than Linux 5.19";
            default -> "io_uring_setup: " + Errno.message(errno);
        };
    }

    private static String probe() {
        if (!NativeLibrary.available()) {
            return NativeLibrary.unavailabilityCause();
        }
        try (Ring ring = new Ring(8)) {
            ring.enable();
            new BufferRing(ring, 8).close();
            return null;
        } catch (final IllegalStateException e) {
            return e.getMessage();
        }
    }

    static native int setup(int entries, long params);

    static native int enter(int fd, int submit, int minComplete, int flags, long argument, int length);

    static native int register(int fd, int opcode, long argument, int count);

    static native long map(int fd, long length, long offset);

    static native int unmap(long address, long length);
}
