package orbis.perf.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import orbis.perf.load.AddressPattern;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadResult;
import orbis.perf.load.LoadRun;
import orbis.perf.load.TargetUrl;
import orbis.perf.load.Workload;

/** Measures cells. */
public interface Initiator {
    /** Name in reports. */
    String name();

    /**
     * Measures one cell once.
     *
     * @param cell   the workload.
     * @param peer   the target, whose CPU time is watched.
     * @param disk   its disk.
     * @param expect I/Os a second to reckon with, or 0.
     * @return the figures.
     */
    Measurement measure(Cell cell, Peer peer, Backing disk, double expect) throws IOException, InterruptedException;

    /** Orbis's own load generator. */
    final class Own implements Initiator {
        /** Name in reports. */
        static final String NAME = "orbis bench load";

        private final Duration warmUp;
        private final Duration duration;

        Own(final Duration warmUp, final Duration duration) {
            this.warmUp = warmUp;
            this.duration = duration;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Measurement measure(final Cell cell, final Peer peer, final Backing disk, final double expect)
                throws IOException, InterruptedException {
            return run(peer, List.of(peer.url(disk.disk())), cell.workload(warmUp, duration),
                new CpuWatch(peer.pid()));
        }

        /** Runs any workload, and watches the target's CPU time while it is measured. */
        static Measurement run(
            final Peer peer, final List<TargetUrl> urls, final Workload workload, final CpuWatch watch)
                throws IOException, InterruptedException {
            final LoadResult result = LoadRun.run(urls, workload, watch);
            if (result.errors() + result.mismatches() > 0) {
                throw new IOException(peer.name() + ": " + String.join("; ", result.messages()));
            }
            return new Measurement(result.iops(), result.all().getValueAtPercentile(50) / 1e3,
                watch.per100k(result.count()), result.cpuSeconds() / result.count() * 1e5, result.all());
        }
    }

    /** CPU time of a process over the time that is measured. */
    class CpuWatch implements LoadObserver {
        private final ProcessStat stat;
        private double before;
        private double after;

        CpuWatch(final long pid) {
            stat = new ProcessStat(pid);
        }

        @Override
        public void began() {
            before = stat.cpuSeconds();
        }

        @Override
        public void ended() {
            after = stat.cpuSeconds();
        }

        /** CPU seconds. */
        double seconds() {
            return after - before;
        }

        double per100k(final double count) {
            return count == 0 ? 0 : seconds() / count * 1e5;
        }
    }

    /** libiscsi: iscsi-perf for reads; for writes, which it does not do, QEMU's driver. */
    final class Libiscsi implements Initiator {
        /** Name in reports. */
        static final String NAME = "libiscsi";
        private static final double LEAST_EXPECTED = 1_000;
        private static final ProcessStat OWN = new ProcessStat(ProcessHandle.current().pid());

        private final int seconds;

        Libiscsi(final Duration duration) {
            seconds = (int) Math.max(duration.toSeconds(), 2);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Measurement measure(final Cell cell, final Peer peer, final Backing disk, final double expect) {
            final CpuWatch watch = new CpuWatch(peer.pid());
            final TargetUrl url = peer.url(disk.disk());
            final double iops;
            final double count;
            final double before = OWN.cpuSecondsOfChildren();
            watch.began();
            if (cell.readPercent() == 0) {
                final long requests = (long) (Math.max(expect, LEAST_EXPECTED) * seconds);
                iops = QemuBench.write(url, cell.depth(), cell.block(), requests);
                count = requests;
            } else {
                iops = IscsiPerf.run(
                    url, cell.depth(), cell.block(), cell.pattern() == AddressPattern.Kind.RANDOM, seconds);
                count = iops * seconds;
            }
            watch.ended();
            return new Measurement(iops, cell.depth() / iops * 1e6, watch.per100k(count),
                (OWN.cpuSecondsOfChildren() - before) / count * 1e5, null);
        }
    }
}
