package orbis.server.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import orbis.server.config.Configuration;
import orbis.server.config.ConfigurationException;
import orbis.server.config.ConfigurationPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what the server would run with. */
@Command(name = "config", mixinStandardHelpOptions = true,
    description = "Checks the configuration and prints every value with its origin.")
final class ConfigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private ConfigurationOptions options;
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Properties file.")
    private Path file;
    @Option(names = "--page", description = "Prints the page of all keys instead.")
    private boolean page;
    @Option(names = "--set-only", description = "Leaves out what has its default.")
    private boolean setOnly;

    @Override
    public Integer call() throws ConfigurationException {
        final PrintWriter out = spec.commandLine().getOut();
        if (page) {
            out.print(ConfigurationPage.write());
            out.flush();
            return 0;
        }
        final Table table = new Table();
        for (final Map.Entry<String, Configuration.Value> entry : options.load(file).values().entrySet()) {
            final Configuration.Value value = entry.getValue();
            if (!setOnly || !value.origin().equals(Configuration.DEFAULT)) {
                table.row(entry.getKey(), "= " + value.text(), "# " + value.origin());
            }
        }
        out.print(table);
        out.flush();
        return 0;
    }
}
