package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.Opcode;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;

/** READ CAPACITY (10) and (16). */
final class ReadCapacity extends Reply {
    private static final int LENGTH_10 = 8;
    private static final int LENGTH_16 = 32;
    private static final int LBPME = 0x80;
    private static final int LBPRZ = 0x40;

    @Override
    int allocationLength(final TaskState task) {
        return isTen(task) ? LENGTH_10 : super.allocationLength(task);
    }

    @Override
    void begin(final TaskState task) {
        final boolean pmi = (Cdb.byteAt(task.cdb(), isTen(task) ? 8 : 14) & 1) != 0;
        if (!pmi && Cdb.lba(task.cdb()) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(2));
        } else {
            super.begin(task);
        }
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final LogicalUnit unit = task.unit();
        final long last = unit.blocks() - 1;
        if (isTen(task)) {
            buffer.putInt(0, (int) Math.min(last, 0xFFFF_FFFFL), BIG_ENDIAN);
            buffer.putInt(4, unit.blockSize(), BIG_ENDIAN);
            return LENGTH_10;
        }
        buffer.setMemory(0, LENGTH_16, (byte) 0);
        buffer.putLong(0, last, BIG_ENDIAN);
        buffer.putInt(8, unit.blockSize(), BIG_ENDIAN);
        final int perPhysical = Math.max(1, unit.store().physicalBlockSize() / unit.blockSize());
        buffer.putByte(13, (byte) Integer.numberOfTrailingZeros(Integer.highestOneBit(perPhysical)));
        buffer.putByte(14, (byte) (unit.store().canDiscard() ? LBPME | (unit.store().discardZeroes() ? LBPRZ : 0) : 0));
        return LENGTH_16;
    }

    private static boolean isTen(final TaskState task) {
        return Cdb.opcode(task.cdb()) == Opcode.READ_CAPACITY_10;
    }
}
