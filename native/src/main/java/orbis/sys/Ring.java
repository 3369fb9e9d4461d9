package orbis.sys;

import org.agrona.UnsafeApi;

/**
 * One io_uring. It is made disabled; the thread that enables it owns it, and alone may use it from then on. Where the
 * kernel has them, work of completed operations is run inside {@link #enter} alone (DEFER_TASKRUN, Linux 6.1).
 */
public final class Ring implements AutoCloseable {
    /** Bytes of a registered piece of memory, the last one aside: as many as the kernel takes. */
    public static final int BUFFER_LENGTH = 1 << 30;

    private static final int ALL = IoUring.IORING_SETUP_R_DISABLED | IoUring.IORING_SETUP_SUBMIT_ALL
        | IoUring.IORING_SETUP_CLAMP | IoUring.IORING_SETUP_CQSIZE;
    /** What is asked for, the best first: Linux 6.1, 6.0, 5.19. */
    private static final int[] LADDER = {
        IoUring.IORING_SETUP_SINGLE_ISSUER | IoUring.IORING_SETUP_DEFER_TASKRUN | IoUring.IORING_SETUP_TASKRUN_FLAG,
        IoUring.IORING_SETUP_SINGLE_ISSUER | IoUring.IORING_SETUP_COOP_TASKRUN | IoUring.IORING_SETUP_TASKRUN_FLAG,
        IoUring.IORING_SETUP_COOP_TASKRUN | IoUring.IORING_SETUP_TASKRUN_FLAG,
    };
    private static final int PARAMS_LENGTH = 120;
    private static final int SQ_OFFSETS = 40;
    private static final int CQ_OFFSETS = 80;
    private static final long IORING_OFF_SQES = 0x10000000L;
    /** struct io_uring_getevents_arg: sigmask 0, sigmask_sz 8, pad 12, ts 16; the timespec stands behind it. */
    private static final int ARGUMENT_LENGTH = 24;

    private final Slab memory = new Slab(Slab.PAGE);
    private final int fd;
    private final int features;
    private final int setupFlags;
    private final long rings;
    private final long ringsLength;
    private final long entries;
    private final long entriesLength;
    private final SubmissionQueue submissions;
    private final CompletionQueue completions;
    /** The ring as this thread may call it: by its descriptor, or shorter by its number among the thread's rings. */
    private int enterFd;
    private int enterFlags;
    private boolean closed;

    /**
     * Makes a ring.
     *
     * @param size how many operations can be added between two calls of {@link #enter}; a power of two.
     * @throws IllegalStateException with the cause when there can be none.
     */
    public Ring(final int size) {
        final long params = memory.address();
        int opened = -Errno.EINVAL;
        int flags = 0;
        for (int i = 0; i < LADDER.length && opened == -Errno.EINVAL; i++) {
            flags = LADDER[i] | ALL;
            UnsafeApi.setMemory(params, PARAMS_LENGTH, (byte) 0);
            UnsafeApi.putInt(params + 4, 4 * size);
            UnsafeApi.putInt(params + 8, flags);
            opened = IoUring.setup(size, params);
        }
        if (opened < 0) {
            memory.close();
            throw new IllegalStateException(IoUring.cause(-opened));
        }
        fd = opened;
        enterFd = opened;
        setupFlags = flags;
        features = UnsafeApi.getInt(params + 20);
        final int sqEntries = UnsafeApi.getInt(params);
        final int cqEntries = UnsafeApi.getInt(params + 4);
        ringsLength = Math.max(UnsafeApi.getInt(params + SQ_OFFSETS + 24) + sqEntries * 4L,
            UnsafeApi.getInt(params + CQ_OFFSETS + 20) + cqEntries * 16L);
        entriesLength = sqEntries * 64L;
        rings = IoUring.map(fd, ringsLength, 0);
        entries = rings < 0 ? rings : IoUring.map(fd, entriesLength, IORING_OFF_SQES);
        final int needed =
            IoUring.IORING_FEAT_SINGLE_MMAP | IoUring.IORING_FEAT_NODROP | IoUring.IORING_FEAT_EXT_ARG;
        if (entries < 0 || (features & needed) != needed) {
            close();
            throw new IllegalStateException(
                entries < 0 ? "cannot map a ring: " + Errno.message((int) -entries) : IoUring.cause(Errno.EINVAL));
        }
        submissions = new SubmissionQueue(rings, params + SQ_OFFSETS, entries);
        completions = new CompletionQueue(rings, params + CQ_OFFSETS);
    }

    /** What this ring was set up with, for people: the names of the flags that tell kernels apart. */
    public String mode() {
        return (setupFlags & IoUring.IORING_SETUP_DEFER_TASKRUN) != 0 ? "SINGLE_ISSUER, DEFER_TASKRUN"
            : (setupFlags & IoUring.IORING_SETUP_SINGLE_ISSUER) != 0 ? "SINGLE_ISSUER, COOP_TASKRUN" : "COOP_TASKRUN";
    }

    /** Where operations are added. */
    public SubmissionQueue submissions() {
        return submissions;
    }

    /** Where completions are read. */
    public CompletionQueue completions() {
        return completions;
    }

    /** Makes the calling thread the ring's owner. */
    public void enable() {
        checked("enable a ring", register(IoUring.IORING_REGISTER_ENABLE_RINGS, 0, 0));
        registerSelf();
    }

    /**
     * Whether the kernel has work that it does inside {@link #enter} alone, or completions that did not fit the ring.
     */
    public boolean needsEnter() {
        return (submissions.flags() & (IoUring.IORING_SQ_TASKRUN | IoUring.IORING_SQ_CQ_OVERFLOW)) != 0;
    }

    /**
     * Hands over what was added, and takes completions without waiting.
     *
     * @return 0 or more; -EBUSY and -EAGAIN: completions must be read first.
     */
    public int enter() {
        return enter(0, IoUring.IORING_ENTER_GETEVENTS, 0, 0);
    }

    /**
     * Hands over what was added, and waits for a completion.
     *
     * @param timeoutNs nanoseconds, more than 0.
     * @return 0 or more; -ETIME when the time is over, -EINTR.
     */
    public int enter(final long timeoutNs) {
        final long argument = memory.address();
        UnsafeApi.putLong(argument, 0);
        UnsafeApi.putLong(argument + 8, 0);
        UnsafeApi.putLong(argument + 16, argument + ARGUMENT_LENGTH);
        UnsafeApi.putLong(argument + ARGUMENT_LENGTH, timeoutNs / 1_000_000_000);
        UnsafeApi.putLong(argument + ARGUMENT_LENGTH + 8, timeoutNs % 1_000_000_000);
        return enter(1, IoUring.IORING_ENTER_GETEVENTS | IoUring.IORING_ENTER_EXT_ARG, argument, ARGUMENT_LENGTH);
    }

    /**
     * Registers memory that READ_FIXED and WRITE_FIXED use, in pieces of {@link #BUFFER_LENGTH}.
     *
     * @param address page aligned.
     * @param length  bytes.
     * @return 0, or a negated errno: -ENOMEM when it is more than may be locked (ulimit -l).
     */
    public int registerBuffers(final long address, final long length) {
        final int piece = BUFFER_LENGTH;
        final int count = (int) ((length + piece - 1) / piece);
        for (int i = 0; i < count; i++) {
            UnsafeApi.putLong(memory.address() + i * 16L, address + (long) i * piece);
            UnsafeApi.putLong(memory.address() + i * 16L + 8, Math.min(piece, length - (long) i * piece));
        }
        return register(IoUring.IORING_REGISTER_BUFFERS, memory.address(), count);
    }

    /** struct io_uring_rsrc_update: offset 0, resv 4, data 8. */
    private void registerSelf() {
        UnsafeApi.putInt(memory.address(), -1);
        UnsafeApi.putInt(memory.address() + 4, 0);
        UnsafeApi.putLong(memory.address() + 8, fd);
        if (register(IoUring.IORING_REGISTER_RING_FDS, memory.address(), 1) == 1) {
            enterFd = UnsafeApi.getInt(memory.address());
            enterFlags = IoUring.IORING_ENTER_REGISTERED_RING;
        }
    }

    int register(final int opcode, final long argument, final int count) {
        return IoUring.register(fd, opcode, argument, count);
    }

    static void checked(final String what, final int result) {
        if (result < 0) {
            throw new IllegalStateException("cannot " + what + ": "
                + (result == -Errno.EINVAL ? IoUring.cause(-result) : Errno.message(-result)));
        }
    }

    /** Unmaps and closes it. The kernel cancels what is under way, but not at once. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (entries > 0) {
                IoUring.unmap(entries, entriesLength);
            }
            if (rings > 0) {
                IoUring.unmap(rings, ringsLength);
            }
            Files.close(fd);
            memory.close();
        }
    }

    private int enter(final int minComplete, final int flags, final long argument, final int length) {
        if (closed) {
            throw new IllegalStateException("the ring is closed");
        }
        final int result = IoUring.enter(
            enterFd, submissions.publish(), minComplete, flags | enterFlags, argument, length);
        if (result > 0) {
            submissions.submitted(result);
        }
        return result;
    }
}
