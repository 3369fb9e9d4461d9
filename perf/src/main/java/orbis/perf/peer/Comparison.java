package orbis.perf.peer;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orbis.perf.process.Cleanup;

/** Measures the cells against both targets in turn, with each initiator. */
final class Comparison {
    private final Peers peers;
    private final Cores cores;
    private final int runs;
    private final List<Initiator> initiators;
    private final Undisturbed undisturbed;
    private final PrintWriter progress;

    Comparison(
        final Peers peers, final Cores cores, final int runs, final Duration warmUp, final Duration duration,
        final boolean libiscsi, final Undisturbed undisturbed, final PrintWriter progress) {
        this.peers = peers;
        this.cores = cores;
        this.runs = runs;
        this.undisturbed = undisturbed;
        this.progress = progress;
        final Initiator own = new Initiator.Own(warmUp, duration);
        this.initiators = libiscsi ? List.of(own, new Initiator.Libiscsi(duration)) : List.of(own);
    }

    /** Measures one cell with each initiator. How long it takes to wake up is a part of latency: cores may sleep. */
    List<CellResult> cell(final Cell cell) throws IOException, InterruptedException {
        try (Cleanup awake = new Cleanup()) {
            if (cell.metric() != Cell.Metric.LATENCY) {
                cores.keepAwake(awake);
            }
            return measure(cell);
        }
    }

    private List<CellResult> measure(final Cell cell) throws IOException, InterruptedException {
        final OrbisPeer orbis = peers.orbis(cell.spinning());
        final List<CellResult> results = new ArrayList<>();
        final Map<String, Double> expected = new HashMap<>();
        for (final Initiator initiator : initiators) {
            final List<Measurement> ofTgt = new ArrayList<>();
            final List<Measurement> ofOrbis = new ArrayList<>();
            for (int run = 1; run <= runs; run++) {
                if (peers.hasTgt()) {
                    ofTgt.add(measureTgt(initiator, cell, orbis, expected, run));
                }
                ofOrbis.add(measure(initiator, cell, orbis, cell.backing(), expected, run));
            }
            results.add(new CellResult(cell, initiator.name(),
                ofTgt.isEmpty() ? null : Measurement.median(ofTgt), Measurement.median(ofOrbis)));
        }
        return results;
    }

    /** While Orbis stands still: agents that spin would take the core from tgt. */
    private Measurement measureTgt(
        final Initiator initiator, final Cell cell, final OrbisPeer orbis, final Map<String, Double> expected,
        final int run) throws IOException, InterruptedException {
        orbis.pause();
        try {
            return measure(initiator, cell, peers.tgt(), cell.baseline(), expected, run);
        } finally {
            orbis.goOn();
        }
    }

    private Measurement measure(
        final Initiator initiator, final Cell cell, final Peer peer, final Backing disk,
        final Map<String, Double> expected, final int run) throws IOException, InterruptedException {
        final Measurement measured =
            undisturbed.take(() -> initiator.measure(cell, peer, disk, expected.getOrDefault(peer.name(), 0.0)));
        expected.put(peer.name(), measured.iops());
        progress.printf("%-40s %-16s %-5s run %d: %,10.0f IOPS %,9.1f us %6.3f CPU-s/100k%n",
            cell.name(), initiator.name(), peer.name(), run, measured.iops(), measured.latencyUs(),
            measured.cpuPer100k());
        progress.flush();
        return measured;
    }
}
