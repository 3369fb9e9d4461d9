package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.Opcode;
import orbis.protocol.scsi.ScsiStatus;
import orbis.protocol.scsi.SenseData;

/** RESERVE and RELEASE, (6) and (10), of the whole unit (SPC-2 7.16 to 7.22). */
final class Reserve extends Command {
    private static final int THIRD_PARTY_OR_EXTENT = 0x11;

    @Override
    void begin(final TaskState task) {
        if ((Cdb.byteAt(task.cdb(), 1) & THIRD_PARTY_OR_EXTENT) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 4));
        } else if (isRelease(task)) {
            task.unit().reservations().release(task.nexus());
        } else if (!task.unit().reservations().reserve(task.nexus())) {
            task.task().end(ScsiStatus.RESERVATION_CONFLICT, 0);
        }
    }

    private static boolean isRelease(final TaskState task) {
        final int opcode = Cdb.opcode(task.cdb());
        return opcode == Opcode.RELEASE_6 || opcode == Opcode.RELEASE_10;
    }

    @Override
    void execute(final TaskState task) {
        task.unit().finish(task);
    }
}
