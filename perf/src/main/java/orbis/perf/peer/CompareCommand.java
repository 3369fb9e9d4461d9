package orbis.perf.peer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import orbis.perf.load.Quantities;
import orbis.perf.process.Cleanup;
import orbis.perf.process.DebianPackages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orbis bench compare}: Orbis and tgt on the same disks and the same core, one after the other. */
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Measures Orbis and tgt side by side: same backing, same core, in turns; medians of the runs.")
public final class CompareCommand implements Callable<Integer> {
    private static final int MISSED_STATUS = 3;

    @Spec
    private CommandSpec spec;
    @Option(names = "--quick", description = "One run of each cell, and nothing else: a first look.")
    private boolean quick;
    @Option(names = "--check", description = "End with exit code " + MISSED_STATUS + " when a floor is missed.")
    private boolean check;
    @Option(names = "--only", paramLabel = "TEXT", description = "Only cells whose name contains this.")
    private String only = "";
    @Option(names = "--no-cells", description = "No cells, and not what is compared with them.")
    private boolean noCells;
    @Option(names = "--no-growth", description = "No growth over sessions, no digests, no fairness, no idling.")
    private boolean noGrowth;
    @Option(names = "--no-libiscsi", description = "Only the load generator of Orbis.")
    private boolean noLibiscsi;
    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Runs (default ${DEFAULT-VALUE}).")
    private int runs;
    @Option(names = "--warm-up", paramLabel = "TIME", defaultValue = "300ms", converter = Quantities.Time.class,
        description = "Before each run (default ${DEFAULT-VALUE}).")
    private Duration warmUp;
    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "1500ms", converter = Quantities.Time.class,
        description = "Of each run (default ${DEFAULT-VALUE}).")
    private Duration duration;
    @Option(names = "--sessions", paramLabel = "N", split = ",", defaultValue = "1,10,100,1000,5000",
        description = "Points of the growth over sessions (default ${DEFAULT-VALUE}).")
    private List<Integer> sessions;
    @Option(names = "--size", paramLabel = "SIZE", defaultValue = "1g", converter = Quantities.Bytes.class,
        description = "Of each disk (default ${DEFAULT-VALUE}).")
    private long size;
    @Option(names = "--tmpfs", paramLabel = "DIR", defaultValue = "/dev/shm",
        description = "Where the file in memory is made (default ${DEFAULT-VALUE}).")
    private Path tmpfs;
    @Option(names = "--disk", paramLabel = "DIR", defaultValue = "/var/tmp",
        description = "Where the file on a disk is made (default ${DEFAULT-VALUE}).")
    private Path disk;
    @Option(names = "--engine", paramLabel = "NAME", defaultValue = "auto",
        description = "Orbis's I/O engine: auto, uring, nio (default ${DEFAULT-VALUE}).")
    private String engine;
    @Mixin
    private Cores cores;
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "bench-report",
        description = "Where the report goes (default ${DEFAULT-VALUE}).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        if (quick) {
            runs = 1;
            noGrowth = true;
        }
        Files.createDirectories(out);
        final String machine = machine();
        cores.pinClient();
        final PrintWriter progress = spec.commandLine().getErr();
        final Report report;
        try (Cleanup cleanup = new Cleanup()) {
            final Peers peers =
                cleanup.make(() -> new Peers(cores.ofTarget(), tmpfs, disk, out, size, engine));
            if (!peers.hasTgt()) {
                progress.println("tgt is not installed: Orbis is measured alone (apt-get install tgt)");
            }
            report = measure(peers, machine, progress);
        }
        write(report);
        spec.commandLine().getOut().print(TextReport.of(report));
        spec.commandLine().getOut().flush();
        return check && report.missed() > 0 ? MISSED_STATUS : 0;
    }

    private Report measure(final Peers peers, final String machine, final PrintWriter progress)
            throws IOException, InterruptedException {
        final boolean libiscsi = !noLibiscsi && DebianPackages.missing("libiscsi-bin", "qemu-utils").isEmpty();
        final Undisturbed undisturbed = new Undisturbed();
        final Comparison comparison =
            new Comparison(peers, cores, runs, warmUp, duration, libiscsi, undisturbed, progress);
        final List<CellResult> cells = new ArrayList<>();
        if (!noCells) {
            for (final Cell cell : Cell.all()) {
                if (cell.name().contains(only)) {
                    cells.addAll(comparison.cell(cell));
                }
            }
        }
        final List<GrowthPoint> growth = new ArrayList<>();
        final List<Finding> findings = new ArrayList<>(Solo.generator(cells));
        if (!noGrowth) {
            try (Cleanup awake = new Cleanup()) {
                cores.keepAwake(awake);
                growth.addAll(grow(new Trials(peers, runs, warmUp, duration, undisturbed, progress), cells, findings));
            }
        }
        return new Report(machine, String.format(Locale.ROOT,
            "%s; medians of %d runs of %.1f s, %s, loopback, disks of %d MiB, Orbis with one agent and the I/O engine "
                + "'%s', latencies with cores that may sleep; the hypervisor took %.1f %% of the time at most while "
                + "something was measured",
            LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS), runs, duration.toMillis() / 1e3, cores, size >> 20,
            engine, undisturbed.worst() * 100), cells, growth, findings);
    }

    private List<GrowthPoint> grow(final Trials trials, final List<CellResult> cells, final List<Finding> findings)
            throws IOException, InterruptedException {
        final ManySessions many = new ManySessions(trials);
        final Solo solo = new Solo(trials);
        // First, while the process has not seen thousands of sessions yet: what they leave would be used again.
        findings.addAll(many.idle());
        findings.addAll(solo.digests());
        findings.addAll(solo.fairness());
        final List<GrowthPoint> growth = many.growth(sessions);
        findings.addAll(ManySessions.flatness(growth));
        findings.addAll(many.losses());
        findings.addAll(solo.nio(cells));
        return growth;
    }

    private void write(final Report report) throws IOException {
        Files.writeString(out.resolve("report.md"), TextReport.of(report));
        Files.writeString(out.resolve("report.json"), JsonReport.of(report));
        Files.writeString(out.resolve("report.html"), HtmlReport.of(report));
        HistogramLogs.write(report, out);
        spec.commandLine().getErr().println("report: " + out.resolve("report.html").toAbsolutePath());
    }

    private static String machine() throws IOException {
        final String cpu = Files.readString(Path.of("/proc/cpuinfo")).lines()
            .filter(line -> line.startsWith("model name")).findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        return String.format("%s, %d cores, Linux %s, Java %s", cpu, Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.version"), Runtime.version());
    }
}
