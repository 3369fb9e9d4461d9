package orbis.perf.peer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;
import orbis.perf.load.Quantities;
import orbis.perf.load.TftpShape;
import orbis.perf.load.TftpStorm;
import orbis.perf.load.TftpStormResult;
import orbis.perf.process.Cleanup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orbis bench tftp}: TFTP of Orbis, dnsmasq and tftpd-hpa side by side, and a storm of many machines. */
@Command(name = "tftp", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Compares TFTP servers side by side: needs root, for port 69 on addresses of the loopback device.")
public final class TftpCommand implements Callable<Integer> {
    private static final int FIRST_CLIENT = 0x7f010000;
    private static final int WARMING_CLIENTS = 4;
    private static final int WARMING_MEGABYTES = 4;
    private static final double NS_PER_S = 1e9;
    private static final String FILE = "initrd";

    /** The servers that there are. */
    enum Server {
        ORBIS, DNSMASQ, TFTPD_HPA;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Spec
    private CommandSpec spec;
    @Option(names = "--servers", split = ",", defaultValue = "orbis,dnsmasq,tftpd-hpa",
        description = "Default: ${DEFAULT-VALUE}.")
    private List<Server> servers;
    @Option(names = "--clients", split = ",", defaultValue = "1,32,500", converter = Quantities.Count.class,
        description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> counts;
    @Option(names = "--blksize", split = ",", defaultValue = "1024,1468", description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> blksizes;
    @Option(names = "--window", split = ",", defaultValue = "1,4,16", description = "Default: ${DEFAULT-VALUE}.")
    private List<Integer> windows;
    @Option(names = "--mb", defaultValue = "256", converter = Quantities.FileMegabytes.class,
        description = "Megabytes that all clients of a run fetch together. Default: ${DEFAULT-VALUE}.")
    private int megabytes;
    @Option(names = "--warm-up", paramLabel = "TIME", defaultValue = "5s", converter = Quantities.Time.class,
        description = "Transfers from each server that are not counted. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;
    @Mixin
    private Cores cores;
    @Option(names = "--storm", defaultValue = "0",
        description = "Instead, let so many machines of all kinds boot at once.")
    private int storm;
    @Option(names = "--file-mb", defaultValue = "20", converter = Quantities.FileMegabytes.class,
        description = "Megabytes that each machine of the storm fetches. Default: ${DEFAULT-VALUE}.")
    private int stormMegabytes;

    private final List<TftpRun> runs = new ArrayList<>();
    private int failures;

    @Override
    public Integer call() throws Exception {
        cores.pinClient();
        for (final Server server : servers) {
            try (Cleanup cleanup = new Cleanup()) {
                cores.keepAwake(cleanup);
                final Path work = cleanup.folder("orbis-tftp-");
                final Path folder = Files.createDirectory(work.resolve("files"));
                final TftpPeer peer = cleanup.make(() -> start(server, folder, work));
                peer.awaitServing("none");
                warmUp(peer, folder);
                if (storm > 0) {
                    storm(peer, folder);
                } else {
                    compare(peer, folder);
                }
            }
        }
        tellTables();
        return failures == 0 ? 0 : 1;
    }

    private TftpPeer start(final Server server, final Path folder, final Path work) throws IOException {
        return switch (server) {
            case ORBIS -> TftpPeer.orbis(cores.ofTarget(), folder, work);
            case DNSMASQ -> TftpPeer.dnsmasq(cores.ofTarget(), folder, work);
            case TFTPD_HPA -> TftpPeer.hpa(cores.ofTarget(), folder, work);
        };
    }

    /** In all the ways that are measured, by turns: a JVM has compiled them by then. */
    private void warmUp(final TftpPeer peer, final Path folder) throws IOException {
        final long endNs = System.nanoTime() + warmUp.toNanos();
        while (System.nanoTime() - endNs < 0) {
            for (final int blksize : blksizes) {
                for (final int window : windows) {
                    run(peer, folder, WARMING_CLIENTS, blksize, window, WARMING_MEGABYTES);
                }
            }
        }
    }

    private void compare(final TftpPeer peer, final Path folder) throws IOException {
        for (final int count : counts) {
            for (final int blksize : blksizes) {
                for (final int window : windows) {
                    final TftpRun run = run(peer, folder, count, blksize, window, megabytes);
                    runs.add(run);
                    tell(run, count + " x " + blksize + " x window " + window);
                }
            }
        }
    }

    private void storm(final TftpPeer peer, final Path folder) throws IOException {
        final long checksum = write(folder, stormMegabytes << 20);
        try (TftpStorm all = new TftpStorm(peer.address(), peer.port(), FILE, checksum)) {
            final List<TftpShape> shapes =
                List.of(TftpShape.OVMF, TftpShape.IPXE, TftpShape.GRUB, TftpShape.SHIM);
            for (int i = 0; i < shapes.size(); i++) {
                final int first = i * storm / shapes.size();
                all.add((i + 1) * storm / shapes.size() - first, shapes.get(i), FIRST_CLIENT + 256 + first);
            }
            tell(measure(peer, all, 0, 0), "storm");
        }
    }

    private TftpRun run(
        final TftpPeer peer, final Path folder, final int count, final int blksize, final int window, final int total)
            throws IOException {
        final long checksum = write(folder, (total << 20) / count);
        try (TftpStorm clients = new TftpStorm(peer.address(), peer.port(), FILE, checksum)) {
            clients.add(count, TftpShape.blocks(blksize, window), FIRST_CLIENT + 256);
            return measure(peer, clients, blksize, window);
        }
    }

    private static TftpRun measure(
        final TftpPeer peer, final TftpStorm clients, final int blksize, final int window) throws IOException {
        final double before = peer.cpuSeconds();
        final TftpStormResult result = clients.run();
        return new TftpRun(peer.name(), blksize, window, result, peer.cpuSeconds() - before);
    }

    private static long write(final Path folder, final int length) throws IOException {
        final byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        Files.write(folder.resolve(FILE), content);
        final CRC32 checksum = new CRC32();
        checksum.update(content);
        return checksum.getValue();
    }

    private void tell(final TftpRun run, final String what) {
        final TftpStormResult result = run.result();
        failures += result.failures().size();
        spec.commandLine().getOut().println(String.format(Locale.ROOT,
            "%-10s %-26s %8.1f MB/s  %6.2f CPU s/GB  median %.2f s, slowest %.2f s (%.2fx)%s", run.server(), what,
            result.bytesPerSecond() / 1e6, run.cpuSecondsPerGb(), result.medianNs() / NS_PER_S,
            result.slowestNs() / NS_PER_S, result.worstRatio(), run.troubles()));
        spec.commandLine().getOut().flush();
    }

    private void tellTables() {
        final PrintWriter out = spec.commandLine().getOut();
        final String how = cores + ", loopback; " + warmUp.toMillis() / 1e3 + " s of warm-up";
        if (storm > 0) {
            out.println(how);
        } else {
            blksizes.forEach(blksize -> out.print(TftpTable.of(blksize, runs, how + ", " + megabytes + " MB a run")));
        }
        out.flush();
    }
}
