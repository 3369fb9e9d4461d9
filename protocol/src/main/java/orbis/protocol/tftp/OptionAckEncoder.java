package orbis.protocol.tftp;

import java.nio.ByteOrder;

import org.agrona.MutableDirectBuffer;

/**
 * Writes an OACK packet (RFC 2347): the opcode, then each accepted option's name and value, each ended by a zero
 * byte. UEFI drops an OACK as malformed if it names an option that was not asked for.
 */
public final class OptionAckEncoder {
    /** Bytes that all options together take at most. */
    public static final int MAX_LENGTH = 96;

    private static final int OPCODE_LENGTH = 2;

    private MutableDirectBuffer buffer;
    private int start;
    private int cursor;

    /**
     * Starts a packet.
     *
     * @param target of the bytes, with room for {@link #MAX_LENGTH}.
     * @param offset of the first.
     * @return this.
     */
    public OptionAckEncoder wrap(final MutableDirectBuffer target, final int offset) {
        buffer = target;
        start = offset;
        target.putShort(offset, (short) TftpOpcode.OACK, ByteOrder.BIG_ENDIAN);
        cursor = offset + OPCODE_LENGTH;
        return this;
    }

    /**
     * Adds an option.
     *
     * @param option that was asked for.
     * @param value  accepted.
     * @return this.
     */
    public OptionAckEncoder put(final TftpOption option, final long value) {
        cursor += buffer.putStringWithoutLengthAscii(cursor, option.key());
        buffer.putByte(cursor++, (byte) 0);
        cursor += buffer.putLongAscii(cursor, value);
        buffer.putByte(cursor++, (byte) 0);
        return this;
    }

    /**
     * The packet's length so far.
     *
     * @return bytes.
     */
    public int length() {
        return cursor - start;
    }
}
