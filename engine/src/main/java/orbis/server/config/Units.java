package orbis.server.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes with k, m, g, t (powers of 1024) and durations with ns, us, ms, s, m, h. */
public final class Units {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,19})\\s*([A-Za-z]*)");
    private static final Map<String, Long> SIZES = new LinkedHashMap<>();
    private static final Map<String, Long> DURATIONS = new LinkedHashMap<>();

    static {
        SIZES.put("t", 1L << 40);
        SIZES.put("g", 1L << 30);
        SIZES.put("m", 1L << 20);
        SIZES.put("k", 1L << 10);
        SIZES.put("", 1L);
        DURATIONS.put("h", 3_600_000_000_000L);
        DURATIONS.put("m", 60_000_000_000L);
        DURATIONS.put("s", 1_000_000_000L);
        DURATIONS.put("ms", 1_000_000L);
        DURATIONS.put("us", 1_000L);
        DURATIONS.put("ns", 1L);
    }

    private Units() {
    }

    /**
     * Reads a size.
     *
     * @param text such as {@code 512}, {@code 64k}, {@code 1T}.
     * @return bytes.
     * @throws IllegalArgumentException when it is not a size, or exceeds 63 bits.
     */
    public static long size(final String text) {
        return parse(text, SIZES, "a size such as 512, 64k, 256m, 1t");
    }

    /**
     * Reads a duration.
     *
     * @param text such as {@code 50us}, {@code 12h}, or {@code 0}.
     * @return nanoseconds.
     * @throws IllegalArgumentException when it is not a duration, or exceeds 63 bits.
     */
    public static long durationNs(final String text) {
        return "0".equals(text) ? 0 : parse(text, DURATIONS, "a duration such as 50us, 200ms, 15s, 12h");
    }

    /**
     * Writes a size.
     *
     * @param bytes 0 or more.
     * @return with the largest unit that leaves no rest.
     */
    public static String size(final long bytes) {
        return write(bytes, SIZES);
    }

    /**
     * Writes a duration.
     *
     * @param durationNs nanoseconds, 0 or more.
     * @return with the largest unit that leaves no rest.
     */
    public static String duration(final long durationNs) {
        return write(durationNs, DURATIONS);
    }

    private static long parse(final String text, final Map<String, Long> units, final String wanted) {
        final Matcher matcher = NUMBER.matcher(text);
        final Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("is not " + wanted);
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (final ArithmeticException | NumberFormatException overflow) {
            throw new IllegalArgumentException("is too large to count", overflow);
        }
    }

    private static String write(final long value, final Map<String, Long> units) {
        if (value == 0) {
            return "0";
        }
        for (final Map.Entry<String, Long> unit : units.entrySet()) {
            if (value % unit.getValue() == 0) {
                return value / unit.getValue() + unit.getKey();
            }
        }
        return Long.toString(value);
    }
}
