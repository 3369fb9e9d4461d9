package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;

/** REPORT IDENTIFYING INFORMATION: what initiators have named the disk, or which names there can be (SPC-4 6.32). */
final class ReportIdentifyingInformation extends Reply {
    private static final int SUPPORTED_TYPES = 0x7F;

    @Override
    void begin(final TaskState task) {
        final int type = Cdb.byteAt(task.cdb(), 10) >>> 1;
        if (type != SUPPORTED_TYPES && IdentifyingInformation.mostBytes(type) == 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(10, 7));
        } else {
            super.begin(task);
        }
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final int type = Cdb.byteAt(task.cdb(), 10) >>> 1;
        buffer.putInt(0, 0);
        if (type == SUPPORTED_TYPES) {
            buffer.putShort(2, (short) 8, BIG_ENDIAN);
            supported(buffer, 4, IdentifyingInformation.PERIPHERAL);
            supported(buffer, 8, IdentifyingInformation.TEXT);
            return 12;
        }
        final byte[] information = task.unit().identifyingInformation().get(type);
        buffer.putShort(2, (short) information.length, BIG_ENDIAN);
        buffer.putBytes(4, information);
        return 4 + information.length;
    }

    private static void supported(final ExpandableArrayBuffer buffer, final int at, final int type) {
        buffer.putByte(at, (byte) (type << 1));
        buffer.putByte(at + 1, (byte) 0);
        buffer.putShort(at + 2, (short) IdentifyingInformation.mostBytes(type), BIG_ENDIAN);
    }
}
