package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;

/** START STOP UNIT (SBC-4 5.31): there is no motor, but stopping flushes, and what was stopped wants a start. */
final class StartStopUnit extends Command {
    private static final int START = 0x01;
    private static final int LOEJ = 0x02;
    private static final int NO_FLUSH = 0x04;

    @Override
    void begin(final TaskState task) {
        final int flags = Cdb.byteAt(task.cdb(), 4);
        // Loading is prevented too: libiscsi's test suite expects it.
        if (flags >>> 4 == 0 && (flags & LOEJ) != 0 && task.unit().removal().prevented()) {
            task.refuse(SenseKey.ILLEGAL_REQUEST, AdditionalSense.MEDIUM_REMOVAL_PREVENTED, SenseData.NO_INFORMATION,
                SenseData.NO_SPECIFIC);
        }
    }

    @Override
    void execute(final TaskState task) {
        final int flags = Cdb.byteAt(task.cdb(), 4);
        // With a power condition, START and LOEJ are ignored.
        if (flags >>> 4 == 0 && (flags & LOEJ) != 0) {
            task.unit().removal().medium((flags & START) != 0);
        } else if (flags >>> 4 == 0) {
            task.unit().removal().stopped((flags & START) == 0);
        }
        if ((flags & (START | NO_FLUSH)) == 0 && task.store().hasVolatileCache()) {
            task.flush(0);
        } else {
            task.unit().finish(task);
        }
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        if (result < 0) {
            task.fail(result, true, 0);
        } else {
            task.unit().finish(task);
        }
    }
}
