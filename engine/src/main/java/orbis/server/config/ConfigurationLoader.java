package orbis.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Concludes a configuration of its sources: {@code -D}, then environment, file, profile, default. Finds all
 * mistakes before it gives up.
 */
public final class ConfigurationLoader {
    private static final String PREFIX = "orbis.";
    private static final String ENVIRONMENT_PREFIX = "ORBIS_";
    /** Read by the launcher, not a key. */
    private static final String JAVA_OPTIONS = "ORBIS_JAVA_OPTS";

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, String> origins = new LinkedHashMap<>();
    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    /**
     * Takes a file; what was taken before wins.
     *
     * @param path a properties file.
     * @return this.
     */
    public ConfigurationLoader file(final Path path) {
        final PropertiesFile file = PropertiesFile.read(path, mistakes);
        file.values().forEach((key, text) -> offer(key, text, file.origin(key)));
        return this;
    }

    /**
     * Takes a profile; what was taken before wins.
     *
     * @param profile that comes with the server.
     * @return this.
     */
    public ConfigurationLoader profile(final Profile profile) {
        profile.settings().forEach((key, text) -> offer(key, text, "profile " + profile));
        return this;
    }

    /**
     * Takes definitions of the command line; what was taken before wins.
     *
     * @param definitions by key; those that do not begin with {@code orbis.} are left out.
     * @return this.
     */
    public ConfigurationLoader definitions(final Map<String, String> definitions) {
        definitions.forEach((key, text) -> {
            if (key.startsWith(PREFIX)) {
                offer(key, text, "-D");
            }
        });
        return this;
    }

    /**
     * Takes options of the command line; what was taken before wins.
     *
     * @param options by key; whoever gave them meant one, so that others are mistakes.
     * @return this.
     */
    public ConfigurationLoader options(final Map<String, String> options) {
        options.forEach((key, text) -> offer(key, text, "-D"));
        return this;
    }

    /**
     * Takes the environment; what was taken before wins. {@code ORBIS_DISK_ROOT_PATH} is
     * {@code orbis.disk.root.path}. A name with dashes is found when the file or {@code -D} has it too.
     *
     * @param environment by name; what does not begin with {@code ORBIS_} is left out.
     * @param file        the properties file that will be taken next, or null: it has the names of disks.
     * @return this.
     */
    public ConfigurationLoader environment(final Map<String, String> environment, final Path file) {
        final TreeSet<String> known = new TreeSet<>(texts.keySet());
        if (file != null) {
            known.addAll(PropertiesFile.read(file, new ArrayList<>()).values().keySet());
        }
        for (final Map.Entry<String, String> variable : new LinkedHashMap<>(environment).entrySet()) {
            final String name = variable.getKey();
            if (name.startsWith(ENVIRONMENT_PREFIX) && !name.equals(JAVA_OPTIONS)) {
                offer(keyOf(name, known), variable.getValue(), name);
            }
        }
        return this;
    }

    private static String keyOf(final String variable, final TreeSet<String> known) {
        final List<String> candidates = new ArrayList<>();
        for (final Setting<?> setting : Settings.all()) {
            if (setting.isFamily()) {
                known.stream().filter(key -> key.startsWith(setting.prefix()))
                    .map(key -> setting.keyFor(key.substring(setting.prefix().length()).split("\\.", 2)[0]))
                    .forEach(candidates::add);
            } else {
                candidates.add(setting.key());
            }
        }
        return candidates.stream().filter(key -> variable.equals(variableOf(key))).findFirst()
            .orElse(variable.toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    /** The environment variable of a key. */
    public static String variableOf(final String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /**
     * Takes another default than the setting's own.
     *
     * @param key  of the setting.
     * @param text the default.
     * @return this.
     */
    public ConfigurationLoader defaultValue(final String key, final String text) {
        defaults.put(key, text);
        return this;
    }

    /** Whether any source has a key that begins so. */
    public boolean hasKeysOf(final String prefix) {
        return texts.keySet().stream().anyMatch(key -> key.startsWith(prefix));
    }

    void offer(final String key, final String text, final String origin) {
        if (texts.putIfAbsent(key, text) == null) {
            origins.put(key, origin);
        }
    }

    /**
     * Concludes.
     *
     * @return the configuration.
     * @throws ConfigurationException with every mistake.
     */
    public Configuration conclude() throws ConfigurationException {
        final Map<String, Configuration.Value> values = new LinkedHashMap<>();
        for (final Setting<?> setting : Settings.all()) {
            if (setting.isFamily()) {
                texts.keySet().stream().sorted().filter(setting::covers).forEach(key -> take(setting, key, values));
                defaults.keySet().stream().filter(setting::covers).forEach(key -> take(setting, key, values));
            } else {
                take(setting, setting.key(), values);
            }
        }
        texts.keySet().stream().filter(key -> Settings.find(key).isEmpty()).forEach(this::unknown);
        final Configuration configuration = new Configuration(values);
        if (mistakes.isEmpty()) {
            mistakes.addAll(CrossChecks.mistakes(configuration));
        }
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
        return configuration;
    }

    private <T> void take(
            final Setting<T> setting, final String key, final Map<String, Configuration.Value> values) {
        final boolean given = texts.containsKey(key);
        final String text = given ? texts.get(key) : defaults.getOrDefault(key, setting.defaultText());
        if (text == null || values.containsKey(key)) {
            return;
        }
        final String origin = given ? origins.get(key) : Configuration.DEFAULT;
        try {
            final T value = setting.type().parse(text.strip());
            values.put(key, new Configuration.Value(value, setting.type().write(value), origin));
        } catch (final IllegalArgumentException wrong) {
            mistakes.add(key + " = " + text + " (" + origin + "): " + reason(wrong) + "; must be "
                + setting.type().bound());
        }
    }

    private static String reason(final IllegalArgumentException wrong) {
        return Optional.ofNullable(wrong.getMessage()).orElse("cannot be read");
    }

    private void unknown(final String key) {
        final String nearest = Settings.nearest(key);
        mistakes.add(key + " = " + texts.get(key) + " (" + origins.get(key) + "): " + (nearest.equals(key)
            ? "names have up to 63 lower-case letters, digits and dashes"
            : "unknown key; did you mean " + nearest + "?"));
    }
}
