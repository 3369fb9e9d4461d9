package orbis.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that settings have. */
public final class Types {
    private Types() {
    }

    /** {@code true} or {@code false}. */
    public static ValueType<Boolean> bool() {
        return ValueType.of("true or false", text -> switch (text) {
            case "true", "false" -> Boolean.valueOf(text);
            default -> throw new IllegalArgumentException("is neither true nor false");
        });
    }

    /** A whole number within bounds. */
    public static ValueType<Integer> number(final int min, final int max) {
        return new ValueType<>(min + " to " + max, text -> {
            if (!text.matches("-?[0-9]{1,10}")) {
                throw new IllegalArgumentException("is not a whole number");
            }
            return (int) within(Long.parseLong(text), min, max);
        }, String::valueOf);
    }

    /** Bytes within bounds. */
    public static ValueType<Long> size(final String min, final String max) {
        return new ValueType<>(min + " to " + max,
            text -> within(Units.size(text), Units.size(min), Units.size(max)), Units::size);
    }

    /** Nanoseconds within bounds. */
    public static ValueType<Long> duration(final String min, final String max) {
        return new ValueType<>(min + " to " + max,
            text -> within(Units.durationNs(text), Units.durationNs(min), Units.durationNs(max)), Units::duration);
    }

    private static long within(final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("is out of bounds");
        }
        return value;
    }

    /** One of the constants of an enum, in lower case with dashes. */
    public static <E extends Enum<E>> ValueType<E> oneOf(final Class<E> type) {
        final Function<E, String> writer = value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-');
        final String all = Stream.of(type.getEnumConstants()).map(writer).collect(Collectors.joining(", "));
        return new ValueType<>("one of " + all, text -> Stream.of(type.getEnumConstants())
            .filter(value -> writer.apply(value).equals(text)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("is none of them")), writer);
    }

    /** One of some whole numbers. */
    public static ValueType<Integer> anyOf(final Integer... numbers) {
        final String all = Stream.of(numbers).map(String::valueOf).collect(Collectors.joining(" or "));
        return ValueType.of(all, text -> Stream.of(numbers).filter(number -> text.equals(number.toString()))
            .findFirst().orElseThrow(() -> new IllegalArgumentException("is neither")));
    }

    /** Any text of one line: it goes into lines that are made of it, of a grub.cfg as well as of a log. */
    public static ValueType<String> text(final String meaning) {
        return ValueType.of(meaning, text -> {
            if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
                throw new IllegalArgumentException("has a line end or another character that controls");
            }
            return text;
        });
    }

    /** Text of a form. */
    public static ValueType<String> text(final String meaning, final String regex) {
        return ValueType.of(meaning, text -> {
            if (!text.matches(regex)) {
                throw new IllegalArgumentException("has not that form");
            }
            return text;
        });
    }

    /** A file or folder; whether it exists is for others to see. */
    public static ValueType<Path> path() {
        return ValueType.of("a path", text -> {
            if (text.isEmpty()) {
                // Path.of takes it for the folder that the process runs in.
                throw new IllegalArgumentException("is empty");
            }
            return Path.of(text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text);
        });
    }

    /** Values with commas between. */
    public static <T> ValueType<List<T>> listOf(final ValueType<T> type) {
        return new ValueType<>("a comma-separated list, each " + type.bound(), text -> {
            final List<T> values = new ArrayList<>();
            for (final String part : text.split(",")) {
                if (!part.isBlank()) {
                    values.add(type.parse(part.trim()));
                }
            }
            return List.copyOf(values);
        }, values -> values.stream().map(type::write).collect(Collectors.joining(",")));
    }

    /** A value, or none (null) where nothing is written. */
    public static <T> ValueType<T> orNone(final ValueType<T> type) {
        return new ValueType<>(type.bound() + ", or nothing",
            text -> text.isEmpty() ? null : type.parse(text), value -> value == null ? "" : type.write(value));
    }

    /** An IP address and a port, IPv6 in brackets; without a port it is 3260. */
    public static ValueType<InetSocketAddress> portal() {
        return new ValueType<>("address:port (IPv6 in brackets)", Types::parsePortal, Types::writePortal);
    }

    private static InetSocketAddress parsePortal(final String text) {
        final int colon = text.startsWith("[") ? text.indexOf(':', text.indexOf(']') + 1) : text.indexOf(':');
        final String host = colon < 0 ? text : text.substring(0, colon);
        final String port = colon < 0 ? "3260" : text.substring(colon + 1);
        final String address = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        // Only literals: a name could mean another address tomorrow, and looking it up may hang.
        if (!address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?")
            || address.contains(":") != host.startsWith("[")) {
            throw new IllegalArgumentException("has no numeric address");
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("has a port that is not 0 to 65535");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(address), Integer.parseInt(port));
        } catch (final UnknownHostException fault) {
            throw new IllegalArgumentException("has an address that is none", fault);
        }
    }

    private static String writePortal(final InetSocketAddress portal) {
        final String host = portal.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + portal.getPort();
    }

    /** An iSCSI name (RFC 7143 section 4.2.7), folded to lower case. */
    public static ValueType<String> iscsiName() {
        return ValueType.of("an iSCSI name (iqn.YYYY-MM.reversed.domain[:more], eui.… or naa.…)", text -> {
            final String name = text.toLowerCase(Locale.ROOT);
            if (!name.matches("iqn\\.[0-9]{4}-(0[1-9]|1[0-2])\\.[a-z0-9.:_-]+|eui\\.[0-9a-f]{16}"
                + "|naa\\.[0-9a-f]{16}([0-9a-f]{16})?") || name.length() > 223) {
                throw new IllegalArgumentException("has not that form");
            }
            return name;
        });
    }

    /** An iSCSI name that may hold {@code *} for any characters. */
    public static ValueType<String> iscsiNamePattern() {
        return text("an iSCSI name, in which * stands for anything", "[A-Za-z0-9.:_*-]{1,223}");
    }
}
