package orbis.engine.scsi;

import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.Opcode;
import org.agrona.ExpandableArrayBuffer;

/** READ DEFECT DATA (10) and (12): there are no defects, in whatever format is asked for (SBC-4 5.21). */
final class ReadDefectData extends Reply {
    private static final int LISTS_AND_FORMAT = 0x1F;

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final boolean ten = Cdb.opcode(task.cdb()) == Opcode.READ_DEFECT_DATA_10;
        buffer.putLong(0, 0);
        buffer.putByte(1, (byte) (Cdb.byteAt(task.cdb(), ten ? 2 : 1) & LISTS_AND_FORMAT));
        return ten ? 4 : 8;
    }
}
