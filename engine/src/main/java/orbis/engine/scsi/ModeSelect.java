package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.ModePage;
import orbis.protocol.scsi.Opcode;
import orbis.protocol.scsi.SenseData;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * MODE SELECT (6) and (10): takes pages in which nothing differs from the current ones but what is changeable, and
 * nothing at all unless all of them are right (SPC-4 6.11).
 */
final class ModeSelect extends ParameterList {
    private static final int PF = 0x10;
    private static final int SP = 0x01;
    private static final int LONGLBA = 0x01;
    private static final int QERR_RESERVED = 0x04;

    @Override
    void begin(final TaskState task) {
        final int flags = Cdb.byteAt(task.cdb(), 1);
        if ((flags & PF) == 0 || (flags & SP) != 0) {
            task.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(1, (flags & SP) != 0 ? 0 : 4));
        } else {
            super.begin(task);
        }
    }

    @Override
    boolean parameters(final TaskState task, final UnsafeBuffer list, final int length) {
        final boolean six = Cdb.opcode(task.cdb()) == Opcode.MODE_SELECT_6;
        final int header = six ? 4 : 8;
        if (length < header) {
            task.fail(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.NO_SPECIFIC);
            return true;
        }
        final int described = six ? list.getByte(3) & 0xFF : list.getShort(6, BIG_ENDIAN) & 0xFFFF;
        final boolean longLba = !six && (list.getByte(4) & LONGLBA) != 0;
        final int first = header + described;
        if (first > length) {
            task.fail(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.NO_SPECIFIC);
            return true;
        }
        if (described != 0 && !descriptor(task, list, header, described, longLba)) {
            return true;
        }
        for (int at = first; at < length && !task.failed();) {
            at = check(task, list, at, length);
        }
        return task.failed() || apply(task, list, first, length);
    }

    private static boolean descriptor(
        final TaskState task, final UnsafeBuffer list, final int at, final int described, final boolean longLba) {
        final boolean right = described == (longLba ? 16 : 8);
        final LogicalUnit unit = task.unit();
        final int blockSize = right ? list.getInt(at + described - 4, BIG_ENDIAN) & 0xFF_FFFF : 0;
        final long blocks = right && longLba ? list.getLong(at, BIG_ENDIAN)
            : list.getInt(at, BIG_ENDIAN) & 0xFFFF_FFFFL;
        final long told = longLba ? unit.blocks() : Math.min(unit.blocks(), 0xFFFF_FFFFL);
        if (!right || blockSize != unit.blockSize() || blocks != 0 && blocks != told) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(at));
            return false;
        }
        return true;
    }

    /** Compares a page with the current one; gives the index after it. */
    private static int check(final TaskState task, final UnsafeBuffer list, final int at, final int length) {
        final int pageLength = pageLength(list, at, length);
        if (pageLength > length - at) {
            task.fail(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, SenseData.NO_SPECIFIC);
            return length;
        }
        final ExpandableArrayBuffer buffer = task.unit().scratch();
        final int page = list.getByte(at) & 0x3F;
        final int subpage = isSubpage(list, at) ? list.getByte(at + 1) & 0xFF : 0;
        final boolean one = page != ModePage.ALL && subpage != ModePage.ALL_SUBPAGES;
        final int end = one ? ModePages.write(buffer, 0, task.unit(), page, subpage, ModePages.CURRENT) : 0;
        if (end != pageLength) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(at));
            return length;
        }
        ModePages.write(buffer, end, task.unit(), page, subpage, ModePages.CHANGEABLE);
        for (int i = isSubpage(list, at) ? 4 : 2; i < pageLength; i++) {
            if (((list.getByte(at + i) ^ buffer.getByte(i)) & ~buffer.getByte(end + i) & 0xFF) != 0) {
                task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(at + i));
            }
        }
        if (page == ModePage.CONTROL && subpage == 0 && (list.getByte(at + 3) & ModePage.QERR) == QERR_RESERVED) {
            task.fail(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, SenseData.inParameters(at + 3));
        }
        return at + pageLength;
    }

    private static boolean isSubpage(final UnsafeBuffer list, final int at) {
        return (list.getByte(at) & 0x40) != 0;
    }

    private static int pageLength(final UnsafeBuffer list, final int at, final int length) {
        if (isSubpage(list, at)) {
            return length - at < 4 ? Integer.MAX_VALUE : 4 + (list.getShort(at + 2, BIG_ENDIAN) & 0xFFFF);
        }
        return length - at < 2 ? Integer.MAX_VALUE : 2 + (list.getByte(at + 1) & 0xFF);
    }

    private static boolean apply(final TaskState task, final UnsafeBuffer list, final int first, final int length) {
        final ModeParameters modes = task.unit().modes();
        final boolean cached = modes.writeCache();
        boolean changed = false;
        for (int at = first; at < length; at += pageLength(list, at, length)) {
            final int page = list.getByte(at) & 0x7F;
            if (page == ModePage.CACHING) {
                changed |= modes.writeCache((list.getByte(at + 2) & ModePage.WCE) != 0);
            } else if (page == ModePage.CONTROL) {
                changed |= modes.descriptorSense((list.getByte(at + 2) & ModePage.D_SENSE) != 0);
                changed |= modes.softwareWriteProtect((list.getByte(at + 4) & ModePage.SWP) != 0);
                changed |= modes.taskAbortedStatus((list.getByte(at + 5) & ModePage.TAS) != 0);
                changed |= modes.queueError(list.getByte(at + 3) & ModePage.QERR);
                changed |= modes.taskSetOfNexus((list.getByte(at + 2) & ModePage.TST) != 0);
                task.unit().tasks().ofNexus(modes.taskSetOfNexus());
            }
        }
        if (changed) {
            task.unit().attentionToOthers(task.nexus(), AdditionalSense.MODE_PARAMETERS_CHANGED);
        }
        if (cached && !modes.writeCache()) {
            // What was written before must be as safe as what is written from now on.
            task.flush(0);
            return false;
        }
        return true;
    }

    @Override
    void stored(final TaskState task, final int token, final long result) {
        if (result < 0) {
            task.fail(result, true, 0);
        }
        task.giveBack(0);
    }
}
