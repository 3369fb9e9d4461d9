package orbis.sys;

import org.agrona.UnsafeApi;

/**
 * The half of a ring that Java writes: an array of {@code struct io_uring_sqe}, 64 bytes each, and its tail. What is
 * added is seen by the kernel at the next {@link Ring#enter}.
 *
 * <pre>
 *   opcode 0, flags 1, ioprio 2, fd 4, off 8, addr 16, len 24, op flags 28, user_data 32, buf_index or buf_group 40
 * </pre>
 */
public final class SubmissionQueue {
    private static final int SQE_LENGTH = 64;

    private final long head;
    private final long tail;
    private final long flags;
    private final long entries;
    private final int mask;
    private int localTail;
    private int submitted;

    SubmissionQueue(final long ring, final long offsets, final long entries) {
        head = ring + UnsafeApi.getInt(offsets);
        tail = ring + UnsafeApi.getInt(offsets + 4);
        mask = UnsafeApi.getInt(ring + UnsafeApi.getInt(offsets + 8));
        flags = ring + UnsafeApi.getInt(offsets + 16);
        this.entries = entries;
        final long array = ring + UnsafeApi.getInt(offsets + 24);
        for (int i = 0; i <= mask; i++) {
            UnsafeApi.putInt(array + i * 4L, i);
        }
        localTail = UnsafeApi.getInt(tail);
        submitted = localTail;
    }

    /** Whether {@link #add} has room. */
    public boolean full() {
        return localTail - UnsafeApi.getIntAcquire(null, head) > mask;
    }

    /** How many operations were added since the kernel took some. */
    public int pending() {
        return localTail - submitted;
    }

    /**
     * Adds an operation; {@link #full()} must not be so.
     *
     * @param opcode   IORING_OP_*.
     * @param fd       file descriptor.
     * @param offset   position in a file.
     * @param address  of memory.
     * @param length   bytes of it.
     * @param opFlags  of the operation.
     * @param userData given back with the completion.
     * @return the entry, for what is to be set beyond.
     */
    public long add(final byte opcode, final int fd, final long offset, final long address, final int length,
                    final int opFlags, final long userData) {
        final long sqe = entries + (long) (localTail & mask) * SQE_LENGTH;
        localTail++;
        UnsafeApi.putInt(sqe, opcode);
        UnsafeApi.putInt(sqe + 4, fd);
        UnsafeApi.putLong(sqe + 8, offset);
        UnsafeApi.putLong(sqe + 16, address);
        UnsafeApi.putInt(sqe + 24, length);
        UnsafeApi.putInt(sqe + 28, opFlags);
        UnsafeApi.putLong(sqe + 32, userData);
        UnsafeApi.putLong(sqe + 40, 0);
        UnsafeApi.putLong(sqe + 48, 0);
        UnsafeApi.putLong(sqe + 56, 0);
        return sqe;
    }

    /**
     * Sets the flags that all operations have.
     *
     * @param sqe   as {@link #add} gave it.
     * @param value IOSQE_* flags.
     */
    public static void flags(final long sqe, final int value) {
        UnsafeApi.putByte(sqe + 1, (byte) value);
    }

    /**
     * Sets the flags of an operation on a socket.
     *
     * @param sqe   as {@link #add} gave it.
     * @param value IORING_RECVSEND_* flags.
     */
    public static void ioprio(final long sqe, final int value) {
        UnsafeApi.putShort(sqe + 2, (short) value);
    }

    /**
     * Sets the index of registered memory, or the group of buffers to take one from.
     *
     * @param sqe   as {@link #add} gave it.
     * @param index or group.
     */
    public static void buffer(final long sqe, final int index) {
        UnsafeApi.putShort(sqe + 40, (short) index);
    }

    /** Lets the kernel see what was added; gives how many it has not taken. */
    int publish() {
        UnsafeApi.putIntRelease(null, tail, localTail);
        return localTail - submitted;
    }

    void submitted(final int count) {
        submitted += count;
    }

    int flags() {
        return UnsafeApi.getIntVolatile(null, flags);
    }
}
