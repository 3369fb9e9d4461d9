package orbis.protocol.iscsi;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Puts together text that comes in more than one PDU: as long as the C bit is set, more follows. */
public final class TextCollector {
    /** Most bytes of text in one negotiation: all keys of RFC 7143, each with its longest value, are fewer. */
    public static final int MAX_LENGTH = 16 * 1024;

    private static final int INITIAL_CAPACITY = 1024;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(INITIAL_CAPACITY);
    private int length;

    /**
     * Adds the text of one PDU.
     *
     * @return whether there was room for it.
     */
    public boolean add(final DirectBuffer source, final int offset, final int count) {
        if (count > MAX_LENGTH - length) {
            return false;
        }
        buffer.putBytes(length, source, offset, count);
        length += count;
        return true;
    }

    /** Begins a walk over all that was collected. */
    public TextKeys wrap(final TextKeys keys) {
        return keys.wrap(buffer, 0, length);
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Forgets everything. */
    public void clear() {
        length = 0;
    }
}
