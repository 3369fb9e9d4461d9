package orbis.engine.io;

/** What a completion of a ring belongs to: found again by its slot and generation in {@link RingSlots}. */
abstract class RingOperation {
    /** Given with the operation to the kernel, and back with its completion; the slots' alone to write. */
    long userData;

    /**
     * The kernel is done with it.
     *
     * @param result 0 or more, or a negated errno.
     * @param flags  IORING_CQE_F_* flags.
     */
    abstract void onCompletion(int result, int flags);
}
