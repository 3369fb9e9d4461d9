package orbis.server.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import orbis.server.config.Configuration;
import orbis.server.config.ConfigurationException;
import orbis.server.config.ConfigurationLoader;
import orbis.server.config.DiskSettings;
import orbis.server.config.Profile;
import orbis.server.config.TargetSettings;
import picocli.CommandLine.Option;

/** What every command takes that needs a configuration, and how it is concluded. */
final class ConfigurationOptions {
    private static final String DEMO_DISK = "demo";

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Sets a property; wins over environment and file.")
    private Map<String, String> definitions = new LinkedHashMap<>();

    @Option(names = "--profile", paramLabel = "NAME", description = "Settings for one way of use, of which the file "
        + "and all else wins: ${COMPLETION-CANDIDATES}.", converter = ProfileName.class,
        completionCandidates = ProfileName.class)
    private Profile profile;

    /**
     * Concludes the configuration.
     *
     * @param file properties file, or null: then the demo disk is served when no other is defined.
     */
    Configuration load(final Path file) throws ConfigurationException {
        final ConfigurationLoader loader = new ConfigurationLoader()
            .options(definitions)
            .definitions(ofThisProcess())
            .environment(System.getenv(), file);
        if (file != null) {
            loader.file(file);
        } else {
            loader.defaultValue(TargetSettings.DATA_DIR.key(), "~/.orbis");
            if (!loader.hasKeysOf("orbis.disk.")) {
                loader.defaultValue(DiskSettings.SIZE.keyFor(DEMO_DISK), "256m");
                loader.defaultValue(DiskSettings.INITIATORS.keyFor(DEMO_DISK), "*");
            }
        }
        if (profile != null) {
            loader.profile(profile);
        }
        return loader.conclude();
    }

    /**
     * What another command takes to find the same server.
     *
     * @param file properties file, or null.
     * @return options, each after a blank; empty where none are needed.
     */
    String again(final Path file) {
        final String key = TargetSettings.DATA_DIR.key();
        return (file == null ? "" : " -c " + word(file.toString()))
            + (definitions.containsKey(key) ? " " + word("-D" + key + "=" + definitions.get(key)) : "");
    }

    /** One word of a shell. */
    private static String word(final String text) {
        return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static Map<String, String> ofThisProcess() {
        final Map<String, String> properties = new LinkedHashMap<>();
        System.getProperties().forEach((key, value) -> properties.put(key.toString(), value.toString()));
        return properties;
    }
}
