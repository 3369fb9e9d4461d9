package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;

/** READ BUFFER: what the same nexus last wrote to its echo buffer, and how large that is (SPC-4 6.21). */
final class ReadBuffer extends Reply {
    static final int ECHO = 0x0A;
    static final int ECHO_DESCRIPTOR = 0x0B;
    /** Bytes of an echo buffer. */
    static final int CAPACITY = 4096;

    @Override
    int allocationLength(final TaskState task) {
        return (int) (Cdb.intAt(task.cdb(), 5) & 0xFF_FFFF);
    }

    @Override
    void begin(final TaskState task) {
        final int mode = Cdb.serviceAction(task.cdb());
        if (mode != ECHO && mode != ECHO_DESCRIPTOR) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 4));
        } else if (mode == ECHO && task.nexus().echo() == null) {
            task.refuse(AdditionalSense.COMMAND_SEQUENCE_ERROR, SenseData.NO_SPECIFIC);
        } else {
            super.begin(task);
        }
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        if (Cdb.serviceAction(task.cdb()) == ECHO_DESCRIPTOR) {
            buffer.putInt(0, CAPACITY, BIG_ENDIAN);
            return 4;
        }
        final byte[] echo = task.nexus().echo();
        buffer.putBytes(0, echo);
        return echo.length;
    }
}
