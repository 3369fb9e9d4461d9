package orbis.protocol.scsi;

import java.util.HexFormat;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Raw bytes, written as people write them. */
final class Bytes {
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private Bytes() {
    }

    static UnsafeBuffer of(final String hex) {
        return new UnsafeBuffer(SPACED.parseHex(hex));
    }

    /** A buffer that is not zeroed, as buffers that are used again are not. */
    static UnsafeBuffer dirty(final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[length]);
        buffer.setMemory(0, length, (byte) 0xEE);
        return buffer;
    }

    static String hex(final DirectBuffer buffer, final int index, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(index, bytes);
        return SPACED.formatHex(bytes);
    }
}
