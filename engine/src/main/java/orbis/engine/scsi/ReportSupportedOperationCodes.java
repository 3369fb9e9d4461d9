package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;

/** REPORT SUPPORTED OPERATION CODES: the {@link CommandTable}, whole or one line of it (SPC-4 6.35). */
final class ReportSupportedOperationCodes extends Reply {
    private static final int RCTD = 0x80;
    private static final int ALL = 0;
    private static final int BY_OPCODE = 1;
    private static final int BY_SERVICE_ACTION = 2;
    private static final int BY_EITHER = 3;
    private static final int SERVACTV = 0x01;
    private static final int CTDP_IN_LIST = 0x02;
    private static final int CTDP = 0x80;
    private static final int SUPPORTED = 0x03;
    private static final int NOT_SUPPORTED = 0x01;
    private static final int TIMEOUTS_LENGTH = 12;
    private static final int RECOMMENDED_TIMEOUT_S = 60;

    @Override
    int largest() {
        return 16 * 1024;
    }

    @Override
    void begin(final TaskState task) {
        final int option = option(task);
        final int opcode = Cdb.byteAt(task.cdb(), 3);
        final boolean actions = CommandTable.hasServiceActions(opcode);
        if (option > BY_EITHER) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(2, 2));
        } else if (option == BY_OPCODE && actions
            || option == BY_SERVICE_ACTION && CommandTable.knows(opcode) && !actions) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(4));
        } else {
            super.begin(task);
        }
    }

    private static int option(final TaskState task) {
        return Cdb.byteAt(task.cdb(), 2) & 7;
    }

    @Override
    int build(final TaskState task, final ExpandableArrayBuffer buffer) {
        final boolean timeouts = (Cdb.byteAt(task.cdb(), 2) & RCTD) != 0;
        return option(task) == ALL ? all(task.unit(), buffer, timeouts) : one(task, buffer, timeouts);
    }

    private static int all(final LogicalUnit unit, final ExpandableArrayBuffer buffer, final boolean timeouts) {
        int at = 4;
        for (final CommandEntry entry : CommandTable.all()) {
            if (entry.command().isSupported(unit)) {
                buffer.putLong(at, 0);
                buffer.putByte(at, (byte) entry.opcode());
                buffer.putShort(at + 2, (short) Math.max(0, entry.serviceAction()), BIG_ENDIAN);
                buffer.putByte(at + 5,
                    (byte) ((timeouts ? CTDP_IN_LIST : 0) | (entry.hasServiceAction() ? SERVACTV : 0)));
                buffer.putShort(at + 6, (short) entry.cdbLength(), BIG_ENDIAN);
                at += 8 + (timeouts ? timeouts(buffer, at + 8) : 0);
            }
        }
        buffer.putInt(0, at - 4, BIG_ENDIAN);
        return at;
    }

    private static int one(final TaskState task, final ExpandableArrayBuffer buffer, final boolean timeouts) {
        final int opcode = Cdb.byteAt(task.cdb(), 3);
        final int action = Cdb.shortAt(task.cdb(), 4);
        final CommandEntry entry = action < 32 ? CommandTable.find(opcode, action) : null;
        buffer.putInt(0, 0);
        if (entry == null || !entry.command().isSupported(task.unit())) {
            buffer.putByte(1, (byte) NOT_SUPPORTED);
            return 4;
        }
        buffer.putByte(1, (byte) (SUPPORTED | (timeouts ? CTDP : 0)));
        buffer.putShort(2, (short) entry.cdbLength(), BIG_ENDIAN);
        buffer.putBytes(4, entry.usage());
        final int end = 4 + entry.cdbLength();
        return end + (timeouts ? timeouts(buffer, end) : 0);
    }

    private static int timeouts(final ExpandableArrayBuffer buffer, final int at) {
        buffer.putShort(at, (short) (TIMEOUTS_LENGTH - 2), BIG_ENDIAN);
        buffer.putShort(at + 2, (short) 0);
        buffer.putInt(at + 4, 0);
        buffer.putInt(at + 8, RECOMMENDED_TIMEOUT_S, BIG_ENDIAN);
        return TIMEOUTS_LENGTH;
    }
}
