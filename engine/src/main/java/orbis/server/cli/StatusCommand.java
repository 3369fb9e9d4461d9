package orbis.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import orbis.engine.status.CountersView;
import orbis.server.DataFolder;
import orbis.server.config.Configuration;
import orbis.server.config.TargetSettings;
import orbis.server.config.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a server does, from its mapped counters: the server is not asked. */
@Command(name = "status", mixinStandardHelpOptions = true,
    description = "Prints sessions, disks, rates, latencies and faults of the running server.")
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;
    @Mixin
    private ConfigurationOptions options;
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "Properties file of the server.")
    private Path file;
    @Option(names = {"-c", "--config"}, paramLabel = "FILE", description = "The same, as other commands take it.")
    private Path config;
    @Option(names = "--json", description = "Prints one JSON object (a line for each look with --watch).")
    private boolean json;
    @Option(names = "--watch", description = "Looks again and again, until Ctrl-C.")
    private boolean watch;
    @Option(names = "--interval", paramLabel = "TIME", defaultValue = "1s",
        description = "Time over which rates are taken (default: ${DEFAULT-VALUE}).")
    private String interval;

    @Override
    public Integer call() throws Exception {
        final Configuration configuration = options.load(config == null ? file : config);
        final long intervalNs = intervalNs();
        final CountersView view = open(configuration.get(TargetSettings.DATA_DIR));
        final PrintWriter out = spec.commandLine().getOut();
        StatusSample before = StatusSample.of(view);
        do {
            // Nothing ever counts it down: a wait that Ctrl-C ends with the process.
            new CountDownLatch(1).await(intervalNs, TimeUnit.NANOSECONDS);
            final StatusSample now = StatusSample.of(view);
            final StatusReport report = new StatusReport(before, now, watch);
            out.print(json ? report.json() + "\n" : report.text());
            out.flush();
            before = now;
            // A reader such as head goes when it has seen enough; the writer above the stream does not tell.
        } while (watch && !System.out.checkError() && view.isAlive(System.currentTimeMillis()));
        return 0;
    }

    private long intervalNs() {
        try {
            return Math.max(1, Units.durationNs(interval));
        } catch (final IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), "--interval: " + wrong.getMessage(), wrong);
        }
    }

    private static CountersView open(final Path folder) throws IOException, NoServerException {
        final Path counters = new DataFolder(folder).counters();
        if (!Files.exists(counters)) {
            throw new NoServerException("no server has run with the data folder " + folder
                + "; name its properties file, or -D" + TargetSettings.DATA_DIR + "=FOLDER");
        }
        final CountersView view = CountersView.open(counters);
        if (!view.isAlive(System.currentTimeMillis())) {
            throw new NoServerException("the server with the data folder " + folder + " (process " + view.pid()
                + ") has ended");
        }
        return view;
    }
}
