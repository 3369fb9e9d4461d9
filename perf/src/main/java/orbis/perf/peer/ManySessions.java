package orbis.perf.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import orbis.perf.load.LoadRun;
import orbis.perf.load.Workload;

/** What many sessions cost: the curve over their number, those that idle, and those that work among idle ones. */
final class ManySessions {
    private static final int IDLE_SESSIONS = 1_000;
    private static final int ALL_SESSIONS = 5_000;
    private static final int WORKING_SESSIONS = 200;
    /** More sessions than this take tgt minutes to log in. */
    private static final int TGT_SESSIONS = 1_000;
    /** From here on each session has one I/O under way, and sends and receives carry one PDU. */
    private static final int FLAT_FROM = 100;
    private static final int UNDER_WAY = 100;

    private static final double MOST_IDLE_PERCENT = 1;
    private static final double MOST_SESSION_KIB = 32;
    private static final double MOST_LOSS_PERCENT = 10;
    private static final double MOST_GROWTH_PERCENT = 25;

    private final Trials trials;

    ManySessions(final Trials trials) {
        this.trials = trials;
    }

    /**
     * Cost and rate of I/O over growing numbers of sessions, all of which work.
     *
     * @param sessions counts of sessions, each a point of the curve.
     * @return points of the curve.
     */
    List<GrowthPoint> growth(final List<Integer> sessions) throws IOException, InterruptedException {
        final List<GrowthPoint> points = new ArrayList<>();
        for (final int count : sessions) {
            if (count <= TGT_SESSIONS && trials.peers().hasTgt()) {
                points.add(point(trials.peers().tgt(), count));
            }
            points.add(point(trials.peers().orbis(), count));
        }
        return points;
    }

    private GrowthPoint point(final Peer peer, final int sessions) throws IOException, InterruptedException {
        final Workload workload = new Workload().sessions(sessions).depth(Math.max(1, UNDER_WAY / sessions))
            .warmUp(trials.warmUp()).duration(trials.duration());
        final List<Measurement> measured = new ArrayList<>();
        // tgt takes long to log in hundreds of sessions, and its curve is there for comparison only.
        for (int run = 0; run < (peer.name().equals(OrbisPeer.NAME) ? trials.runs() : 1); run++) {
            measured.add(trials.measure(peer, Backing.TMPFS, workload));
        }
        final GrowthPoint point = new GrowthPoint(peer.name(), sessions, Measurement.median(measured));
        trials.progress().printf("%,d sessions, %-5s: %,10.0f IOPS %6.3f CPU-s/100k%n",
            sessions, peer.name(), point.measured().iops(), point.measured().cpuPer100k());
        trials.progress().flush();
        return point;
    }

    /** Whether cost grows with the number of sessions, from where each has one I/O under way. */
    static List<Finding> flatness(final List<GrowthPoint> points) {
        final List<Double> costs = points.stream()
            .filter(point -> point.peer().equals(OrbisPeer.NAME) && point.sessions() >= FLAT_FROM)
            .map(point -> point.measured().cpuPer100k()).toList();
        if (costs.size() < 2) {
            return List.of();
        }
        final double most = costs.stream().skip(1).mapToDouble(Double::doubleValue).max().orElseThrow();
        return List.of(Finding.atMost("CPU of an I/O with more than " + FLAT_FROM + " sessions against " + FLAT_FROM,
            (most / costs.get(0) - 1) * 100, "% more", MOST_GROWTH_PERCENT));
    }

    /** What the same load loses when thousands of sessions idle beside those that work. */
    List<Finding> losses() throws IOException, InterruptedException {
        final List<Finding> findings = new ArrayList<>();
        for (final String name : List.of("4 KiB random read, file", "4 KiB random write, file",
            "64 KiB random read, file")) {
            final Cell cell = Cell.named(name);
            final List<Measurement> few = new ArrayList<>();
            final List<Measurement> many = new ArrayList<>();
            for (int run = 0; run < trials.runs(); run++) {
                few.add(working(cell, WORKING_SESSIONS));
                many.add(working(cell, ALL_SESSIONS));
            }
            findings.add(trials.tell(Finding.atMost(String.format("%s, %d of %,d sessions working: lost against %d",
                cell.name(), WORKING_SESSIONS, ALL_SESSIONS, WORKING_SESSIONS),
                (1 - Measurement.median(many).iops() / Measurement.median(few).iops()) * 100, "%",
                MOST_LOSS_PERCENT)));
        }
        return findings;
    }

    private Measurement working(final Cell cell, final int sessions) throws IOException, InterruptedException {
        return trials.measure(trials.peers().orbis(), cell.backing(),
            trials.workload(cell).sessions(sessions).active(WORKING_SESSIONS).depth(1));
    }

    /** What sessions without I/O take: CPU, and memory of the process. What the kernel keeps for a socket is not it. */
    List<Finding> idle() throws IOException, InterruptedException {
        final OrbisPeer orbis = trials.peers().orbis();
        final ProcessStat stat = new ProcessStat(orbis.pid());
        final Initiator.CpuWatch watch = new Initiator.CpuWatch(orbis.pid());
        final double seconds = idle(orbis, IDLE_SESSIONS, trials.duration().multipliedBy(2), watch);
        final double percent = watch.seconds() / seconds * 100;
        final long[] resident = {stat.residentBytes(), 0};
        idle(orbis, IDLE_SESSIONS + ALL_SESSIONS, Duration.ofMillis(1), new Initiator.CpuWatch(orbis.pid()) {
            @Override
            public void connected(final int sessions) {
                resident[1] = stat.residentBytes();
            }
        });
        // After the first thousand sessions have gone, their memory is there to be used again: it does not count here.
        return List.of(
            trials.tell(Finding.atMost(String.format("CPU of %,d idle sessions", IDLE_SESSIONS), percent, "% of a core",
                MOST_IDLE_PERCENT)),
            trials.tell(Finding.atMost("resident memory of an idle session",
                (double) (resident[1] - resident[0]) / ALL_SESSIONS / 1024, "KiB", MOST_SESSION_KIB)));
    }

    private double idle(
        final OrbisPeer orbis, final int sessions, final Duration time, final Initiator.CpuWatch watch)
            throws IOException, InterruptedException {
        return LoadRun.run(List.of(orbis.url(Backing.TMPFS.disk())),
            new Workload().sessions(sessions).active(0).warmUp(trials.warmUp()).duration(time), watch).seconds();
    }
}
