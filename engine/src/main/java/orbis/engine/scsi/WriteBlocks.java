package orbis.engine.scsi;

import orbis.protocol.scsi.Cdb;
import org.agrona.UnsafeApi;

/**
 * WRITE (6), (10), (12), (16): each chunk goes to the store as it comes. When the initiator sends less than the CDB
 * asks for, only that is written; where it ends within a block, the rest of that block stays as it is.
 */
final class WriteBlocks extends Command {
    private static final int PART_READ = -1;

    @Override
    void begin(final TaskState task) {
        final long blocks = Medium.blocks(task);
        if (Medium.unprotected(task)
            && Medium.range(task, Cdb.lba(task.cdb()), blocks)
            && Medium.within(task, blocks, task.unit().limits().maxTransfer())
            && Medium.writable(task)) {
            task.task().dataOutLength((int) task.extent);
            task.exclusive = isPart(task, task.task().dataOutTotal());
        }
    }

    @Override
    void execute(final TaskState task) {
        task.unit().finish(task);
    }

    private static boolean isPart(final TaskState task, final int length) {
        return (length & task.unit().blockSize() - 1) != 0;
    }

    @Override
    void dataOut(final TaskState task) {
        if (isPart(task, task.lengthOut(task.taken))) {
            task.chunkInHand = true;
            bufferFree(task);
            return;
        }
        final int index = task.take();
        task.write(task.position + (long) index * TaskState.CHUNK, task.chunks[index], task.lengthOut(index),
            task.unit().durable(Medium.forced(task)), index);
    }

    /** Reads the last blocks that the Data-Out touches, of which it fills the last one in part. */
    @Override
    void bufferFree(final TaskState task) {
        final int mask = task.unit().blockSize() - 1;
        final int length = task.lengthOut(task.taken) + mask & ~mask;
        if (task.ownBuffer(length)) {
            task.indexInHand = task.take();
            task.read(task.position + (long) task.indexInHand * TaskState.CHUNK, task.buffer, length, PART_READ);
        }
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        final int index = token == PART_READ ? task.indexInHand : token;
        final long at = task.position + (long) index * TaskState.CHUNK;
        if (result < 0) {
            task.fail(result, token != PART_READ, at);
        }
        if (token == PART_READ && !task.stopped()) {
            UnsafeApi.copyMemory(task.chunks[index], task.buffer, task.lengthOut(index));
            task.write(at, task.buffer, task.bufferLength, task.unit().durable(Medium.forced(task)), index);
            return;
        }
        task.giveBack(index);
    }
}
