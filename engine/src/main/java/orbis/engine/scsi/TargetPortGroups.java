package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.List;
import org.agrona.MutableDirectBuffer;

/**
 * The target ports through which the disk is reached (SPC-4 5.16): all in one group, which an initiator may declare
 * optimized or not.
 */
final class TargetPortGroups {
    /** Identifier of the one group. */
    static final int GROUP = 1;
    static final int ACTIVE_OPTIMIZED = 0;
    static final int ACTIVE_NON_OPTIMIZED = 1;

    private static final int SUPPORTS_BOTH = 0x03;
    private static final int ALTERED_BY_COMMAND = 1;

    private List<Integer> ports = List.of(1);
    private int state = ACTIVE_OPTIMIZED;
    private int statusCode;

    /** Relative identifiers of the target ports: the portal group tags. */
    List<Integer> ports() {
        return ports;
    }

    void ports(final List<Integer> identifiers) {
        ports = List.copyOf(identifiers);
    }

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
        buffer.putByte(index + 7, (byte) ports.size());
        for (int i = 0; i < ports.size(); i++) {
            buffer.putInt(index + 8 + 4 * i, ports.get(i), BIG_ENDIAN);
        }
        return 8 + 4 * ports.size();
    }
}
