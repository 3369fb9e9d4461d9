package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * UNMAP. The parameter list, SBC-4 5.35.2, is kept until its last range is done:
 *
 * <pre>
 *  length - 2 (2) | descriptors' length (2) | 0 (4) | descriptors: LBA (8) | blocks (4) | 0 (4)
 * </pre>
 */
final class Unmap extends ParameterList {
    /** Most ranges in one command. */
    static final int MAX_DESCRIPTORS = 256;

    private static final int ANCHOR = 0x01;
    private static final int HEADER = 8;
    private static final int DESCRIPTOR = 16;

    @Override
    boolean isSupported(final LogicalUnit unit) {
        return unit.store().canDiscard();
    }

    @Override
    void begin(final TaskState task) {
        if ((Cdb.byteAt(task.cdb(), 1) & ANCHOR) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 0));
        } else if (Medium.writable(task)) {
            super.begin(task);
            task.extent = task.unit().blocks() << task.unit().blockShift();
        }
    }

    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        if (length < HEADER) {
            task.fail(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.NO_SPECIFIC);
            return true;
        }
        final int described = Math.min(list.getShort(2, BIG_ENDIAN) & 0xFFFF, length - HEADER);
        final int count = described / DESCRIPTOR;
        if (count > MAX_DESCRIPTORS) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(2));
            return true;
        }
        final long blocks = task.unit().blocks();
        for (int i = 0; i < count; i++) {
            final long lba = list.getLong(HEADER + i * DESCRIPTOR, BIG_ENDIAN);
            final long number = list.getInt(HEADER + i * DESCRIPTOR + 8, BIG_ENDIAN) & 0xFFFF_FFFFL;
            if (lba < 0 || lba > blocks || number > blocks - lba) {
                task.fail(SenseKey.ILLEGAL_REQUEST, AdditionalSense.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE,
                    Math.max(lba, 0), SenseData.NO_SPECIFIC);
                return true;
            }
        }
        task.progress = 0;
        task.phase = count;
        return !next(task, list);
    }

    /** Begins the next range that is not empty; tells whether there was one. */
    private static boolean next(final TaskState task, final UnsafeBuffer list) {
        while (task.progress < task.phase) {
            final int at = HEADER + (int) task.progress++ * DESCRIPTOR;
            final long lba = list.getLong(at, BIG_ENDIAN);
            final long number = list.getInt(at + 8, BIG_ENDIAN) & 0xFFFF_FFFFL;
            if (number > 0) {
                task.discard(lba << task.unit().blockShift(), number << task.unit().blockShift(), 0);
                return true;
            }
        }
        return false;
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        if (result < 0) {
            task.fail(result, true, 0);
        }
        if (task.stopped() || !next(task, task.unit().view(task.chunks[0], (int) Cdb.transferLength(task.cdb())))) {
            task.giveBack(0);
        }
    }
}
