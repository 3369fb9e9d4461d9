package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.Opcode;
import orbis.protocol.scsi.SenseData;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * WRITE SAME (10) and (16): zeroes are left to the store, another pattern is written buffer by buffer. UNMAP
 * gives the space back whatever the Data-Out is, as all targets do and initiators expect; blocks cannot be anchored,
 * as files cannot tell such blocks from holes; NDOB means zeroes without Data-Out (SBC-4 5.50).
 */
final class WriteSame extends Command {
    private static final int UNMAP = 0x08;
    private static final int ANCHOR = 0x10;
    private static final int NDOB = 0x01;
    private static final int LOGICAL_OR_PHYSICAL = 0x06;
    private static final int ZERO = 0;
    private static final int PATTERN = 1;

    @Override
    void begin(final TaskState task) {
        final int flags = Cdb.byteAt(task.cdb(), 1);
        final boolean noData = noData(task);
        final long lba = Cdb.lba(task.cdb());
        final long named = Cdb.transferLength(task.cdb());
        final long blocks = named == 0 && lba >= 0 ? Math.max(0, task.unit().blocks() - lba) : named;
        final boolean thin = task.store().canDiscard();
        if ((flags & ANCHOR) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 4));
        } else if ((flags & UNMAP) != 0 && !thin) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 3));
        } else if (!noData && (flags & LOGICAL_OR_PHYSICAL) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 2));
        } else if (Medium.unprotected(task)
            && Medium.range(task, lba, blocks)
            && Medium.within(task, blocks, task.unit().limits().maxWriteSame())
            && Medium.writable(task)) {
            task.task().dataOutLength(noData ? 0 : task.unit().blockSize());
            Medium.exactly(task);
        }
    }

    private static boolean noData(final TaskState task) {
        return Cdb.opcode(task.cdb()) == Opcode.WRITE_SAME_16 && (Cdb.byteAt(task.cdb(), 1) & NDOB) != 0;
    }

    @Override
    void execute(final TaskState task) {
        zero(task);
    }

    private static void zero(final TaskState task) {
        final int flags = Cdb.byteAt(task.cdb(), 1);
        task.phase = ZERO;
        task.zero(task.position, task.extent, (flags & UNMAP) != 0, 0);
    }

    @Override
    void dataOut(final TaskState task) {
        final int index = task.take();
        final int length = task.unit().blockSize();
        final UnsafeBuffer block = task.unit().view(task.chunks[index], length);
        if (task.extent == 0) {
            task.giveBack(index);
        } else if ((Cdb.byteAt(task.cdb(), 1) & UNMAP) != 0 || isZero(block, length)) {
            zero(task);
        } else {
            task.phase = PATTERN;
            pattern(task);
        }
    }

    @Override
    void bufferFree(final TaskState task) {
        pattern(task);
    }

    private static boolean isZero(final UnsafeBuffer block, final int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            if (block.getLong(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Fills a buffer with the block, and writes it for the first time. */
    private static void pattern(final TaskState task) {
        final int length = (int) Math.min(TaskState.CHUNK, task.extent);
        if (task.ownBuffer(length)) {
            final int blockSize = task.unit().blockSize();
            for (int i = 0; i < length; i += blockSize) {
                UnsafeApi.copyMemory(task.chunks[0], task.buffer + i, blockSize);
            }
            writeNext(task);
        }
    }

    private static void writeNext(final TaskState task) {
        final int length = (int) Math.min(task.bufferLength, task.extent - task.progress);
        task.write(task.position + task.progress, task.buffer, length, task.unit().durable(false), length);
    }

    @Override
    void stored(final TaskState task, final int length, final long result) {
        if (result < 0) {
            task.fail(result, true, task.position + task.progress);
        }
        if (task.phase == PATTERN) {
            task.progress += length;
            if (!task.stopped() && task.progress < task.extent) {
                writeNext(task);
                return;
            }
        }
        task.releaseBuffer();
        if (task.given < task.task().dataOutTotal()) {
            task.giveBack(0);
        } else if (!task.stopped()) {
            task.unit().finish(task);
        }
    }

    @Override
    void abort(final TaskState task) {
        if (task.underWay() == 0) {
            task.releaseBuffer();
            if (task.given < task.arrived) {
                task.giveBack(0);
            }
        }
    }
}
