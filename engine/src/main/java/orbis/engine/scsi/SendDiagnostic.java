package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;

/** SEND DIAGNOSTIC: the default self-test, which finds a disk that answers well; no pages (SPC-4 6.42). */
final class SendDiagnostic extends Command {
    private static final int SELF_TEST_CODE = 0xE0;

    @Override
    void begin(final TaskState task) {
        if ((Cdb.byteAt(task.cdb(), 1) & SELF_TEST_CODE) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 7));
        } else if (Cdb.byteAt(task.cdb(), 3) != 0 || Cdb.byteAt(task.cdb(), 4) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(3));
        }
    }

    @Override
    void execute(final TaskState task) {
        task.unit().finish(task);
    }
}
