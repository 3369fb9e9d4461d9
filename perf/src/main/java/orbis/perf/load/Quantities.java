package orbis.perf.load;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers with a unit, as options give them: sizes take k, m, g, t (powers of 1024), times ms, s, m, h. */
public final class Quantities {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kmgt]?)");
    private static final Pattern TIME = Pattern.compile("(\\d{1,12})(ms|s|m|h)");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final int MOST = 999_999_999;

    private Quantities() {
    }

    private static int count(final String text, final int most) {
        final int number = COUNT.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw new TypeConversionException("'" + text + "' is no whole number from 1 to " + most);
        }
        return number;
    }

    /** How many. */
    public static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String text) {
            return count(text, MOST);
        }
    }

    /** Megabytes of a file that is written at once, of an array of bytes. */
    public static final class FileMegabytes implements ITypeConverter<Integer> {
        @Override
        public Integer convert(final String text) {
            return count(text, Integer.MAX_VALUE >> 20);
        }
    }

    /** A size, in bytes. */
    public static final class Bytes implements ITypeConverter<Long> {
        @Override
        public Long convert(final String text) {
            final Matcher form = SIZE.matcher(text.toLowerCase(Locale.ROOT));
            if (!form.matches()) {
                throw new TypeConversionException("'" + text + "' is no size such as 4k, 64k or 1g");
            }
            final int shift = form.group(2).isEmpty() ? 0 : 10 * ("kmgt".indexOf(form.group(2)) + 1);
            final long number = Long.parseLong(form.group(1));
            if (number > Long.MAX_VALUE >> shift) {
                throw new TypeConversionException("'" + text + "' is too large");
            }
            return number << shift;
        }
    }

    /** A time. */
    public static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(final String text) {
            final Matcher form = TIME.matcher(text.toLowerCase(Locale.ROOT));
            if (!form.matches()) {
                throw new TypeConversionException("'" + text + "' is no time such as 500ms, 10s or 2m");
            }
            final long number = Long.parseLong(form.group(1));
            return switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }
}
