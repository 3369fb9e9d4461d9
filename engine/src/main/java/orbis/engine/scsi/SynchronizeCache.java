package orbis.engine.scsi;

import orbis.protocol.scsi.Cdb;

/** SYNCHRONIZE CACHE (10) and (16): all that was written reaches the medium, whatever range is named. */
final class SynchronizeCache extends Command {
    private static final int IMMED = 0x02;

    @Override
    void begin(final TaskState task) {
        if (Medium.range(task, Cdb.lba(task.cdb()), Cdb.transferLength(task.cdb()))) {
            task.extent = 0;
        }
    }

    @Override
    void execute(final TaskState task) {
        if (!task.store().hasVolatileCache()) {
            task.unit().finish(task);
        } else if ((Cdb.byteAt(task.cdb(), 1) & IMMED) != 0) {
            task.unit().flushInBackground();
            task.unit().finish(task);
        } else {
            task.flush(0);
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
