package orbis.engine.scsi;

import orbis.protocol.scsi.Cdb;

/**
 * PRE-FETCH (10) and (16): the store has no cache of its own that could be filled, so all that is to be done is to
 * look at the range (SBC-4 5.17).
 */
final class PreFetch extends Command {
    @Override
    void begin(final TaskState task) {
        if (Medium.range(task, Cdb.lba(task.cdb()), Cdb.transferLength(task.cdb()))) {
            task.extent = 0;
        }
    }

    @Override
    void execute(final TaskState task) {
        task.unit().finish(task);
    }
}
