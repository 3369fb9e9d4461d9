package orbis.protocol.iscsi;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes {@code key=value} pairs, each ended by a NUL, and hands them out in pieces that fit a data segment. */
public final class TextWriter {
    private static final int INITIAL_CAPACITY = 512;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(INITIAL_CAPACITY);
    private int length;
    private int taken;

    /** Adds a pair. Both are sent as UTF-8; keys and nearly all values are ASCII. */
    public TextWriter put(final String key, final String value) {
        length += buffer.putStringWithoutLengthUtf8(length, key);
        buffer.putByte(length++, (byte) '=');
        length += buffer.putStringWithoutLengthUtf8(length, value);
        buffer.putByte(length++, (byte) 0);
        return this;
    }

    /** Adds a pair. */
    public TextWriter put(final Key key, final String value) {
        return put(key.text(), value);
    }

    /** Forgets everything. */
    public void clear() {
        length = 0;
        taken = 0;
    }

    /** The text that was written, from offset 0 for {@link #length()} bytes. */
    public DirectBuffer text() {
        return buffer;
    }

    /** How many bytes were written since all that there was had been taken. */
    public int length() {
        return length;
    }

    /** How many bytes were not taken yet. */
    public int remaining() {
        return length - taken;
    }

    /**
     * Takes the next piece; after the last, everything is forgotten. A key may be cut in two: the C bit of the PDU says
     * that it goes on.
     *
     * @param destination where it goes; padded there with zeros to a multiple of 4.
     * @param offset      in the destination.
     * @param most        bytes that may be taken; the padding may go beyond, to the next multiple of 4.
     * @return how many bytes were taken.
     */
    public int take(final MutableDirectBuffer destination, final int offset, final int most) {
        final int count = Math.min(most, remaining());
        destination.putBytes(offset, buffer, taken, count);
        destination.setMemory(offset + count, BasicHeaderFlyweight.padded(count) - count, (byte) 0);
        taken += count;
        if (taken == length) {
            clear();
        }
        return count;
    }
}
