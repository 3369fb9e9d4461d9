package orbis.perf.peer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import orbis.perf.load.Quantities;
import orbis.perf.process.Cleanup;
import orbis.perf.process.DebianPackages;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orbis bench dhcp}: leases of Orbis and Kea side by side, asked for by the same clients. */
@Command(name = "dhcp", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Compares DHCP servers side by side, by perfdhcp: needs root, for network namespaces.")
public final class DhcpCommand implements Callable<Integer> {
    private static final double NS_PER_MS = 1e6;
    private static final double US_PER_MS = 1e3;
    private static final double US_PER_S = 1e6;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    @Spec
    private CommandSpec spec;
    @Option(names = "--servers", split = ",", defaultValue = "orbis,kea,kea-mt",
        description = "kea has one thread, as Debian configures it; kea-mt has its pool. Default: ${DEFAULT-VALUE}.")
    private List<String> servers;
    @Option(names = "--rates", split = ",", defaultValue = "1000,2000,4000,8000,16000",
        description = "New clients that come in a second. Default: ${DEFAULT-VALUE}.")
    private List<Integer> rates;
    @Option(names = "--seconds", defaultValue = "5", description = "Length of a run. Default: ${DEFAULT-VALUE}.")
    private int seconds;
    @Option(names = "--rounds", defaultValue = "1",
        description = "Runs of each server at each rate, by turns; of several, the one with the median of the ACKs'"
            + " 99th percentiles is told again at the end. Default: ${DEFAULT-VALUE}.")
    private int rounds;
    @Option(names = "--warm-up", paramLabel = "TIME", defaultValue = "5s", converter = Quantities.Time.class,
        description = "A run at the last rate that is not counted, of whole seconds. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;
    @Option(names = "--dir", defaultValue = "${java.io.tmpdir}",
        description = "Where the leases are kept: a file system on the disk in question. Default: ${DEFAULT-VALUE}.")
    private Path dir;
    private final List<Run> runs = new ArrayList<>();

    /** What one server did at one rate, once, and what the disk did meanwhile, in nanoseconds. */
    private record Run(String server, int rate, PerfdhcpReport report, double cpuUs, Histogram disk) {
        long tail() {
            return PerfdhcpReport.percentile(report.ackUs(), TAIL);
        }
    }

    @Override
    public Integer call() throws Exception {
        DebianPackages.require("kea-admin", "kea-dhcp4-server");
        final List<DhcpPeer> peers = new ArrayList<>();
        try (Cleanup cleanup = new Cleanup()) {
            final Path work = cleanup.folder(dir, "orbis-dhcp-");
            final DiskProbe probe = cleanup.make(() -> new DiskProbe(work));
            for (final String server : servers) {
                final Path own = Files.createDirectories(work.resolve(server));
                peers.add(cleanup.make(() -> DhcpPeer.start(server, own)));
            }
            if (warmUp.toSeconds() > 0) {
                peers.forEach(peer -> peer.load(rates.get(rates.size() - 1), (int) warmUp.toSeconds()));
            }
            for (final int rate : rates) {
                for (int round = 0; round < rounds; round++) {
                    for (final DhcpPeer peer : peers) {
                        run(peer, rate, probe);
                    }
                }
            }
            if (rounds > 1) {
                tellMedians();
            }
            tellDisk();
        }
        return 0;
    }

    private void run(final DhcpPeer peer, final int rate, final DiskProbe probe) throws IOException {
        probe.take();
        final double before = peer.cpuSeconds();
        final PerfdhcpReport report = peer.load(rate, seconds);
        final double cpuUs = (peer.cpuSeconds() - before) * US_PER_S / Math.max(1, report.leases());
        final Run run = new Run(peer.name(), rate, report, cpuUs, probe.take());
        runs.add(run);
        tell(run);
    }

    private void tellMedians() {
        spec.commandLine().getOut().println("Medians of " + rounds + ":");
        for (final int rate : rates) {
            for (final String server : servers) {
                final List<Run> same = runs.stream().filter(run -> run.rate == rate && run.server.equals(server))
                    .sorted(Comparator.comparingLong(Run::tail)).toList();
                tell(same.get(same.size() / 2));
            }
        }
    }

    private void tell(final Run run) {
        final PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT,
            "%-7s %6d clients/s: %8.0f leases/s, %5.1f %% without; OFFER %s ms, ACK %s ms; %4.0f us CPU a lease; "
                + "disk max %.1f ms",
            run.server, run.rate, run.report.rate(), run.report.lostPercent(), times(run.report.offerUs()),
            times(run.report.ackUs()), run.cpuUs, run.disk.getMaxValue() / NS_PER_MS));
        out.flush();
    }

    /** A stall of the disk, for which a server waits that forces what it promises, is none of the server. */
    private void tellDisk() {
        final Histogram all = new Histogram(3);
        runs.forEach(run -> all.add(run.disk));
        spec.commandLine().getOut().println(String.format(Locale.ROOT,
            "%n%d forced writes of 4 KiB beside these runs, in %s: p50 %.2f p99 %.2f max %.2f ms", all.getTotalCount(),
            dir, all.getValueAtPercentile(MEDIAN) / NS_PER_MS, all.getValueAtPercentile(TAIL) / NS_PER_MS,
            all.getMaxValue() / NS_PER_MS));
    }

    private static String times(final long[] us) {
        return String.format(Locale.ROOT, "p50 %.2f p99 %.2f", PerfdhcpReport.percentile(us, MEDIAN) / US_PER_MS,
            PerfdhcpReport.percentile(us, TAIL) / US_PER_MS);
    }
}
