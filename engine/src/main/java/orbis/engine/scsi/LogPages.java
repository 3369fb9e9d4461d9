package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/**
 * The log pages of a disk (SPC-4 7.3, SBC-4 6.4). A parameter is its code (2), control byte, length, value.
 */
final class LogPages {
    private static final int SUPPORTED = 0x00;
    private static final int PROVISIONING = 0x0C;
    private static final int TEMPERATURE = 0x0D;
    private static final int START_STOP = 0x0E;
    private static final int UTILIZATION_SUBPAGE = 0x01;
    private static final int INFORMATIONAL_EXCEPTIONS = 0x2F;
    private static final int ALL_SUBPAGES = 0xFF;
    private static final int[] PAGES = {
        SUPPORTED, PROVISIONING, TEMPERATURE, START_STOP, START_STOP << 8 | UTILIZATION_SUBPAGE,
        INFORMATIONAL_EXCEPTIONS
    };

    private static final int HEADER = 4;
    /** FORMAT AND LINKING 11b: a binary list. */
    private static final int BINARY = 0x03;
    private static final int NOT_KNOWN = 0xFF;

    private LogPages() {
    }

    static boolean exists(final int page, final int subpage) {
        if (page == SUPPORTED) {
            return subpage == 0 || subpage == ALL_SUBPAGES;
        }
        for (final int each : PAGES) {
            if (each == (subpage == 0 ? page : page << 8 | subpage)) {
                return true;
            }
        }
        return false;
    }

    /** Code of the last parameter of a page. */
    static int lastParameter(final int page, final int subpage) {
        switch (page) {
            case PROVISIONING:
                return 2;
            case TEMPERATURE:
                return 1;
            case START_STOP:
                return subpage == 0 ? 6 : 1;
            default:
                return 0;
        }
    }

    /** Writes a page from its fifth byte on, leaving out parameters before one; gives its length. */
    static int write(
        final MutableDirectBuffer buffer,
        final LogicalUnit unit,
        final int page,
        final int subpage,
        final int first) {
        switch (page) {
            case SUPPORTED:
                return supported(buffer, subpage == ALL_SUBPAGES);
            case PROVISIONING:
                return provisioning(buffer, unit.space(), first);
            case TEMPERATURE:
                return parameters(buffer, first, 1, 2, NOT_KNOWN);
            case START_STOP:
                return subpage == 0 ? startStop(buffer, first) : parameters(buffer, first, 1, 2, 0);
            default:
                return parameters(buffer, first, 0, 4, NOT_KNOWN << 8);
        }
    }

    private static int supported(final MutableDirectBuffer buffer, final boolean subpages) {
        int at = HEADER;
        for (final int each : PAGES) {
            final boolean isSubpage = each > 0xFF;
            if (subpages) {
                buffer.putByte(at++, (byte) (isSubpage ? each >>> 8 : each));
                buffer.putByte(at++, (byte) (isSubpage ? each : 0));
            } else if (!isSubpage) {
                buffer.putByte(at++, (byte) each);
            }
        }
        return at;
    }

    /** Parameters 0 to last, each of the same length and with the same value, at their ends. */
    private static int parameters(
        final MutableDirectBuffer buffer, final int first, final int last, final int length, final int value) {
        int at = HEADER;
        for (int code = first; code <= last; code++) {
            at = parameter(buffer, at, code, length);
            if (length == 2) {
                buffer.putShort(at - 2, (short) value, BIG_ENDIAN);
            } else {
                buffer.putInt(at - 4, value, BIG_ENDIAN);
            }
        }
        return at;
    }

    private static int parameter(final MutableDirectBuffer buffer, final int at, final int code, final int length) {
        buffer.putShort(at, (short) code, BIG_ENDIAN);
        buffer.putByte(at + 2, (byte) BINARY);
        buffer.putByte(at + 3, (byte) length);
        buffer.setMemory(at + HEADER, length, (byte) 0);
        return at + HEADER + length;
    }

    /** Dates of manufacture and accounting as blanks, then the four counters of cycles. */
    private static int startStop(final MutableDirectBuffer buffer, final int first) {
        int at = HEADER;
        for (int code = Math.max(1, first); code <= 6; code++) {
            final int length = code <= 2 ? 6 : 4;
            at = parameter(buffer, at, code, length);
            if (code <= 2) {
                buffer.setMemory(at - length, length, (byte) ' ');
            }
        }
        return at;
    }

    /** Available and used threshold sets, known once the server has measured them. */
    private static int provisioning(final MutableDirectBuffer buffer, final Space space, final int first) {
        int at = HEADER;
        if (space.known()) {
            for (int code = Math.max(1, first); code <= 2; code++) {
                at = parameter(buffer, at, code, 8);
                final long sets = code == 1 ? space.availableSets() : space.usedSets();
                buffer.putInt(at - 8, (int) Math.min(sets, 0xFFFF_FFFFL), BIG_ENDIAN);
            }
        }
        return at;
    }
}
