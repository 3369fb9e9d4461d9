package orbis.engine.scsi;

/** TEST UNIT READY. */
final class TestUnitReady extends Command {
    @Override
    void begin(final TaskState task) {
        // All that there is to check was checked before.
    }

    @Override
    void execute(final TaskState task) {
        task.unit().finish(task);
    }
}
