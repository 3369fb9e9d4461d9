package orbis.sys;

import org.agrona.UnsafeApi;

/**
 * The half of a ring that Java reads: an array of {@code struct io_uring_cqe}, 16 bytes each, and its head.
 *
 * <pre>
 *   user_data 0, res 8, flags 12
 * </pre>
 */
public final class CompletionQueue {
    private static final int CQE_LENGTH = 16;

    private final long head;
    private final long tail;
    private final long entries;
    private final int mask;
    private int localHead;

    CompletionQueue(final long ring, final long offsets) {
        head = ring + UnsafeApi.getInt(offsets);
        tail = ring + UnsafeApi.getInt(offsets + 4);
        mask = UnsafeApi.getInt(ring + UnsafeApi.getInt(offsets + 8));
        entries = ring + UnsafeApi.getInt(offsets + 20);
        localHead = UnsafeApi.getInt(head);
    }

    /** How many completions there are. */
    public int count() {
        return UnsafeApi.getIntAcquire(null, tail) - localHead;
    }

    /**
     * What was given with the operation.
     *
     * @param index of the completion, below {@link #count()}.
     */
    public long userData(final int index) {
        return UnsafeApi.getLong(entry(index));
    }

    /**
     * The result: 0 or more, or a negated errno.
     *
     * @param index of the completion, below {@link #count()}.
     */
    public int result(final int index) {
        return UnsafeApi.getInt(entry(index) + 8);
    }

    /**
     * IORING_CQE_F_* flags.
     *
     * @param index of the completion, below {@link #count()}.
     */
    public int flags(final int index) {
        return UnsafeApi.getInt(entry(index) + 12);
    }

    /**
     * Gives entries back to the kernel.
     *
     * @param count how many were read.
     */
    public void advance(final int count) {
        localHead += count;
        UnsafeApi.putIntRelease(null, head, localHead);
    }

    private long entry(final int index) {
        return entries + (long) (localHead + index & mask) * CQE_LENGTH;
    }
}
