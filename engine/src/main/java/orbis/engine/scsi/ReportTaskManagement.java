package orbis.engine.scsi;

import orbis.protocol.scsi.Cdb;
import org.agrona.ExpandableArrayBuffer;

/** REPORT SUPPORTED TASK MANAGEMENT FUNCTIONS: those of iSCSI (SPC-4 6.36). */
final class ReportTaskManagement extends Reply {
    private static final int REPD = 0x80;
    /** ABORT TASK, ABORT TASK SET, CLEAR TASK SET, LOGICAL UNIT RESET, QUERY TASK, TARGET RESET. */
    private static final int FUNCTIONS = 0x80 | 0x40 | 0x10 | 0x08 | 0x04 | 0x02;
    /** QUERY ASYNCHRONOUS EVENT, QUERY TASK SET, I_T NEXUS RESET. */
    private static final int MORE_FUNCTIONS = 0x04 | 0x02 | 0x01;
    private static final int EXTENDED_LENGTH = 16;

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final boolean extended = (Cdb.byteAt(task.cdb(), 2) & REPD) != 0;
        buffer.setMemory(0, EXTENDED_LENGTH, (byte) 0);
        buffer.putByte(0, (byte) FUNCTIONS);
        buffer.putByte(1, (byte) MORE_FUNCTIONS);
        if (extended) {
            buffer.putByte(3, (byte) (EXTENDED_LENGTH - 4));
        }
        return extended ? EXTENDED_LENGTH : 4;
    }
}
