package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;

/** LOG SENSE (SPC-4 6.8): the pages of {@link LogPages}, from a parameter on. */
final class LogSense extends Reply {
    private static final int SAVE_OR_PPC = 0x03;

    @Override
    void begin(final TaskState task) {
        final int page = Cdb.byteAt(task.cdb(), 2) & 0x3F;
        final int subpage = Cdb.byteAt(task.cdb(), 3);
        if ((Cdb.byteAt(task.cdb(), 1) & SAVE_OR_PPC) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 1));
        } else if (!LogPages.exists(page, subpage)) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(2, 5));
        } else if (Cdb.shortAt(task.cdb(), 5) > LogPages.lastParameter(page, subpage)) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(5));
        } else {
            super.begin(task);
        }
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final int page = Cdb.byteAt(task.cdb(), 2) & 0x3F;
        final int subpage = Cdb.byteAt(task.cdb(), 3);
        final int end = LogPages.write(buffer, task.unit(), page, subpage, Cdb.shortAt(task.cdb(), 5));
        buffer.putByte(0, (byte) (page | (subpage == 0 ? 0 : 0x40)));
        buffer.putByte(1, (byte) subpage);
        buffer.putShort(2, (short) (end - 4), BIG_ENDIAN);
        return end;
    }
}
