package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;

/**
 * WRITE AND VERIFY (10), (12), (16): each chunk is written to the medium and read back; with BYTCHK it is compared
 * (SBC-4 5.44).
 */
final class WriteAndVerify extends ChunkByChunk {
    private static final int WRITE = 0;
    private static final int READ = 1;
    private static final int MEDIUM_ONLY = 0;
    private static final int BYTES = 1;

    @Override
    void begin(final TaskState task) {
        final long blocks = Cdb.transferLength(task.cdb());
        if (Cdb.byteCheck(task.cdb()) > BYTES) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 2));
        } else if (Medium.unprotected(task)
            && Medium.range(task, Cdb.lba(task.cdb()), blocks)
            && Medium.within(task, blocks, task.unit().limits().maxTransfer())
            && Medium.writable(task)) {
            task.task().dataOutLength((int) task.extent);
            Medium.wholeBlocks(task);
        }
    }

    @Override
    void work(final TaskState task, final int index) {
        task.write(onMedium(task, index), task.chunks[index], task.lengthOut(index), task.unit().durable(true), WRITE);
    }

    @Override
    void step(final TaskState task, final int step, final int index) {
        final int length = task.lengthOut(index);
        if (step == WRITE) {
            task.read(onMedium(task, index), task.buffer, length, READ);
            return;
        }
        if (Cdb.byteCheck(task.cdb()) != MEDIUM_ONLY) {
            final int difference = Comparison.firstDifference(task.chunks[index], task.buffer, length);
            if (difference != Comparison.SAME) {
                task.fail(SenseKey.MISCOMPARE, AdditionalSense.MISCOMPARE_DURING_VERIFY,
                    onMedium(task, index) + difference >>> task.unit().blockShift(), SenseData.NO_SPECIFIC);
            }
        }
        done(task, index);
    }

    @Override
    boolean writing(final int step) {
        return step == WRITE;
    }
}
