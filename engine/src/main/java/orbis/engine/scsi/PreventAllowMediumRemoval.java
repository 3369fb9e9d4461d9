package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;

/** PREVENT ALLOW MEDIUM REMOVAL, for one nexus (SBC-4 5.15). */
final class PreventAllowMediumRemoval extends Command {
    private static final int ALLOW = 0;
    private static final int PREVENT = 1;

    @Override
    void begin(final TaskState task) {
        if (prevent(task) > PREVENT) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(4, 1));
        }
    }

    private static int prevent(final TaskState task) {
        return Cdb.byteAt(task.cdb(), 4) & 3;
    }

    @Override
    Access access(final TaskState task) {
        return prevent(task) == ALLOW ? Access.ALWAYS : Access.WRITE;
    }

    @Override
    void execute(final TaskState task) {
        task.unit().removal().prevent(task.nexus(), prevent(task) == PREVENT);
        task.unit().finish(task);
    }
}
