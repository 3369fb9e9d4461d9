package orbis.engine.scsi;

import orbis.protocol.scsi.Cdb;

/** WRITE (6), (10), (12), (16): each chunk goes to the store as it comes. */
final class WriteBlocks extends Command {
    @Override
    void begin(final TaskState task) {
        final long blocks = Medium.blocks(task);
        if (Medium.unprotected(task)
            && Medium.range(task, Cdb.lba(task.cdb()), blocks)
            && Medium.within(task, blocks, task.unit().limits().maxTransfer())
            && Medium.writable(task)) {
            task.task().dataOutLength((int) task.extent);
            Medium.wholeBlocks(task);
        }
    }

    @Override
    void execute(final TaskState task) {
        task.unit().finish(task);
    }

    @Override
    void dataOut(final TaskState task) {
        final int index = task.take();
        task.write(task.position + (long) index * TaskState.CHUNK, task.chunks[index], task.lengthOut(index),
            task.unit().durable(Medium.forced(task)), index);
    }

    @Override
    void stored(final TaskState task, final int index, final long result) {
        if (result < 0) {
            task.fail(result, true, task.position + (long) index * TaskState.CHUNK);
        }
        task.giveBack(index);
    }
}
