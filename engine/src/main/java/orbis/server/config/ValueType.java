package orbis.server.config;

import java.util.function.Function;

/**
 * What a value may be.
 *
 * @param bound  what is allowed, for people: completes "must be …".
 * @param parser makes the value of text; throws {@link IllegalArgumentException} when it cannot.
 * @param writer makes the text of a value, the same for all that mean the same.
 * @param <T>    the value's Java type.
 */
public record ValueType<T>(String bound, Function<String, T> parser, Function<T, String> writer) {
    /**
     * Makes a type whose values write themselves.
     *
     * @param bound  what is allowed, for people.
     * @param parser makes the value of text.
     * @param <T>    the value's Java type.
     * @return the type.
     */
    public static <T> ValueType<T> of(final String bound, final Function<String, T> parser) {
        return new ValueType<>(bound, parser, String::valueOf);
    }

    T parse(final String text) {
        return parser.apply(text);
    }

    String write(final T value) {
        return writer.apply(value);
    }
}
