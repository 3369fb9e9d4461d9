package orbis.protocol.iscsi;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A walk over the {@code key=value} pairs of a data segment, each ended by a NUL (RFC 7143 section 6.1). Lengths are
 * bounded before anything is copied. The last NUL may be missing, and there may be more than one, as some initiators
 * pad with them. Call {@link #next()} until it is false, then ask {@link #fault()}.
 */
public final class TextKeys {
    /** Longest key, in bytes. */
    public static final int MAX_KEY_LENGTH = 63;
    /** Longest value of an ordinary key, in bytes. */
    public static final int MAX_VALUE_LENGTH = 255;
    /** Longest value of a key that carries binary data: 1024 bytes of it in hexadecimal, behind 0x. */
    public static final int MAX_BINARY_VALUE_LENGTH = 2 + 2 * 1024;
    /** Most pairs in one negotiation; all keys of RFC 7143 together are 36. */
    public static final int MAX_PAIRS = 256;

    private final UnsafeBuffer text = new UnsafeBuffer(0, 0);
    private int position;
    private int pairs;
    private String key;
    private String value;
    private String fault;

    /** Begins a walk over text in a buffer. */
    public TextKeys wrap(final DirectBuffer buffer, final int offset, final int length) {
        text.wrap(buffer, offset, length);
        position = 0;
        pairs = 0;
        fault = null;
        return this;
    }

    /** Goes to the next pair. False at the end, and when what follows is no pair. */
    public boolean next() {
        while (position < text.capacity() && text.getByte(position) == 0) {
            position++;
        }
        if (fault != null || position == text.capacity()) {
            return false;
        }
        final int start = position;
        final int equals = keyEnd(start);
        if (equals < 0) {
            return false;
        }
        key = text.getStringWithoutLengthAscii(start, equals - start);
        final int end = valueEnd(equals + 1);
        if (end < 0) {
            return false;
        }
        value = text.getStringWithoutLengthUtf8(equals + 1, end - equals - 1);
        position = end;
        return true;
    }

    /** The key of this pair. */
    public String key() {
        return key;
    }

    /** The value of this pair, maybe empty. */
    public String value() {
        return value;
    }

    /** What is wrong with the text, for people; null when nothing. */
    public String fault() {
        return fault;
    }

    private int keyEnd(final int start) {
        if (++pairs > MAX_PAIRS) {
            return faulty("more than " + MAX_PAIRS + " keys");
        }
        final int limit = Math.min(text.capacity(), start + MAX_KEY_LENGTH + 1);
        for (int i = start; i < limit; i++) {
            final byte b = text.getByte(i);
            if (b == '=') {
                return i == start ? faulty("a key without a name") : i;
            }
            if (!allowedInKey(b)) {
                return faulty(b == 0 ? "a key without '='" : "a character in a key that may not stand there");
            }
        }
        return faulty(limit == text.capacity() ? "a key without '='" : "a key longer than " + MAX_KEY_LENGTH);
    }

    private int valueEnd(final int start) {
        final Key known = Key.of(key);
        final int most = known != null && known.largeBinary() ? MAX_BINARY_VALUE_LENGTH : MAX_VALUE_LENGTH;
        for (int i = start; i < text.capacity(); i++) {
            if (text.getByte(i) == 0) {
                return i;
            }
            if (i - start == most) {
                return faulty("a value of " + key + " longer than " + most);
            }
        }
        return text.capacity();
    }

    /** Letters, digits and {@code . - + @ _}, of which a standard-label is made, and {@code #} of X# keys. */
    private static boolean allowedInKey(final byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
            || b == '.' || b == '-' || b == '+' || b == '@' || b == '_' || b == '#';
    }

    private int faulty(final String what) {
        fault = what;
        return -1;
    }
}
