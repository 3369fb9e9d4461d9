package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.engine.store.ExtentList;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;

/** GET LBA STATUS: which blocks have space of their own, as the store tells it (SBC-4 5.9). */
final class GetLbaStatus extends Reply {
    private static final int MIN_ALLOCATION = 24;
    private static final int HEADER = 8;
    private static final int DESCRIPTOR = 16;
    private static final int MAX_DESCRIPTORS = 128;
    private static final int MAPPED = 0;
    private static final int DEALLOCATED = 1;
    private static final int TOLD = 1;

    @Override
    void begin(final TaskState task) {
        final long lba = Cdb.lba(task.cdb());
        if (lba == task.unit().blocks() || !Medium.range(task, lba, 0)) {
            if (!task.task().ended()) {
                Medium.range(task, lba, 1);
            }
        } else if (allocationLength(task) < MIN_ALLOCATION) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(10));
        } else {
            super.begin(task);
        }
    }

    @Override
    void execute(final TaskState task) {
        if (task.phase == TOLD) {
            super.execute(task);
            return;
        }
        final int room = (allocationLength(task) - HEADER) / DESCRIPTOR;
        final ExtentList extents = new ExtentList(Math.min(room, MAX_DESCRIPTORS));
        task.extents(extents);
        task.extents(task.position, (task.unit().blocks() << task.unit().blockShift()) - task.position);
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        if (result < 0) {
            task.fail(result, false, task.position);
        } else if (!task.aborted()) {
            task.phase = TOLD;
            super.execute(task);
        }
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final ExtentList extents = task.extents();
        final int shift = task.unit().blockShift();
        long lba = task.position >>> shift;
        int at = HEADER;
        for (int i = 0; i < extents.count(); i++) {
            final long blocks = extents.length(i) >>> shift;
            final int told = (int) Math.min(blocks, 0xFFFF_FFFFL);
            buffer.putLong(at, lba, BIG_ENDIAN);
            buffer.putInt(at + 8, told, BIG_ENDIAN);
            buffer.putInt(at + 12, 0, BIG_ENDIAN);
            buffer.putByte(at + 12, (byte) (extents.hole(i) ? DEALLOCATED : MAPPED));
            at += DESCRIPTOR;
            lba += blocks;
            if (blocks > 0xFFFF_FFFFL) {
                break;
            }
        }
        buffer.putInt(0, at - 4, BIG_ENDIAN);
        buffer.putInt(4, 0, BIG_ENDIAN);
        return at;
    }
}
