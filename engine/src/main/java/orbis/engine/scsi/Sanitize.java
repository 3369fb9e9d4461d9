package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.ServiceAction;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * SANITIZE: OVERWRITE, BLOCK ERASE, CRYPTOGRAPHIC ERASE where there is a key to be forgotten, and EXIT FAILURE MODE
 * (SBC-4 5.30). The parameter list of OVERWRITE:
 *
 * <pre>
 *  INVERT | TEST (2) | count (5) | 0 | length of the pattern (2) | pattern, repeated to fill a block
 * </pre>
 */
final class Sanitize extends ParameterList {
    private static final int IMMED = 0x80;
    private static final int RESERVED = 0x40;
    private static final int AUSE = 0x20;
    private static final int INVERT = 0x80;
    private static final int COUNT = 0x1F;
    private static final int HEADER = 4;

    private final int action;

    Sanitize(final int action) {
        this.action = action;
    }

    @Override
    boolean isSupported(final LogicalUnit unit) {
        return switch (action) {
            case ServiceAction.SANITIZE_BLOCK_ERASE -> unit.store().canDiscard();
            case ServiceAction.SANITIZE_CRYPTOGRAPHIC_ERASE -> unit.store().canForgetKey();
            default -> true;
        };
    }

    @Override
    void begin(final TaskState task) {
        for (int i = 2; i < 7; i++) {
            if (Cdb.byteAt(task.cdb(), i) != 0) {
                task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(i));
                return;
            }
        }
        final long length = listLength(task);
        final boolean overwrite = action == ServiceAction.SANITIZE_OVERWRITE;
        if ((Cdb.byteAt(task.cdb(), 1) & RESERVED) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 6));
        } else if (overwrite ? length <= HEADER || length > HEADER + task.unit().blockSize() : length != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(7));
        } else if (Medium.writable(task)) {
            super.begin(task);
            task.exclusive = true;
            task.extent = task.store().size();
        }
    }

    @Override
    void noParameters(final TaskState task) {
        final Sanitizer sanitizer = task.unit().sanitizer();
        if (action == ServiceAction.SANITIZE_EXIT_FAILURE_MODE) {
            if (!sanitizer.leaveFailure()) {
                task.fail(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, 4));
            }
            task.unit().finish(task);
            return;
        }
        if (action == ServiceAction.SANITIZE_CRYPTOGRAPHIC_ERASE) {
            sanitizer.forgetKey(mayLeaveFailure(task));
        } else {
            sanitizer.erase(mayLeaveFailure(task));
        }
        if (!awaits(task)) {
            task.unit().finish(task);
        }
    }

    private static boolean mayLeaveFailure(final TaskState task) {
        return (Cdb.byteAt(task.cdb(), 1) & AUSE) != 0;
    }

    /** Has the task wait for the end, unless it is to be answered at once. */
    private static boolean awaits(final TaskState task) {
        final boolean immediate = (Cdb.byteAt(task.cdb(), 1) & IMMED) != 0;
        if (!immediate) {
            task.unit().sanitizer().await(task);
        }
        return !immediate;
    }

    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        final int flags = list.getByte(0);
        final int patternLength = list.getShort(2, BIG_ENDIAN) & 0xFFFF;
        if ((flags & COUNT) == 0 || patternLength == 0 || patternLength != length - HEADER) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
                SenseData.inParameters((flags & COUNT) == 0 ? 0 : 2));
            return true;
        }
        final byte[] block = new byte[task.unit().blockSize()];
        for (int i = 0; i < block.length; i++) {
            block[i] = list.getByte(HEADER + i % patternLength);
        }
        task.unit().sanitizer().overwrite(block, (flags & INVERT) != 0, flags & COUNT, mayLeaveFailure(task));
        return !awaits(task);
    }

    /** Ends a task that waited. */
    static void done(final TaskState task) {
        if (task.task().dataOutTotal() > 0) {
            task.giveBack(0);
        } else {
            task.unit().finish(task);
        }
    }

    @Override
    void abort(final TaskState task) {
        letGo(task);
    }

    /** Lets a task that was aborted wait no longer: the work goes on. */
    static void letGo(final TaskState task) {
        task.unit().sanitizer().forget(task);
        if (task.given < task.task().dataOutTotal() && task.taken > 0) {
            task.giveBack(0);
        }
    }
}
