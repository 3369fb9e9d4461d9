package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.ServiceAction;
import org.agrona.ExpandableArrayBuffer;

/** RECEIVE COPY RESULTS: COPY STATUS and OPERATING PARAMETERS (SPC-4 6.17). No data is held. */
final class ReceiveCopyResults extends Reply {
    private static final int PARAMETERS_LENGTH = 47;
    private static final int COMPLETED = 1;
    private static final int COMPLETED_WITH_ERRORS = 2;
    private static final int IN_BLOCKS = 0xF1;

    @Override
    int allocationLength(final TaskState task) {
        return (int) Math.min(Cdb.intAt(task.cdb(), 10), Integer.MAX_VALUE);
    }

    @Override
    void begin(final TaskState task) {
        if (Cdb.serviceAction(task.cdb()) == ServiceAction.COPY_STATUS
            && task.nexus().copyResults().find(listId(task)) == null) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(2));
        } else {
            super.begin(task);
        }
    }

    private static int listId(final TaskState task) {
        return Cdb.byteAt(task.cdb(), 2);
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        return Cdb.serviceAction(task.cdb()) == ServiceAction.COPY_STATUS
            ? status(task, buffer) : operatingParameters(task.unit(), buffer);
    }

    private static int status(final TaskState task, final ExpandableArrayBuffer buffer) {
        final CopyResults results = task.nexus().copyResults();
        final CopyResults.Result result = results.find(listId(task));
        if (result == null) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(2));
            return 0;
        }
        results.take(listId(task));
        buffer.putInt(0, 8, BIG_ENDIAN);
        buffer.putByte(4, (byte) (result.good() ? COMPLETED : COMPLETED_WITH_ERRORS));
        buffer.putShort(5, (short) result.segments(), BIG_ENDIAN);
        buffer.putByte(7, (byte) IN_BLOCKS);
        buffer.putInt(8, (int) (result.bytes() >>> task.unit().blockShift()), BIG_ENDIAN);
        return 12;
    }

    private static int operatingParameters(final LogicalUnit unit, final ExpandableArrayBuffer buffer) {
        buffer.setMemory(0, PARAMETERS_LENGTH, (byte) 0);
        buffer.putInt(0, PARAMETERS_LENGTH - 4, BIG_ENDIAN);
        buffer.putShort(8, (short) CopyLimits.MAX_TARGETS, BIG_ENDIAN);
        buffer.putShort(10, (short) CopyLimits.MAX_SEGMENTS, BIG_ENDIAN);
        buffer.putInt(12, CopyLimits.MAX_LIST_LENGTH, BIG_ENDIAN);
        buffer.putInt(16, CopyLimits.MAX_SEGMENT_LENGTH, BIG_ENDIAN);
        buffer.putShort(34, (short) CopyLimits.MAX_CONCURRENT, BIG_ENDIAN);
        buffer.putByte(36, (byte) CopyLimits.MAX_CONCURRENT);
        buffer.putByte(37, (byte) unit.blockShift());
        buffer.putByte(43, (byte) 3);
        buffer.putByte(44, (byte) CopyLimits.BLOCK_TO_BLOCK);
        buffer.putByte(45, (byte) CopyLimits.BLOCK_TO_BLOCK_AT_OFFSET);
        buffer.putByte(46, (byte) CopyLimits.IDENTIFICATION);
        return PARAMETERS_LENGTH;
    }
}
