package orbis.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import orbis.server.OrbisServer;
import orbis.server.config.Configuration;
import orbis.server.config.TargetSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to end. */
@Command(name = "serve", mixinStandardHelpOptions = true,
    description = "Serves disks. Without a file and without a disk: a small demo disk on 127.0.0.1:3260.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private ConfigurationOptions options;
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Properties file.")
    private Path file;

    @Override
    public Integer call() throws Exception {
        final Configuration configuration = options.load(file);
        // Read by the logger's configuration when the first logger is made, which is below.
        System.setProperty(TargetSettings.LOG_LEVEL.key(), configuration.get(TargetSettings.LOG_LEVEL).name());
        final Signals signals = new Signals();
        try (OrbisServer server = OrbisServer.launch(configuration)) {
            signals.serving();
            spec.commandLine().getOut().print(new Banner(configuration, server).text(file, options.again(file)));
            spec.commandLine().getOut().flush();
            signals.await();
        }
        signals.ended();
        return 0;
    }
}
