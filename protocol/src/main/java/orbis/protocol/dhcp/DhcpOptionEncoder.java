package orbis.protocol.dhcp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes options one after the other, as long as there is room: an option that does not fit is left out whole,
 * and those that come later may still fit. Values longer than 255 bytes are split (RFC 3396). As a client joins
 * whatever has the same code, an option that stands there already is left out too: the first one counts.
 */
public final class DhcpOptionEncoder {
    private static final int MAX_PIECE = 255;
    private static final int PIECE_HEADER = 2;
    private static final int CODES = 256;

    private final long[] written = new long[CODES / Long.SIZE];
    private MutableDirectBuffer buffer;
    private int position;
    private int limit;

    /**
     * Starts to write.
     *
     * @param packet where to.
     * @param offset of the first option.
     * @param end    first byte that must not be written; one byte before it is kept for {@link #end()}.
     * @return this.
     */
    public DhcpOptionEncoder wrap(final MutableDirectBuffer packet, final int offset, final int end) {
        buffer = packet;
        position = offset;
        limit = end - 1;
        Arrays.fill(written, 0);
        return this;
    }

    /** Keeps room for what must come last; a negative number gives it back. */
    public DhcpOptionEncoder reserve(final int bytes) {
        limit -= bytes;
        return this;
    }

    /** Bytes that an option takes in a packet. */
    public static int encodedLength(final int valueLength) {
        final int pieces = Math.max(1, (valueLength + MAX_PIECE - 1) / MAX_PIECE);
        return valueLength + pieces * PIECE_HEADER;
    }

    /** An option of one byte; false when there is no room, or it stands there already. */
    public boolean putU8(final int code, final int value) {
        final boolean fits = begin(code, 1);
        if (fits) {
            buffer.putByte(position++, (byte) value);
        }
        return fits;
    }

    /** An option of four bytes: an address or a number. */
    public boolean putU32(final int code, final int value) {
        final boolean fits = begin(code, 4);
        if (fits) {
            buffer.putInt(position, value, BIG_ENDIAN);
            position += 4;
        }
        return fits;
    }

    /** An option of ASCII text of at most 255 characters. */
    public boolean putText(final int code, final String value) {
        final boolean fits = value.length() <= MAX_PIECE && begin(code, value.length());
        if (fits) {
            position += buffer.putStringWithoutLengthAscii(position, value);
        }
        return fits;
    }

    /** An option of bytes of any length. */
    public boolean put(final int code, final byte[] value) {
        final boolean fits = fits(code, value.length);
        for (int done = 0; fits && (done < value.length || done == 0); done += MAX_PIECE) {
            final int length = Math.min(MAX_PIECE, value.length - done);
            header(code, length);
            buffer.putBytes(position, value, done, length);
            position += length;
        }
        return fits;
    }

    /** An option with bytes of a buffer, of any length. */
    public boolean put(final int code, final DirectBuffer source, final int offset, final int valueLength) {
        final boolean fits = fits(code, valueLength);
        for (int done = 0; fits && (done < valueLength || done == 0); done += MAX_PIECE) {
            final int length = Math.min(MAX_PIECE, valueLength - done);
            header(code, length);
            buffer.putBytes(position, source, offset + done, length);
            position += length;
        }
        return fits;
    }

    /** A byte 0 between options. */
    public void pad() {
        if (position < limit) {
            buffer.putByte(position++, (byte) DhcpOptionCode.PAD);
        }
    }

    /** Ends the options; gives the offset after them. */
    public int end() {
        buffer.putByte(position++, (byte) DhcpOptionCode.END);
        return position;
    }

    private boolean fits(final int code, final int valueLength) {
        return encodedLength(valueLength) <= limit - position && (written[code / Long.SIZE] & 1L << code) == 0;
    }

    private boolean begin(final int code, final int length) {
        final boolean fits = fits(code, length);
        if (fits) {
            header(code, length);
        }
        return fits;
    }

    private void header(final int code, final int length) {
        written[code / Long.SIZE] |= 1L << code;
        buffer.putByte(position++, (byte) code);
        buffer.putByte(position++, (byte) length);
    }
}
