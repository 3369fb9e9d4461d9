package orbis.engine.scsi;

import orbis.protocol.scsi.Cdb;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A command that answers with a little Data-In, put together at once. */
abstract class Reply extends Command {
    private static final int USUAL_LENGTH = 4096;

    /**
     * Puts the answer together, or fails the task.
     *
     * @param task   the task.
     * @param buffer where, from 0; what it held before must not be sent.
     * @return length, however much of it the initiator takes.
     */
    abstract int build(TaskState task, ExpandableArrayBuffer buffer);

    /** Most bytes that the initiator takes, by the CDB. */
    int allocationLength(final TaskState task) {
        return (int) Math.min(Cdb.transferLength(task.cdb()), Integer.MAX_VALUE);
    }

    /** Most bytes that the answer can have. */
    int largest() {
        return USUAL_LENGTH;
    }

    @Override
    void begin(final TaskState task) {
        task.task().dataInLength(Math.min(largest(), allocationLength(task)));
    }

    @Override
    void execute(final TaskState task) {
        final int room =
            (int) Math.min(Math.min(largest(), allocationLength(task)), task.task().expectedDataIn());
        if (room > 0 && !task.ownBuffer(room)) {
            return;
        }
        final LogicalUnit unit = task.unit();
        final ExpandableArrayBuffer answer = unit.scratch();
        final int length = Math.min(largest(), Math.min(build(task, answer), allocationLength(task)));
        if (task.stopped()) {
            task.releaseBuffer();
            return;
        }
        task.task().dataInLength(length);
        final int total = task.task().dataInTotal();
        if (total == 0) {
            unit.finish(task);
            return;
        }
        final UnsafeBuffer view = unit.view(task.buffer, total);
        view.putBytes(0, answer, 0, total);
        final long address = task.buffer;
        task.keepForTransport();
        unit.leave(task);
        task.conclude();
        task.delivered = 1;
        task.task().transport().dataIn(task.task(), address, total, true);
    }

    @Override
    void sent(final TaskState task, final long address, final int length) {
        task.freed = 1;
        task.unit().buffers().release(address, task.bufferLength);
    }

    @Override
    void abort(final TaskState task) {
        task.releaseBuffer();
    }
}
