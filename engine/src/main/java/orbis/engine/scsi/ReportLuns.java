package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;

/** REPORT LUNS: there is logical unit 0, and no well-known one. */
final class ReportLuns extends Reply {
    private static final int MIN_ALLOCATION = 16;
    private static final int WELL_KNOWN_ONLY = 0x01;
    private static final int ALL = 0x02;
    private static final int ADMINISTRATIVE_FIRST = 0x10;
    private static final int ADMINISTRATIVE_LAST = 0x12;

    @Override
    void begin(final TaskState task) {
        final int select = Cdb.byteAt(task.cdb(), 2);
        if (select > ALL && (select < ADMINISTRATIVE_FIRST || select > ADMINISTRATIVE_LAST)) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(2));
        } else if (allocationLength(task) < MIN_ALLOCATION) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(6));
        } else {
            super.begin(task);
        }
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final int select = Cdb.byteAt(task.cdb(), 2);
        final int units = select >= ADMINISTRATIVE_FIRST || select == WELL_KNOWN_ONLY ? 0 : 1;
        buffer.putInt(0, units * 8, BIG_ENDIAN);
        buffer.putInt(4, 0);
        buffer.putLong(8, 0);
        return 8 + units * 8;
    }
}
