package orbis.perf.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import orbis.perf.load.AddressPattern;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadRun;
import orbis.perf.load.Quantities;
import orbis.perf.load.Workload;
import orbis.perf.peer.Cores;
import orbis.perf.peer.OrbisPeer;
import orbis.perf.peer.ProcessStat;
import orbis.perf.process.Cleanup;
import orbis.perf.process.Commands;
import orbis.perf.process.Readiness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orbis bench soak}: a server of its own under full load, and what of it grows. */
@Command(name = "soak", mixinStandardHelpOptions = true, sortOptions = false,
    description = "Full load for a long time, sessions coming and going, data verified. Fails when live heap, memory "
        + "off the heap or descriptors grow, when data is wrong, or when the collector stops all threads for long.")
public final class SoakCommand implements Callable<Integer> {
    private static final long HEAP = 128L << 20;
    private static final long DISK_SIZE = 256L << 20;
    private static final int FILL_BLOCK = 256 << 10;
    private static final List<String> DISKS = List.of("small", "large", "visitors");
    private static final Duration PARTING = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);

    @Spec
    private CommandSpec spec;
    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "30m", converter = Quantities.Time.class,
        description = "How long (default ${DEFAULT-VALUE}).")
    private Duration duration;
    @Option(names = "--interval", paramLabel = "TIME", defaultValue = "1m", converter = Quantities.Time.class,
        description = "Between looks at the process; each collects all of the heap (default ${DEFAULT-VALUE}).")
    private Duration interval;
    @Option(names = "--engine", paramLabel = "NAME", defaultValue = "auto",
        description = "I/O engine: auto, uring, nio (default ${DEFAULT-VALUE}).")
    private String engine;
    @Mixin
    private Cores cores;
    @Option(names = "--longest-pause", paramLabel = "MS", defaultValue = "1",
        description = "Longest pause of the collector that is allowed after the first look, in milliseconds "
            + "(default ${DEFAULT-VALUE}).")
    private double longestPauseMs;
    @Option(names = "--java-options", paramLabel = "TEXT", defaultValue = "",
        description = "Further options of the server's JVM.")
    private String javaOptions;
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "soak-report",
        description = "Where the report and the server's logs go (default ${DEFAULT-VALUE}).")
    private Path out;

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(out);
        cores.pinClient();
        final Path collector = out.resolve("gc.log");
        Files.deleteIfExists(collector);
        final SoakVerdict verdict;
        try (Cleanup cleanup = new Cleanup()) {
            cores.keepAwake(cleanup);
            verdict = watch(cleanup.make(() -> orbis(collector).start()), collector);
        }
        final List<String> complaints = verdict.complaints(longestPauseMs);
        final String how = String.format(Locale.ROOT, "%d s of load on the I/O engine '%s', %s, Java %s, Linux %s",
            duration.toSeconds(), engine, cores, Runtime.version(), System.getProperty("os.version"));
        final String text = SoakReport.text(how, verdict, complaints);
        Files.writeString(out.resolve("soak.md"), text);
        Files.writeString(out.resolve("soak.json"), SoakReport.json(how, verdict, complaints));
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return complaints.isEmpty() ? 0 : 1;
    }

    private OrbisPeer orbis(final Path collector) {
        // As many agents as it has cores.
        return new OrbisPeer(cores.ofTarget(), out).fixedHeap(HEAP)
            .javaOptions("-Xlog:gc,gc+phases:file=" + collector + "::filecount=0 " + javaOptions)
            .memoryDisk("small", Long.toString(DISK_SIZE)).memoryDisk("visitors", Long.toString(DISK_SIZE))
            .disk("large", out.resolve("large.img").toAbsolutePath())
            .set("orbis.disk.large.size", Long.toString(DISK_SIZE))
            .set("orbis.io.engine", engine).set("orbis.target.memory", "64m")
            .set("orbis.target.sessions.per.client", "64").set("orbis.target.connections", "1024");
    }

    private SoakVerdict watch(final OrbisPeer orbis, final Path collector) throws IOException, InterruptedException {
        final ProcessStat stat = new ProcessStat(orbis.pid());
        fill(orbis);
        tell(orbis, "GC.run"); // the JVM listens for such commands from the first one on
        final int descriptors = settled(stat, Integer.MAX_VALUE);
        final List<SoakSample> samples = new ArrayList<>();
        final SoakLoad load =
            new SoakLoad(orbis.url("small"), orbis.url("large"), orbis.url("visitors"), duration);
        final PrintWriter progress = spec.commandLine().getErr();
        double beforeS = 0;
        long before = 0;
        int pausesOfStart = 0;
        while (!load.awaitEnd(interval.toNanos())) {
            final double nowS = load.seconds();
            final long now = load.ios();
            final SoakSample sample = sample(orbis, stat, load, (now - before) / (nowS - beforeS));
            if (samples.isEmpty()) {
                pausesOfStart = CollectorLog.pauses(Files.readString(collector)).size();
            }
            samples.add(sample);
            before = now;
            beforeS = nowS;
            progress.printf(Locale.ROOT, "%,6.0f s  %,8.0f IOPS  %,d sessions gone  heap %,d KiB  off heap %,d KiB  "
                + "%d descriptors%n", sample.atSeconds(), sample.iops(), sample.sessions(), sample.heapBytes() >> 10,
                sample.offHeapBytes() >> 10, sample.descriptors());
            progress.flush();
        }
        final List<CollectorLog.Pause> pauses = CollectorLog.pauses(Files.readString(collector));
        return new SoakVerdict(samples, pauses.subList(pausesOfStart, pauses.size()), descriptors,
            settled(stat, descriptors), load.faults());
    }

    /** Disks of memory take it when they are written to: all of it now. */
    private static void fill(final OrbisPeer orbis) throws IOException, InterruptedException {
        for (final String disk : DISKS) {
            LoadRun.run(List.of(orbis.url(disk)), new Workload().block(FILL_BLOCK).readPercent(0).depth(4)
                .pattern(AddressPattern.Kind.SEQUENTIAL).count(DISK_SIZE / FILL_BLOCK).warmUp(Duration.ZERO)
                .duration(Duration.ofMinutes(2)), LoadObserver.NONE);
        }
    }

    private static SoakSample sample(
        final OrbisPeer orbis, final ProcessStat stat, final SoakLoad load, final double iops) {
        tell(orbis, "GC.run");
        final long heap = CollectorLog.usedBytes(tell(orbis, "GC.heap_info"));
        return new SoakSample(load.seconds(), iops, load.sessions(), heap, stat.residentBytes() - HEAP,
            stat.descriptors(), stat.threads());
    }

    private static String tell(final OrbisPeer orbis, final String command) {
        final String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return Commands.run(jcmd, Long.toString(orbis.pid()), command).require();
    }

    /** Descriptors once the last sessions are gone: no more than there were, or as many as there are after a while. */
    private static int settled(final ProcessStat stat, final int most) throws IOException {
        final AtomicInteger before = new AtomicInteger(-1);
        Readiness.await(() -> {
            final int now = stat.descriptors();
            return before.getAndSet(now) == now && now <= most;
        }, LOOK, PARTING);
        return before.get();
    }
}
