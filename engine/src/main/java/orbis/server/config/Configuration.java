package orbis.server.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The concluded configuration: every value checked, none changes any more. */
public final class Configuration {
    /** Origin of a value that nobody set. */
    public static final String DEFAULT = "default";
    /** Origin of a value that an administrator gives to a server. */
    private static final String COMMAND = "this command";

    private final Map<String, Value> values;

    Configuration(final Map<String, Value> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * A value and where it came from.
     *
     * @param value  parsed, or null when there is none.
     * @param text   as it would be written.
     * @param origin {@code -D}, the name of an environment variable, file and line, a profile, or {@link #DEFAULT}.
     */
    public record Value(Object value, String text, String origin) {
    }

    /**
     * The value of a key.
     *
     * @param setting the key.
     * @param <T>     its type.
     * @return its value; null when it is not set and has no default.
     */
    public <T> T get(final Setting<T> setting) {
        return cast(values.get(setting.key()));
    }

    /**
     * The value of a key of a family.
     *
     * @param setting the family.
     * @param name    what stands in place of its placeholder.
     * @param <T>     its type.
     * @return its value; null when it is not set and has no default.
     */
    public <T> T get(final Setting<T> setting, final String name) {
        final Value value = values.get(setting.keyFor(name));
        return value != null ? cast(value) : defaultOf(setting);
    }

    private static <T> T defaultOf(final Setting<T> setting) {
        final String text = setting.defaultText();
        return text == null ? null : setting.type().parse(text);
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(final Value value) {
        return value == null ? null : (T) value.value();
    }

    /**
     * The names that the keys of a family give to its placeholder, also those of other families with that prefix.
     *
     * @param setting any setting of the family.
     * @return names in order.
     */
    public SortedSet<String> names(final Setting<?> setting) {
        final SortedSet<String> names = new TreeSet<>();
        for (final String key : values.keySet()) {
            if (key.startsWith(setting.prefix())) {
                Settings.find(key).filter(Setting::isFamily).ifPresent(family -> names.add(family.nameIn(key)));
            }
        }
        return names;
    }

    /** Where the value of a key came from. */
    public String origin(final String key) {
        final Value value = values.get(key);
        return value == null ? DEFAULT : value.origin();
    }

    /** What is wrong with a key, for people: with the value that it has, and where that came from. */
    public String mistake(final String key, final String what) {
        final Value value = values.get(key);
        return key + (value == null ? "" : " = " + value.text() + " (" + value.origin() + ")") + ": " + what;
    }

    /** Every key that has a value, in the order of the page; families by name. */
    public Map<String, Value> values() {
        return values;
    }

    /**
     * The same configuration with more keys, or other values; all is checked anew.
     *
     * @param changes text by key.
     * @return another configuration.
     * @throws ConfigurationException with every mistake.
     */
    public Configuration with(final Map<String, String> changes) throws ConfigurationException {
        final ConfigurationLoader loader = new ConfigurationLoader();
        changes.forEach((key, text) -> loader.offer(key, text, COMMAND));
        values.forEach((key, value) -> loader.offer(key, value.text(), value.origin()));
        return loader.conclude();
    }
}
