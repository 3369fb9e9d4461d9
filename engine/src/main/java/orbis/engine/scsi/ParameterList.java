package orbis.engine.scsi;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.concurrent.UnsafeBuffer;

/** A command that takes a parameter list, in one chunk. */
abstract class ParameterList extends Command {
    /**
     * Takes the list: acts on it at once and fails the task when it is wrong, or starts what ends later.
     *
     * @param task   the task.
     * @param list   all of it.
     * @param length of it, as the CDB says.
     * @return whether all is done, and the list may be given back.
     */
    abstract boolean parameters(TaskState task, UnsafeBuffer list, int length);

    /** Acts when the CDB says that there is no list: not an error unless a command says so. */
    void noParameters(final TaskState task) {
        task.unit().finish(task);
    }

    /** Length of the list, by the CDB. */
    long listLength(final TaskState task) {
        return Cdb.transferLength(task.cdb());
    }

    @Override
    void begin(final TaskState task) {
        final long length = listLength(task);
        if (length > TaskState.CHUNK) {
            task.refuse(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.NO_SPECIFIC);
        } else {
            task.task().dataOutLength((int) length);
        }
    }

    @Override
    void execute(final TaskState task) {
        if (task.task().dataOutLength() == 0) {
            noParameters(task);
        } else {
            task.fail(AdditionalSense.INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT, SenseData.NO_SPECIFIC);
        }
    }

    @Override
    void dataOut(final TaskState task) {
        final int index = task.take();
        final int length = task.task().dataOutLength();
        if (task.task().dataOutTotal() < length) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT, SenseData.NO_SPECIFIC);
            task.giveBack(index);
        } else if (parameters(task, task.unit().view(task.chunks[index], length), length) || task.failed()) {
            task.giveBack(index);
        }
    }
}
