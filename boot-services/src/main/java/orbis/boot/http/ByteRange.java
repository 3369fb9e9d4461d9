package orbis.boot.http;

/**
 * The part of a file that a Range header asks for (RFC 9110 section 14.2).
 *
 * @param first offset of its first byte.
 * @param last  offset of its last byte.
 */
record ByteRange(long first, long last) {
    /** A range of which the file has nothing. */
    static final ByteRange UNSATISFIABLE = new ByteRange(0, -1);

    private static final String UNIT = "bytes=";
    private static final int MAX_DIGITS = 18;

    /** The range asked for; null for the whole file: none is asked for, or several, or it is not understood. */
    static ByteRange parse(final String header, final long length) {
        if (header == null || !header.startsWith(UNIT)) {
            return null;
        }
        final String range = header.substring(UNIT.length()).trim();
        final int dash = range.indexOf('-');
        if (dash < 0 || !range.matches("[0-9]{0," + MAX_DIGITS + "}-[0-9]{0," + MAX_DIGITS + "}")
            || range.length() == 1) {
            return null;
        }
        if (dash == 0) {
            final long suffix = Math.min(Long.parseLong(range.substring(1)), length);
            return suffix == 0 ? UNSATISFIABLE : new ByteRange(length - suffix, length - 1);
        }
        final long first = Long.parseLong(range.substring(0, dash));
        final String end = range.substring(dash + 1);
        final long last = end.isEmpty() ? length - 1 : Math.min(Long.parseLong(end), length - 1);
        if (!end.isEmpty() && Long.parseLong(end) < first) {
            return null;
        }
        return first >= length ? UNSATISFIABLE : new ByteRange(first, last);
    }

    long length() {
        return last - first + 1;
    }
}
