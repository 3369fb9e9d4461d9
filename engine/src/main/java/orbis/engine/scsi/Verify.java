package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;

/**
 * VERIFY (10), (12), (16), by BYTCHK (SBC-4 5.36): 0 reads the blocks to see that they can be read; 1 compares them
 * with the Data-Out; 3 compares each of them with the one block of Data-Out.
 */
final class Verify extends ChunkByChunk {
    private static final int MEDIUM_ONLY = 0;
    private static final int ALL_BYTES = 1;
    private static final int RESERVED = 2;

    @Override
    void begin(final TaskState task) {
        final long blocks = Cdb.transferLength(task.cdb());
        final int check = Cdb.byteCheck(task.cdb());
        if (check == RESERVED) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 2));
        } else if (Medium.unprotected(task)
            && Medium.range(task, Cdb.lba(task.cdb()), blocks)
            && (check != ALL_BYTES || Medium.within(task, blocks, task.unit().limits().maxTransfer()))) {
            final int oneBlock = blocks == 0 ? 0 : task.unit().blockSize();
            task.task().dataOutLength(check == MEDIUM_ONLY ? 0 : check == ALL_BYTES ? (int) task.extent : oneBlock);
            Medium.wholeBlocks(task);
        }
    }

    @Override
    void execute(final TaskState task) {
        if (Cdb.byteCheck(task.cdb()) == MEDIUM_ONLY && task.extent > 0) {
            scan(task);
        } else {
            task.unit().finish(task);
        }
    }

    @Override
    void bufferFree(final TaskState task) {
        if (Cdb.byteCheck(task.cdb()) == ALL_BYTES) {
            super.bufferFree(task);
        } else {
            scan(task);
        }
    }

    @Override
    void work(final TaskState task, final int index) {
        task.read(onMedium(task, index), task.buffer, task.lengthOut(index), ALL_BYTES);
    }

    /** Reads the next part of the blocks into the buffer; only then is the one block taken that it is compared with. */
    private static void scan(final TaskState task) {
        if (task.ownBuffer((int) Math.min(TaskState.CHUNK, task.extent))) {
            task.taken = task.arrived;
            task.read(task.position + task.progress, task.buffer, partLength(task), MEDIUM_ONLY);
        }
    }

    private static int partLength(final TaskState task) {
        return (int) Math.min(task.bufferLength, task.extent - task.progress);
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        if (token == ALL_BYTES) {
            super.stored(task, token, result);
            return;
        }
        if (result < 0) {
            task.fail(result, false, task.position + task.progress);
        } else if (task.task().dataOutTotal() > 0 && !task.aborted()) {
            compareEach(task);
        }
        task.progress += partLength(task);
        if (!task.stopped() && task.progress < task.extent) {
            scan(task);
        } else if (task.task().dataOutTotal() > 0) {
            done(task, 0);
        } else {
            task.releaseBuffer();
            task.unit().finish(task);
        }
    }

    private static void compareEach(final TaskState task) {
        final int blockSize = task.unit().blockSize();
        final int length = partLength(task);
        for (int i = 0; i < length; i += blockSize) {
            compare(task, task.chunks[0], task.buffer + i, blockSize, task.position + task.progress + i);
        }
    }

    private static void compare(
        final TaskState task, final long data, final long read, final int length, final long at) {
        final int difference = Comparison.firstDifference(data, read, length);
        if (difference != Comparison.SAME) {
            task.fail(SenseKey.MISCOMPARE, AdditionalSense.MISCOMPARE_DURING_VERIFY,
                at + difference >>> task.unit().blockShift(), SenseData.NO_SPECIFIC);
        }
    }

    @Override
    void step(final TaskState task, final int step, final int index) {
        compare(task, task.chunks[index], task.buffer, task.lengthOut(index), onMedium(task, index));
        done(task, index);
    }

    @Override
    boolean writing(final int step) {
        return false;
    }
}
