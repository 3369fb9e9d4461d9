package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/**
 * The one target port through which the disk is reached, in a group of its own (SPC-4 5.16), which an initiator may
 * declare optimized or not.
 */
final class TargetPortGroups {
    /** Identifier of the one group. */
    static final int GROUP = 1;
    /** Relative identifier of the port: the tag of the portal group that all portals are in. */
    static final int PORT = 1;
    static final int ACTIVE_OPTIMIZED = 0;
    static final int ACTIVE_NON_OPTIMIZED = 1;

    private static final int SUPPORTS_BOTH = 0x03;
    private static final int ALTERED_BY_COMMAND = 1;

    private int state = ACTIVE_OPTIMIZED;
    private int statusCode;

    /** Changes the state of the group, as SET TARGET PORT GROUPS asks; tells whether it is another one now. */
    boolean state(final int value) {
        final boolean changed = state != value;
        state = value;
        statusCode = ALTERED_BY_COMMAND;
        return changed;
    }

    /** Writes the group's descriptor (SPC-4 table 306); gives its length. */
    int write(final MutableDirectBuffer buffer, final int index) {
        buffer.putByte(index, (byte) state);
        buffer.putByte(index + 1, (byte) SUPPORTS_BOTH);
        buffer.putShort(index + 2, (short) GROUP, BIG_ENDIAN);
        buffer.putByte(index + 4, (byte) 0);
        buffer.putByte(index + 5, (byte) statusCode);
        buffer.putByte(index + 6, (byte) 0);
        buffer.putByte(index + 7, (byte) 1);
        buffer.putInt(index + 8, PORT, BIG_ENDIAN);
        return 12;
    }
}
