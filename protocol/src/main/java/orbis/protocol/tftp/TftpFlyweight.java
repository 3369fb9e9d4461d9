package orbis.protocol.tftp;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * DATA, ACK and ERROR packets, and the opcode of any packet (RFC 1350 section 5).
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---------------------------------------------------------------+
 *   |             Opcode            |   Block number or error code  |
 *   +---------------------------------------------------------------+
 *   |            Data, or an error's text and a zero byte         ...
 *   +---------------------------------------------------------------+
 * </pre>
 */
public final class TftpFlyweight {
    /** Bytes before the data. */
    public static final int HEADER_LENGTH = 4;
    /** Bytes of an error's text that are sent; longer ones are cut, as screens of firmware are narrow. */
    public static final int MAX_ERROR_TEXT = 120;

    private static final int CODE_OFFSET = 2;
    private static final int TEXT_OFFSET = 4;

    private final DirectBuffer buffer = new UnsafeBuffer(0, 0);
    private int length;

    /**
     * Reads a packet that came.
     *
     * @param source of the bytes.
     * @param offset of the first.
     * @param count  of all bytes, 0 or more.
     * @return this.
     */
    public TftpFlyweight wrap(final DirectBuffer source, final int offset, final int count) {
        buffer.wrap(source, offset, count);
        length = count;
        return this;
    }

    /**
     * The opcode.
     *
     * @return one of {@link TftpOpcode}, or any other value that came; 0 if the packet has no opcode.
     */
    public int opcode() {
        return length < CODE_OFFSET ? 0 : unsigned(0);
    }

    /**
     * Whether a block number or an error code is there.
     *
     * @return true if {@link #block()} and {@link #errorCode()} may be asked for.
     */
    public boolean hasHeader() {
        return length >= HEADER_LENGTH;
    }

    /**
     * The block number of DATA and ACK.
     *
     * @return 0 to 65535.
     */
    public int block() {
        return unsigned(CODE_OFFSET);
    }

    /**
     * The code of an ERROR.
     *
     * @return 0 to 65535, see {@link TftpError}.
     */
    public int errorCode() {
        return unsigned(CODE_OFFSET);
    }

    /**
     * The text of an ERROR, with what cannot be printed replaced: it may go to a log.
     *
     * @return at most {@link #MAX_ERROR_TEXT} characters.
     */
    public String errorText() {
        final StringBuilder text = new StringBuilder();
        final int end = Math.min(length, TEXT_OFFSET + MAX_ERROR_TEXT);
        for (int i = TEXT_OFFSET; i < end && buffer.getByte(i) != 0; i++) {
            final int c = buffer.getByte(i);
            text.append(c >= ' ' && c < 127 ? (char) c : '?');
        }
        return text.toString();
    }

    /**
     * Writes the header of a DATA packet; the block's bytes follow it on the wire.
     *
     * @param target of the bytes.
     * @param offset of the first.
     * @param block  its number; rolls over from 65535 to 0.
     * @return bytes written.
     */
    public static int putData(final MutableDirectBuffer target, final int offset, final long block) {
        return putHeader(target, offset, TftpOpcode.DATA, (int) block);
    }

    /**
     * Writes an ACK packet.
     *
     * @param target of the bytes.
     * @param offset of the first.
     * @param block  that came; rolls over from 65535 to 0.
     * @return bytes written.
     */
    public static int putAck(final MutableDirectBuffer target, final int offset, final long block) {
        return putHeader(target, offset, TftpOpcode.ACK, (int) block);
    }

    /**
     * Writes an ERROR packet.
     *
     * @param target of the bytes, with room for {@link #HEADER_LENGTH} + {@link #MAX_ERROR_TEXT} + 1.
     * @param offset of the first.
     * @param code   one of {@link TftpError}.
     * @param text   for a human; ASCII. Its closing zero byte is written too: GRUB reads up to it.
     * @return bytes written.
     */
    public static int putError(final MutableDirectBuffer target, final int offset, final int code, final String text) {
        putHeader(target, offset, TftpOpcode.ERROR, code);
        final byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        final int textLength = Math.min(ascii.length, MAX_ERROR_TEXT);
        target.putBytes(offset + TEXT_OFFSET, ascii, 0, textLength);
        target.putByte(offset + TEXT_OFFSET + textLength, (byte) 0);
        return TEXT_OFFSET + textLength + 1;
    }

    private static int putHeader(
        final MutableDirectBuffer target, final int offset, final int opcode, final int code) {
        target.putShort(offset, (short) opcode, ByteOrder.BIG_ENDIAN);
        target.putShort(offset + CODE_OFFSET, (short) code, ByteOrder.BIG_ENDIAN);
        return HEADER_LENGTH;
    }

    private int unsigned(final int offset) {
        return buffer.getShort(offset, ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }
}
