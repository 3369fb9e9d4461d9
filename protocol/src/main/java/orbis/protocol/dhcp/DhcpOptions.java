package orbis.protocol.dhcp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The options of a packet, found in one pass: those of the options field, and those in the file and server name
 * fields when the packet says so (option 52). What stands in several pieces is joined (RFC 3396). Lengths that
 * go past the end of a field end that field: what was found before them counts.
 */
public final class DhcpOptions {
    private static final int CODE_COUNT = 256;
    private static final int JOIN_CAPACITY = 16 * 1024;
    private static final int OVERLOAD_FILE = 1;
    private static final int OVERLOAD_SERVER_NAME = 2;

    private final int[] offsets = new int[CODE_COUNT];
    private final int[] lengths = new int[CODE_COUNT];
    private final boolean[] joined = new boolean[CODE_COUNT];
    private final IntArrayList found = new IntArrayList(CODE_COUNT, -1);
    private final UnsafeBuffer joinBuffer = new UnsafeBuffer(new byte[JOIN_CAPACITY]);
    private DirectBuffer packet;
    private int joinLength;

    /** Makes an empty set. */
    public DhcpOptions() {
        Arrays.fill(lengths, -1);
    }

    /**
     * Finds the options of a packet.
     *
     * @param buffer holds the packet from offset 0; must not change while this is read.
     * @param length of the packet, at least {@link DhcpFlyweight#OPTIONS_OFFSET} bytes.
     * @return false when pieces of options do not fit together in any sensible size: drop the packet.
     */
    public boolean wrap(final DirectBuffer buffer, final int length) {
        reset();
        packet = buffer;
        if (!scan(DhcpFlyweight.OPTIONS_OFFSET, length)) {
            return false;
        }
        final int overload = length(DhcpOptionCode.OVERLOAD) == 1 ? u8(DhcpOptionCode.OVERLOAD) : 0;
        return ((overload & OVERLOAD_FILE) == 0
            || scan(DhcpFlyweight.FILE_OFFSET, DhcpFlyweight.FILE_OFFSET + DhcpFlyweight.FILE_LENGTH))
            && ((overload & OVERLOAD_SERVER_NAME) == 0
            || scan(DhcpFlyweight.SERVER_NAME_OFFSET,
                DhcpFlyweight.SERVER_NAME_OFFSET + DhcpFlyweight.SERVER_NAME_LENGTH));
    }

    private void reset() {
        for (int i = 0, size = found.size(); i < size; i++) {
            final int code = found.getInt(i);
            lengths[code] = -1;
            joined[code] = false;
        }
        found.clear();
        joinLength = 0;
    }

    private boolean scan(final int begin, final int end) {
        int position = begin;
        while (position < end) {
            final int code = packet.getByte(position++) & 0xFF;
            if (code == DhcpOptionCode.END) {
                return true;
            }
            if (code == DhcpOptionCode.PAD) {
                continue;
            }
            if (position == end) {
                return true;
            }
            final int length = packet.getByte(position++) & 0xFF;
            if (length > end - position) {
                return true;
            }
            if (!add(code, position, length)) {
                return false;
            }
            position += length;
        }
        return true;
    }

    private boolean add(final int code, final int offset, final int length) {
        if (lengths[code] < 0) {
            offsets[code] = offset;
            lengths[code] = length;
            found.addInt(code);
            return true;
        }
        return join(code, offset, length);
    }

    private boolean join(final int code, final int offset, final int length) {
        final int before = lengths[code];
        final boolean last = joined[code] && offsets[code] + before == joinLength;
        if ((last ? length : before + length) > JOIN_CAPACITY - joinLength) {
            return false;
        }
        if (!last) {
            joinBuffer.putBytes(joinLength, buffer(code), offsets[code], before);
            offsets[code] = joinLength;
            joined[code] = true;
            joinLength += before;
        }
        joinBuffer.putBytes(joinLength, packet, offset, length);
        joinLength += length;
        lengths[code] = before + length;
        return true;
    }

    /** Whether an option is there, even without a value. */
    public boolean has(final int code) {
        return lengths[code] >= 0;
    }

    /** Bytes of an option's value, or -1 when it is not there. */
    public int length(final int code) {
        return lengths[code];
    }

    /** Where an option's value starts in {@link #buffer(int)}. */
    public int offset(final int code) {
        return offsets[code];
    }

    /** The buffer that holds an option's value. */
    public DirectBuffer buffer(final int code) {
        return joined[code] ? joinBuffer : packet;
    }

    /** The first byte of an option that is at least so long. */
    public int u8(final int code) {
        return u8(code, 0);
    }

    /** A byte of an option that is at least so long. */
    public int u8(final int code, final int index) {
        return buffer(code).getByte(offsets[code] + index) & 0xFF;
    }

    /** Two bytes of an option as a number, or a default when it has another length. */
    public int u16(final int code, final int otherwise) {
        return lengths[code] == 2 ? buffer(code).getShort(offsets[code], BIG_ENDIAN) & 0xFFFF : otherwise;
    }

    /** Two bytes of an option that is long enough, as a number. */
    public int u16At(final int code, final int index) {
        return buffer(code).getShort(offsets[code] + index, BIG_ENDIAN) & 0xFFFF;
    }

    /** The four bytes of an option as an address, or 0 when it has another length. */
    public int address(final int code) {
        return lengths[code] == 4 ? buffer(code).getInt(offsets[code], BIG_ENDIAN) : 0;
    }

    /** The kind of message, or 0 when it is not said. */
    public int messageType() {
        return lengths[DhcpOptionCode.MESSAGE_TYPE] == 1 ? u8(DhcpOptionCode.MESSAGE_TYPE) : 0;
    }

    /** Whether an option starts with a text. */
    public boolean startsWith(final int code, final byte[] text) {
        if (lengths[code] < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (buffer(code).getByte(offsets[code] + i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a byte stands in the value of an option. */
    public boolean contains(final int code, final int value) {
        for (int i = 0; i < lengths[code]; i++) {
            if (u8(code, i) == value) {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds an encapsulated option (of 43, 82 or 175).
     *
     * @param code    the option around it.
     * @param subCode its code.
     * @return index of its length byte in the option around it, whose bytes are all there; or -1.
     */
    public int find(final int code, final int subCode) {
        final int length = lengths[code];
        int index = 0;
        while (index + 1 < length) {
            final int next = index + 2 + u8(code, index + 1);
            if (next > length) {
                return -1;
            }
            if (u8(code, index) == subCode) {
                return index + 1;
            }
            index = next;
        }
        return -1;
    }

    /** An option's value as text; bytes outside of ASCII become question marks. */
    public String text(final int code) {
        return lengths[code] <= 0 ? "" : buffer(code).getStringWithoutLengthAscii(offsets[code], lengths[code]);
    }
}
