package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;
import org.agrona.UnsafeApi;

/**
 * COMPARE AND WRITE: the first half of the Data-Out is compared with the blocks; when they are the same, the second
 * half takes their place. No other command is on these blocks meanwhile (SBC-4 5.3).
 */
final class CompareAndWrite extends ChunkByChunk {
    private static final int READ = 0;
    private static final int WRITE = 1;

    @Override
    void begin(final TaskState task) {
        final int blocks = Cdb.byteAt(task.cdb(), 13);
        if (Medium.unprotected(task)
            && Medium.range(task, Cdb.lba(task.cdb()), blocks)
            && Medium.within(task, blocks, task.unit().limits().maxCompareAndWrite())
            && Medium.writable(task)) {
            task.exclusive = true;
            task.task().dataOutLength(2 * (int) task.extent);
            // As much as 256 blocks cannot be told in the CDB: what is sent must say the same.
            if (task.task().expectedDataOut() != task.task().dataOutLength()) {
                task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(13));
            }
        }
    }

    @Override
    void work(final TaskState task, final int index) {
        task.read(task.position, task.buffer, (int) task.extent, READ);
    }

    @Override
    void step(final TaskState task, final int step, final int index) {
        if (step == WRITE) {
            done(task, index);
            return;
        }
        final int length = (int) task.extent;
        final long data = task.chunks[index];
        final int difference = Comparison.firstDifference(data, task.buffer, length);
        if (difference == Comparison.SAME) {
            // The second half need not be aligned as the store asks: the buffer is.
            UnsafeApi.copyMemory(data + length, task.buffer, length);
            task.write(task.position, task.buffer, length, task.unit().durable(Medium.forced(task)), WRITE);
        } else {
            task.fail(SenseKey.MISCOMPARE, AdditionalSense.MISCOMPARE_DURING_VERIFY, difference,
                SenseData.NO_SPECIFIC);
            done(task, index);
        }
    }

    @Override
    boolean writing(final int step) {
        return step == WRITE;
    }
}
