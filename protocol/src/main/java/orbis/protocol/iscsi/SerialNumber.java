package orbis.protocol.iscsi;

/** Comparison of 32-bit sequence numbers that wrap around (RFC 1982, as RFC 7143 section 4.2.2.1 wants it). */
public final class SerialNumber {
    private SerialNumber() {
    }

    /** Whether {@code a} comes before {@code b}. */
    public static boolean less(final int a, final int b) {
        return a - b < 0;
    }

    /** Whether {@code a} is {@code b} or comes before it. */
    public static boolean lessOrEqual(final int a, final int b) {
        return a - b <= 0;
    }

    /** Whether {@code value} lies in the window from {@code first} to {@code last}, both in; empty if last precedes. */
    public static boolean within(final int value, final int first, final int last) {
        return lessOrEqual(first, value) && lessOrEqual(value, last);
    }
}
