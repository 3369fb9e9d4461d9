package orbis.perf.peer;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import orbis.perf.load.Workload;

/**
 * How what is measured beside the cells is measured, by our own generator.
 *
 * @param peers    the targets.
 * @param runs     how often.
 * @param warmUp   time before measuring begins.
 * @param duration time to measure.
 * @param undisturbed measures again what was disturbed.
 * @param progress told of each finding.
 */
record Trials(
    Peers peers, int runs, Duration warmUp, Duration duration, Undisturbed undisturbed, PrintWriter progress) {
    Workload workload(final Cell cell) {
        return cell.workload(warmUp, duration);
    }

    Measurement measure(final Peer peer, final Backing disk, final Workload workload)
            throws IOException, InterruptedException {
        return undisturbed.take(() -> measureOnce(peer, disk, workload));
    }

    static Measurement measureOnce(final Peer peer, final Backing disk, final Workload workload)
            throws IOException, InterruptedException {
        return Initiator.Own.run(
            peer, List.of(peer.url(disk.disk())), workload, new Initiator.CpuWatch(peer.pid()));
    }

    Finding tell(final Finding finding) {
        progress.println(finding.name() + ": " + finding.text());
        progress.flush();
        return finding;
    }
}
