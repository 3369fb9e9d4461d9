package orbis.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

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
        final CountDownLatch told = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            told.countDown();
            awaitQuietly(ended);
        }, "orbis-shutdown"));
        try (OrbisServer server = OrbisServer.launch(configuration)) {
            spec.commandLine().getOut().print(new Banner(configuration, server).text(file));
            spec.commandLine().getOut().flush();
            told.await();
        } finally {
            ended.countDown();
        }
        return 0;
    }

    /** A signal ends the process when its hooks have: this one waits until all is closed. */
    private static void awaitQuietly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
