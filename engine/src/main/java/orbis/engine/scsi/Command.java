package orbis.engine.scsi;

/**
 * A family of commands. Has no state of its own: that of a task is in its {@link TaskState}. A task calls
 * {@link #begin} once; then, when its turn has come, {@link #execute} once or {@link #dataOut} for each chunk.
 */
abstract class Command {
    /**
     * Decides all that the CDB alone can tell: lengths, range, what is wrong ({@link TaskState#refuse}).
     *
     * @param task the task.
     */
    abstract void begin(TaskState task);

    /**
     * Does the work, no Data-Out being due.
     *
     * @param task the task.
     */
    abstract void execute(TaskState task);

    /**
     * Whether the next chunk of Data-Out may be taken, or waits. A task that has failed or was aborted takes what
     * comes, to give it back.
     *
     * @param task the task.
     */
    boolean takesChunk(final TaskState task) {
        return !task.chunkInHand;
    }

    /**
     * Takes the next chunk of Data-Out, {@link TaskState#take()}.
     *
     * @param task the task.
     */
    void dataOut(final TaskState task) {
        throw new IllegalStateException("no Data-Out was asked for");
    }

    /**
     * Goes on after an operation of the store.
     *
     * @param task   the task; counted down already.
     * @param token  as given with the operation.
     * @param result 0 or more, or a negated errno.
     */
    void stored(final TaskState task, final int token, final long result) {
        throw new IllegalStateException("nothing was asked of the store");
    }

    /**
     * Goes on when a buffer may be had again.
     *
     * @param task the task.
     */
    void bufferFree(final TaskState task) {
        execute(task);
    }

    /**
     * A chunk of Data-In was sent.
     *
     * @param task    the task.
     * @param address of the chunk.
     * @param length  of the chunk.
     */
    void sent(final TaskState task, final long address, final int length) {
        throw new IllegalStateException("no Data-In was sent");
    }

    /**
     * Lets go of all that can be let go at once, for the task was aborted. Whatever is under way ends by the calls
     * above, after each of which the task is looked at again.
     *
     * @param task the task.
     */
    void abort(final TaskState task) {
    }

    /**
     * Whether there is such a command on a disk.
     *
     * @param unit the disk.
     */
    boolean isSupported(final LogicalUnit unit) {
        return true;
    }

    /**
     * How reservations see the command.
     *
     * @param task the task.
     */
    Access access(final TaskState task) {
        return task.entry().access();
    }
}
