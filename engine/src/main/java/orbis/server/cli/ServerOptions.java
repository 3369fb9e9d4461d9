package orbis.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import orbis.server.DataFolder;
import orbis.server.config.Configuration;
import orbis.server.config.ConfigurationException;
import orbis.server.config.PropertiesEditor;
import orbis.server.config.TargetSettings;
import orbis.server.control.ControlClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands take that administer a server: its configuration, and so its control socket. */
final class ServerOptions {
    @Mixin
    private ConfigurationOptions options;
    @Option(names = {"-c", "--config"}, paramLabel = "FILE",
        description = "Properties file of the server; changes are written to it.")
    private Path file;

    private Configuration configuration;

    Configuration configuration() throws ConfigurationException {
        if (configuration == null) {
            configuration = options.load(file);
        }
        return configuration;
    }

    /** The options by which another command finds the same server, each after a blank. */
    String again() {
        return options.again(file);
    }

    /** Has a command run by the server; empty when none runs. */
    Optional<String> tell(final String... words) throws IOException, ConfigurationException {
        final Path folder = configuration().get(TargetSettings.DATA_DIR);
        return new ControlClient(new DataFolder(folder).controlSocket()).run(List.of(words));
    }

    /** Has the server take new keys, each a word. */
    Optional<String> tell(final String what, final String verb, final String name, final Map<String, String> keys)
            throws IOException, ConfigurationException {
        return tell(Stream.concat(Stream.of(what, verb, name),
            keys.entrySet().stream().map(key -> key.getKey() + "=" + key.getValue())).toArray(String[]::new));
    }

    /** Has a command run by the server, which must be there. */
    String demand(final String... words) throws IOException, ConfigurationException, NoServerException {
        return tell(words).orElseThrow(() -> new NoServerException("no server runs with the data folder "
            + configuration.get(TargetSettings.DATA_DIR)
            + (file == null ? "; name its properties file with --config" : "")));
    }

    /** Writes keys to the properties file, or says which lines the administrator has to write. */
    String keep(final Map<String, String> values) throws IOException {
        if (file != null) {
            PropertiesEditor.set(file, values);
            return "written to " + file + "\n";
        }
        final StringBuilder lines = new StringBuilder("to keep it, add to the properties file:\n");
        values.forEach((key, value) -> lines.append("  ").append(key).append(" = ").append(value).append('\n'));
        return lines.toString();
    }
}
