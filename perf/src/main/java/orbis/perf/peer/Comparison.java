package orbis.perf.peer;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orbis.perf.load.LoadRun;
import orbis.perf.load.Workload;

/** Measures the cells, the growth over sessions and the cost of idling, against both targets in turn. */
final class Comparison {
    private static final int IDLE_SESSIONS = 1_000;
    private static final int WORKING_SESSIONS = 200;
    /** More sessions than this take tgt minutes to log in. */
    private static final int TGT_SESSIONS = 1_000;

    private final Peers peers;
    private final int runs;
    private final Duration warmUp;
    private final Duration duration;
    private final List<Initiator> initiators;
    private final PrintWriter progress;

    Comparison(
        final Peers peers, final int runs, final Duration warmUp, final Duration duration,
        final boolean libiscsi, final PrintWriter progress) {
        this.peers = peers;
        this.runs = runs;
        this.warmUp = warmUp;
        this.duration = duration;
        this.progress = progress;
        final Initiator own = new Initiator.Own(warmUp, duration);
        this.initiators = libiscsi ? List.of(own, new Initiator.Libiscsi(duration)) : List.of(own);
    }

    /** Measures one cell with each initiator. */
    List<CellResult> cell(final Cell cell) throws IOException, InterruptedException {
        final OrbisPeer orbis = peers.orbis(cell.spinning());
        final List<CellResult> results = new ArrayList<>();
        final Map<String, Double> expected = new HashMap<>();
        for (final Initiator initiator : initiators) {
            final List<Measurement> ofTgt = new ArrayList<>();
            final List<Measurement> ofOrbis = new ArrayList<>();
            for (int run = 1; run <= runs; run++) {
                if (peers.hasTgt()) {
                    ofTgt.add(measure(initiator, cell, peers.tgt(), cell.baseline(), expected, run));
                }
                ofOrbis.add(measure(initiator, cell, orbis, cell.backing(), expected, run));
            }
            results.add(new CellResult(cell, initiator.name(),
                ofTgt.isEmpty() ? null : Measurement.median(ofTgt), Measurement.median(ofOrbis)));
        }
        return results;
    }

    private Measurement measure(
        final Initiator initiator, final Cell cell, final Peer peer, final Backing disk,
        final Map<String, Double> expected, final int run) throws IOException, InterruptedException {
        final Measurement measured =
            initiator.measure(cell, peer, disk, expected.getOrDefault(peer.name(), 0.0));
        expected.put(peer.name(), measured.iops());
        progress.printf("%-40s %-16s %-5s run %d: %,10.0f IOPS %,9.1f us %6.3f CPU-s/100k%n",
            cell.name(), initiator.name(), peer.name(), run, measured.iops(), measured.latencyUs(),
            measured.cpuPer100k());
        progress.flush();
        return measured;
    }

    /**
     * Cost and rate of I/O over growing numbers of sessions.
     *
     * @param sessions counts of sessions, each a point of the curve.
     * @return points for sessions that all work, and for some of them working among idle ones.
     */
    List<GrowthPoint> growth(final List<Integer> sessions) throws IOException, InterruptedException {
        final List<GrowthPoint> points = new ArrayList<>();
        for (final int count : sessions) {
            if (count <= TGT_SESSIONS && peers.hasTgt()) {
                points.add(point(peers.tgt(), count, count));
            }
            points.add(point(peers.orbis(false), count, count));
        }
        for (final int count : sessions) {
            if (count >= WORKING_SESSIONS) {
                points.add(point(peers.orbis(false), count, WORKING_SESSIONS));
            }
        }
        return points;
    }

    private GrowthPoint point(final Peer peer, final int sessions, final int active)
            throws IOException, InterruptedException {
        final Workload workload = new Workload().sessions(sessions).active(active)
            .depth(Math.max(1, Cell.all().get(0).depth() / active)).warmUp(warmUp).duration(duration);
        final long before = new ProcessStat(peer.pid()).residentBytes();
        final long[] during = {0};
        final Initiator.CpuWatch watch = new Initiator.CpuWatch(peer.pid()) {
            @Override
            public void connected(final int count) {
                during[0] = new ProcessStat(peer.pid()).residentBytes();
            }
        };
        final Measurement measured = Initiator.Own.run(
            peer, List.of(peer.url(Backing.TMPFS.disk())), workload, watch);
        final GrowthPoint point = new GrowthPoint(peer.name(), sessions, active, measured,
            (double) Math.max(during[0] - before, 0) / sessions);
        progress.printf("%,d sessions, %,d of them working, %-5s: %,10.0f IOPS %6.3f CPU-s/100k%n",
            sessions, active, peer.name(), measured.iops(), measured.cpuPer100k());
        progress.flush();
        return point;
    }

    /** Share of a core that Orbis takes while many sessions are idle. */
    double idle() throws IOException, InterruptedException {
        final OrbisPeer orbis = peers.orbis(false);
        final Workload idle = new Workload().sessions(IDLE_SESSIONS).active(0).warmUp(warmUp)
            .duration(duration.multipliedBy(2));
        final Initiator.CpuWatch watch = new Initiator.CpuWatch(orbis.pid());
        final double seconds = LoadRun.run(List.of(orbis.url(Backing.TMPFS.disk())), idle, watch).seconds();
        final double share = watch.seconds() / seconds;
        progress.printf("%,d idle sessions: %.2f %% of a core%n", IDLE_SESSIONS, share * 100);
        progress.flush();
        return share;
    }
}
