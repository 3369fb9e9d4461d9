package orbis.protocol.iscsi;

import java.util.Base64;

/** Values of text keys: numbers, booleans, binary data (RFC 7143 section 6.1). */
public final class TextValues {
    /** A value that cannot be accepted. */
    public static final String REJECT = "Reject";
    /** A key that means nothing in this negotiation. */
    public static final String IRRELEVANT = "Irrelevant";
    /** A key that this side does not know. */
    public static final String NOT_UNDERSTOOD = "NotUnderstood";
    /** A boolean that is true. */
    public static final String YES = "Yes";
    /** A boolean that is false. */
    public static final String NO = "No";
    /** An empty choice of a list. */
    public static final String NONE = "None";

    private static final String HEX_DIGITS = "0123456789abcdef";
    /** Digits of the largest number that is negotiated: 24 bits. Leading zeros are allowed up to here. */
    private static final int MAX_DIGITS = 9;

    private TextValues() {
    }

    /**
     * Reads a number: decimal, or hexadecimal behind 0x.
     *
     * @return the number, or -1 when it is none, or has more than 9 digits, or is larger than 31 bits.
     */
    public static int number(final String value) {
        final boolean hex = prefixed(value, 'x');
        final int start = hex ? 2 : 0;
        final int radix = hex ? 16 : 10;
        if (value.length() == start || value.length() - start > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < value.length(); i++) {
            // Character.digit would take the digits of other scripts too.
            final int digit = value.charAt(i) < 128 ? Character.digit(value.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number <= Integer.MAX_VALUE ? (int) number : -1;
    }

    /** Whether a list, its values separated by commas, has a value. */
    public static boolean listed(final String list, final String value) {
        for (final String one : list.split(",")) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    /** Writes a boolean. */
    public static String bool(final boolean value) {
        return value ? YES : NO;
    }

    /**
     * Reads binary data: hexadecimal behind 0x, or base64 behind 0b.
     *
     * @param value       the text.
     * @param destination where the data goes.
     * @return bytes of data; -1 when the text is neither, or does not fit. Nothing is written past the destination.
     */
    public static int binary(final String value, final byte[] destination) {
        if (prefixed(value, 'x')) {
            return hexadecimal(value, destination);
        }
        return prefixed(value, 'b') ? base64(value, destination) : -1;
    }

    /** Writes binary data as hexadecimal behind 0x: libiscsi and iPXE read nothing else. */
    public static String hexadecimal(final byte[] data) {
        final StringBuilder text = new StringBuilder(2 + 2 * data.length).append("0x");
        for (final byte b : data) {
            text.append(HEX_DIGITS.charAt(b >> 4 & 0xF)).append(HEX_DIGITS.charAt(b & 0xF));
        }
        return text.toString();
    }

    private static int hexadecimal(final String value, final byte[] destination) {
        final int digits = value.length() - 2;
        final int length = (digits + 1) / 2;
        if (digits == 0 || length > destination.length) {
            return -1;
        }
        // An odd count of digits has a leading zero that was left out.
        int at = 2;
        for (int i = 0; i < length; i++) {
            final int high = i == 0 && digits % 2 != 0 ? 0 : hexDigit(value.charAt(at++));
            final int low = hexDigit(value.charAt(at++));
            if (high < 0 || low < 0) {
                return -1;
            }
            destination[i] = (byte) (high << 4 | low);
        }
        return length;
    }

    private static int base64(final String value, final byte[] destination) {
        final int digits = value.length() - 2;
        if (digits == 0 || digits % 4 != 0 || digits / 4 * 3 - 2 > destination.length) {
            return -1;
        }
        try {
            final byte[] data = Base64.getDecoder().decode(value.substring(2));
            if (data.length > destination.length) {
                return -1;
            }
            System.arraycopy(data, 0, destination, 0, data.length);
            return data.length;
        } catch (final IllegalArgumentException ex) {
            return -1;
        }
    }

    private static boolean prefixed(final String value, final char kind) {
        return value.length() >= 2 && value.charAt(0) == '0' && (value.charAt(1) | 0x20) == kind;
    }

    private static int hexDigit(final char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
