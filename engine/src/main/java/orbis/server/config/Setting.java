package orbis.server.config;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key, or a family of keys whose name holds one {@code <placeholder>}: {@code orbis.disk.<name>.path}.
 *
 * @param <T> Java type of the value.
 */
public final class Setting<T> {
    private static final Pattern PLACEHOLDER = Pattern.compile("<[a-z]+>");
    private static final String NAME = "([a-z0-9][a-z0-9-]{0,62})";

    private final String key;
    private final ValueType<T> type;
    private final String defaultNote;
    private final Supplier<String> defaultText;
    private final String meaning;
    private final Pattern pattern;

    Setting(
            final String key, final ValueType<T> type, final String defaultNote, final Supplier<String> defaultText,
            final String meaning) {
        this.key = key;
        this.type = type;
        this.defaultNote = defaultNote;
        this.defaultText = defaultText;
        this.meaning = meaning;
        final Matcher placeholder = PLACEHOLDER.matcher(key);
        this.pattern = placeholder.find() ? Pattern.compile(Pattern.quote(key.substring(0, placeholder.start()))
            + NAME + Pattern.quote(key.substring(placeholder.end()))) : null;
    }

    /** The key, as written, with its placeholder. */
    public String key() {
        return key;
    }

    /** What a value may be. */
    public ValueType<T> type() {
        return type;
    }

    /** The default for people; empty when there is none. */
    public String defaultNote() {
        return defaultNote;
    }

    /** The default's text, or null when there is none. */
    public String defaultText() {
        return defaultText.get();
    }

    /** What it does. */
    public String meaning() {
        return meaning;
    }

    /** Whether the key has a placeholder. */
    public boolean isFamily() {
        return pattern != null;
    }

    /** The key of one member of a family. */
    public String keyFor(final String name) {
        return key.replaceFirst(PLACEHOLDER.pattern(), Matcher.quoteReplacement(name));
    }

    /** What stands before the placeholder: {@code orbis.disk.}. */
    String prefix() {
        return key.substring(0, key.indexOf('<'));
    }

    /** The name that a key gives to the placeholder, or null when the key is none of this family. */
    String nameIn(final String candidate) {
        final Matcher matcher = pattern.matcher(candidate);
        return matcher.matches() ? matcher.group(1) : null;
    }

    boolean covers(final String candidate) {
        return isFamily() ? nameIn(candidate) != null : key.equals(candidate);
    }

    @Override
    public String toString() {
        return key;
    }
}
