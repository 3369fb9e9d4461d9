package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;

/** REPORT TARGET PORT GROUPS, with the short or the extended header (SPC-4 6.37). */
final class ReportTargetPortGroups extends Reply {
    private static final int EXTENDED = 1;
    private static final int EXTENDED_FORMAT = 0x10;

    @Override
    void begin(final TaskState task) {
        if (Cdb.byteAt(task.cdb(), 1) >>> 5 > EXTENDED) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 7));
        } else {
            super.begin(task);
        }
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final boolean extended = Cdb.byteAt(task.cdb(), 1) >>> 5 == EXTENDED;
        final int header = extended ? 8 : 4;
        buffer.setMemory(0, header, (byte) 0);
        if (extended) {
            buffer.putByte(4, (byte) EXTENDED_FORMAT);
        }
        final int length = header + task.unit().portGroups().write(buffer, header);
        buffer.putInt(0, length - 4, BIG_ENDIAN);
        return length;
    }
}
