package orbis.perf.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadRun;
import orbis.perf.load.TargetUrl;
import orbis.perf.load.Workload;
import orbis.sys.LibC;

/** What is measured on Orbis alone, or on another engine than the cells were: digests, fairness, {@code nio}. */
final class Solo {
    private static final double MOST_DIGESTS_COST = 15;
    private static final double LEAST_NIO = 1.5;
    private static final double LEAST_GENERATOR = 1.5;
    private static final double LONGEST_WAIT_MS = 5;
    private static final int BULK_DEPTH = 128;
    private static final int BULK_BLOCK = 256 << 10;
    private static final double NS_PER_MS = 1e6;
    private static final int LEAST_URGENT = 19;

    private final Trials trials;

    Solo(final Trials trials) {
        this.trials = trials;
    }

    /** What digests of headers and data cost the target, in CPU time for an I/O; with and without them in turns. */
    List<Finding> digests() throws IOException, InterruptedException {
        final List<Finding> findings = new ArrayList<>();
        for (final String name : List.of("4 KiB random read, file", "64 KiB random read, file",
            "64 KiB random write, file")) {
            final Cell cell = Cell.named(name);
            final List<Measurement> without = new ArrayList<>();
            final List<Measurement> with = new ArrayList<>();
            for (int run = 0; run < trials.runs(); run++) {
                without.add(trials.measure(trials.peers().orbis(), cell.backing(), trials.workload(cell)));
                with.add(trials.measure(
                    trials.peers().orbis(), cell.backing(), trials.workload(cell).digests(true, true)));
            }
            final double cost = Measurement.median(with).cpuPer100k() / Measurement.median(without).cpuPer100k() - 1;
            findings.add(trials.tell(Finding.atMost(
                "digests, " + cell.name() + ": CPU of the target", cost * 100, "% more", MOST_DIGESTS_COST)));
        }
        return findings;
    }

    /** How long a client with little to ask waits beside one that asks for all that it can. */
    List<Finding> fairness() throws IOException, InterruptedException {
        final List<Finding> findings = new ArrayList<>();
        for (final int readPercent : List.of(100, 0)) {
            final double[] waitsMs = new double[trials.runs()];
            // Once in vain: the JVM compiles what it sees for the first time, on the core that the agent has.
            besideBulk(readPercent);
            for (int run = 0; run < trials.runs(); run++) {
                waitsMs[run] = trials.undisturbed().take(() -> besideBulk(readPercent));
            }
            Arrays.sort(waitsMs);
            findings.add(trials.tell(Finding.atMost("p99 of 4 KiB at depth 1 beside 256 KiB "
                + (readPercent == 100 ? "reads" : "writes") + " at depth " + BULK_DEPTH,
                waitsMs[waitsMs.length / 2], "ms", LONGEST_WAIT_MS)));
        }
        return findings;
    }

    /** The 99th percentile of small reads, in milliseconds. */
    private double besideBulk(final int readPercent) throws IOException, InterruptedException {
        final OrbisPeer orbis = trials.peers().orbis();
        final Workload bulk = new Workload().block(BULK_BLOCK).depth(BULK_DEPTH).readPercent(readPercent)
            .warmUp(Duration.ZERO).duration(trials.warmUp().plus(trials.duration()).plusMillis(500));
        final CountDownLatch began = new CountDownLatch(1);
        final CompletableFuture<Void> beside = background(orbis.url(Backing.TMPFS.disk()), bulk, began);
        began.await();
        final Measurement small = Trials.measureOnce(orbis, Backing.TMPFS,
            new Workload().depth(1).warmUp(trials.warmUp()).duration(trials.duration()));
        beside.join();
        return small.latencies().getValueAtPercentile(99) / NS_PER_MS;
    }

    /** The bulk yields the core that both initiators share: it is the target's fairness that is measured. */
    private static CompletableFuture<Void> background(
        final TargetUrl url, final Workload workload, final CountDownLatch began) {
        return CompletableFuture.runAsync(() -> {
            try {
                LibC.INSTANCE.nice(LEAST_URGENT);
                LoadRun.run(List.of(url), workload, new LoadObserver() {
                    @Override
                    public void began() {
                        began.countDown();
                    }
                });
            } catch (final IOException | InterruptedException e) {
                throw new CompletionException(e);
            } finally {
                began.countDown();
            }
        }, bulk -> new Thread(bulk, "bulk").start());
    }

    /** The engine of kernels without io_uring, against what tgt gave in the cells. */
    List<Finding> nio(final List<CellResult> cells) throws IOException, InterruptedException {
        final List<Finding> findings = new ArrayList<>();
        for (final String name : List.of("4 KiB random read, file", "4 KiB random write, file",
            "64 KiB random read, file", "64 KiB random write, file")) {
            for (final CellResult result : cells) {
                if (result.cell().name().equals(name) && result.initiator().equals(Initiator.Own.NAME)
                    && result.tgt() != null) {
                    findings.add(nio(result));
                }
            }
        }
        return findings;
    }

    private Finding nio(final CellResult result) throws IOException, InterruptedException {
        final List<Measurement> measured = new ArrayList<>();
        for (int run = 0; run < trials.runs(); run++) {
            measured.add(trials.measure(trials.peers().nio(), result.cell().backing(), trials.workload(result.cell())));
        }
        return trials.tell(Finding.atLeast("nio, " + result.cell().name() + ", against tgt",
            Measurement.median(measured).iops() / result.tgt().iops(), "", LEAST_NIO));
    }

    /** How much our generator asks for with a second of CPU time, against iscsi-perf, in the cell that takes most. */
    static List<Finding> generator(final List<CellResult> cells) {
        final String name = "4 KiB random read, memory";
        double own = 0;
        double libiscsi = 0;
        for (final CellResult result : cells) {
            if (result.cell().name().equals(name)) {
                final double perSecond = 1 / result.orbis().clientCpuPer100k();
                own = result.initiator().equals(Initiator.Own.NAME) ? perSecond : own;
                libiscsi = result.initiator().equals(Initiator.Libiscsi.NAME) ? perSecond : libiscsi;
            }
        }
        return own == 0 || libiscsi == 0 ? List.of() : List.of(Finding.atLeast(
            "our generator against iscsi-perf, I/Os for a second of CPU", own / libiscsi, "", LEAST_GENERATOR));
    }
}
