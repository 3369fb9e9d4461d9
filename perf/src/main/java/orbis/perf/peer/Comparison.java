package orbis.perf.peer;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures the cells against both targets in turn, with each initiator. */
final class Comparison {
    private final Peers peers;
    private final int runs;
    private final List<Initiator> initiators;
    private final Undisturbed undisturbed;
    private final PrintWriter progress;

    Comparison(
        final Peers peers, final int runs, final Duration warmUp, final Duration duration,
        final boolean libiscsi, final Undisturbed undisturbed, final PrintWriter progress) {
        this.peers = peers;
        this.runs = runs;
        this.undisturbed = undisturbed;
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
            undisturbed.take(() -> initiator.measure(cell, peer, disk, expected.getOrDefault(peer.name(), 0.0)));
        expected.put(peer.name(), measured.iops());
        progress.printf("%-40s %-16s %-5s run %d: %,10.0f IOPS %,9.1f us %6.3f CPU-s/100k%n",
            cell.name(), initiator.name(), peer.name(), run, measured.iops(), measured.latencyUs(),
            measured.cpuPer100k());
        progress.flush();
        return measured;
    }
}
