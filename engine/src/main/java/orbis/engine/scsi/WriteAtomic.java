package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;

/**
 * WRITE ATOMIC (16): nothing is written before all of the Data-Out has come, and no other command sees a part of
 * it, nor does an abort leave one (SBC-4 4.29). Through power loss it is as atomic as the store's medium.
 */
final class WriteAtomic extends Command {
    @Override
    void begin(final TaskState task) {
        final int blocks = Cdb.shortAt(task.cdb(), 12);
        if (Cdb.shortAt(task.cdb(), 10) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(10));
        } else if (Medium.unprotected(task)
            && Medium.range(task, Cdb.lba(task.cdb()), blocks)
            && Medium.within(task, blocks, task.unit().limits().maxAtomic())
            && Medium.writable(task)) {
            task.exclusive = true;
            task.task().dataOutLength((int) task.extent);
            Medium.exactly(task);
        }
    }

    @Override
    void execute(final TaskState task) {
        task.unit().finish(task);
    }

    @Override
    boolean takesChunk(final TaskState task) {
        return task.stopped() || (long) task.arrived * TaskState.CHUNK >= task.extent;
    }

    @Override
    void dataOut(final TaskState task) {
        while (task.taken < task.arrived) {
            final int index = task.take();
            task.write(task.position + (long) index * TaskState.CHUNK, task.chunks[index], task.lengthOut(index),
                task.unit().durable(Medium.forced(task)), index);
        }
    }

    @Override
    void stored(final TaskState task, final int index, final long result) {
        if (result < 0) {
            task.fail(result, true, task.position + (long) index * TaskState.CHUNK);
        }
        task.giveBack(index);
    }
}
