package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.SenseData;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * FORMAT UNIT (SBC-4 5.4): makes zeroes of all blocks, as BLOCK ERASE does. There is no protection information to
 * format with, and there are no defects. The header of the parameter list, of which the long one has 8 bytes:
 *
 * <pre>
 *  0 | FOV ... IP | IMMED | defect list length (2), or 0 and defect list length (4)
 * </pre>
 */
final class FormatUnit extends ParameterList {
    private static final int LONGLIST = 0x20;
    private static final int FMTDATA = 0x10;
    private static final int NOT_SUPPORTED = 0xC7;
    private static final int IMMED = 0x02;
    /** What asks for something that there is not: primary defects, an initialization pattern and the like. */
    private static final int OPTIONS = 0x7D;

    private static boolean longHeader(final TaskState task) {
        return (Cdb.byteAt(task.cdb(), 1) & LONGLIST) != 0;
    }

    @Override
    long listLength(final TaskState task) {
        if ((Cdb.byteAt(task.cdb(), 1) & FMTDATA) == 0) {
            return 0;
        }
        return longHeader(task) ? 8 : 4;
    }

    @Override
    void begin(final TaskState task) {
        final int flags = Cdb.byteAt(task.cdb(), 1);
        if ((flags & NOT_SUPPORTED) != 0 || (flags & FMTDATA) == 0 && flags != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1));
        } else if (Cdb.byteAt(task.cdb(), 4) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(4));
        } else if (Medium.writable(task)) {
            super.begin(task);
            task.exclusive = true;
            task.extent = task.store().size();
        }
    }

    @Override
    void noParameters(final TaskState task) {
        task.unit().sanitizer().format();
        task.unit().sanitizer().await(task);
    }

    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        final int flags = list.getByte(1);
        final int defects = longHeader(task) ? list.getInt(4, BIG_ENDIAN) : list.getShort(2, BIG_ENDIAN);
        final boolean wrongOptions = (flags & OPTIONS) != 0 || longHeader(task) && list.getByte(3) != 0;
        if (list.getByte(0) != 0 || wrongOptions || defects != 0) {
            final int at = list.getByte(0) != 0 ? 0 : wrongOptions ? 1 : length / 2;
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(at));
            return true;
        }
        task.unit().sanitizer().format();
        if ((flags & IMMED) != 0) {
            return true;
        }
        task.unit().sanitizer().await(task);
        return false;
    }

    @Override
    void abort(final TaskState task) {
        Sanitize.letGo(task);
    }
}
