package orbis.engine.scsi;

/**
 * A command that works on its Data-Out one chunk after the other, in several steps each, with a buffer of its own
 * beside it. While a chunk is in hand, later ones wait.
 */
abstract class ChunkByChunk extends Command {
    /**
     * Begins the work on a chunk; the buffer beside it is there.
     *
     * @param task  the task.
     * @param index of the chunk.
     */
    abstract void work(TaskState task, int index);

    /**
     * Goes on after an operation of the store that succeeded. Calls {@link #done} when the chunk is done.
     *
     * @param task  the task.
     * @param step  as given with the operation.
     * @param index of the chunk.
     */
    abstract void step(TaskState task, int step, int index);

    /** Whether errors of the store in this step are those of a write. */
    abstract boolean writing(int step);

    @Override
    void execute(final TaskState task) {
        task.unit().finish(task);
    }

    @Override
    void dataOut(final TaskState task) {
        task.chunkInHand = true;
        bufferFree(task);
    }

    @Override
    void bufferFree(final TaskState task) {
        if (task.ownBuffer(task.lengthOut(task.taken))) {
            task.indexInHand = task.take();
            work(task, task.indexInHand);
        }
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        final int index = task.indexInHand;
        if (result < 0) {
            task.fail(result, writing(token), onMedium(task, index));
        }
        if (task.stopped()) {
            done(task, index);
        } else {
            step(task, token, index);
        }
    }

    /** Where a chunk stands on the medium. */
    static long onMedium(final TaskState task, final int index) {
        return task.position + (long) index * TaskState.CHUNK;
    }

    /** Ends the work on a chunk, well or not, and begins the next. */
    final void done(final TaskState task, final int index) {
        task.releaseBuffer();
        task.chunkInHand = false;
        if (task.giveBack(index)) {
            task.unit().start(task);
        }
    }

    @Override
    void abort(final TaskState task) {
        if (task.underWay() == 0) {
            task.releaseBuffer();
        }
    }
}
