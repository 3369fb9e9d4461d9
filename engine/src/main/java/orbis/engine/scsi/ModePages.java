package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.ModePage;
import org.agrona.MutableDirectBuffer;

/** The mode pages of a disk, in the order in which MODE SENSE gives them. */
final class ModePages {
    /** PC field: current values. */
    static final int CURRENT = 0;
    /** PC field: which bits MODE SELECT can change. */
    static final int CHANGEABLE = 1;
    /** PC field: default values. */
    static final int DEFAULT = 2;
    /** PC field: saved values. */
    static final int SAVED = 3;

    private static final int QUEUE_ALGORITHM_UNRESTRICTED = 0x10;

    private ModePages() {
    }

    /**
     * Writes the pages that are asked for.
     *
     * @return index after the last, or {@code index} when there is no such page.
     */
    static int write(
        final MutableDirectBuffer buffer,
        final int index,
        final LogicalUnit unit,
        final int page,
        final int subpage,
        final int control) {
        int at = index;
        if (wanted(page, subpage, ModePage.READ_WRITE_ERROR_RECOVERY, 0)) {
            at += ModePage.blank(buffer, at, ModePage.READ_WRITE_ERROR_RECOVERY, 10);
        }
        if (wanted(page, subpage, ModePage.DISCONNECT_RECONNECT, 0)) {
            at += ModePage.blank(buffer, at, ModePage.DISCONNECT_RECONNECT, 14);
        }
        if (wanted(page, subpage, ModePage.CACHING, 0)) {
            at += caching(buffer, at, unit, control);
        }
        if (wanted(page, subpage, ModePage.CONTROL, 0)) {
            at += control(buffer, at, unit.modes(), control);
        }
        if (wanted(page, subpage, ModePage.CONTROL, 1)) {
            at += ModePage.blankSubpage(buffer, at, ModePage.CONTROL, 1, 28);
        }
        if (wanted(page, subpage, ModePage.POWER_CONDITION, 0)) {
            at += ModePage.blank(buffer, at, ModePage.POWER_CONDITION, 38);
        }
        if (wanted(page, subpage, ModePage.INFORMATIONAL_EXCEPTIONS, 0)) {
            at += ModePage.blank(buffer, at, ModePage.INFORMATIONAL_EXCEPTIONS, 10);
        }
        return at;
    }

    private static boolean wanted(final int page, final int subpage, final int thisPage, final int thisSubpage) {
        return (page == thisPage || page == ModePage.ALL)
            && (subpage == thisSubpage || subpage == ModePage.ALL_SUBPAGES);
    }

    private static int caching(
        final MutableDirectBuffer buffer, final int at, final LogicalUnit unit, final int control) {
        final int length = ModePage.blank(buffer, at, ModePage.CACHING, 18);
        final boolean volatileCache = unit.store().hasVolatileCache();
        final boolean wce = control == CURRENT ? unit.modes().writeCache() : volatileCache;
        buffer.putByte(at + 2, (byte) (wce ? ModePage.WCE : 0));
        if (control != CHANGEABLE) {
            buffer.putShort(at + 4, (short) 0xFFFF, BIG_ENDIAN);
            buffer.putShort(at + 8, (short) 0xFFFF, BIG_ENDIAN);
            buffer.putShort(at + 10, (short) 0xFFFF, BIG_ENDIAN);
        }
        return length;
    }

    private static int control(
        final MutableDirectBuffer buffer, final int at, final ModeParameters modes, final int control) {
        final int length = ModePage.blank(buffer, at, ModePage.CONTROL, 10);
        final boolean changeable = control == CHANGEABLE;
        final boolean current = control == CURRENT;
        final int ownTaskSets = changeable || current && modes.taskSetOfNexus() ? ModePage.TST : 0;
        final int descriptorSense = changeable || current && modes.descriptorSense() ? ModePage.D_SENSE : 0;
        buffer.putByte(at + 2, (byte) (ownTaskSets | descriptorSense));
        buffer.putByte(at + 3, (byte) ModePage.QERR);
        buffer.putByte(at + 4, (byte) (changeable || current && modes.softwareWriteProtect() ? ModePage.SWP : 0));
        buffer.putByte(at + 5, (byte) (changeable || current && modes.taskAbortedStatus() ? ModePage.TAS : 0));
        if (!changeable) {
            buffer.putByte(at + 3, (byte) (QUEUE_ALGORITHM_UNRESTRICTED | (current ? modes.queueError() : 0)));
            buffer.putShort(at + 8, (short) 0xFFFF, BIG_ENDIAN);
        }
        return length;
    }
}
