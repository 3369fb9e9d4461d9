package orbis.server.cli;

import java.util.List;
import java.util.Map;

import orbis.engine.status.CountersView;
import orbis.engine.status.DiskStatus;
import orbis.engine.status.FaultStatus;
import orbis.engine.status.SessionStatus;

/**
 * All counters of a server at one time.
 *
 * @param timeNs   when, by {@link System#nanoTime()}.
 * @param pid      the server's process.
 * @param startMs  when it started, in milliseconds of the epoch.
 * @param system   counters of the process by label.
 * @param disks    the disks.
 * @param sessions the sessions.
 * @param faults   the faults.
 */
record StatusSample(
    long timeNs, long pid, long startMs, Map<String, Long> system, List<DiskStatus> disks,
    List<SessionStatus> sessions, List<FaultStatus> faults) {

    static StatusSample of(final CountersView view) {
        return new StatusSample(System.nanoTime(), view.pid(), view.startMs(), view.system(), view.disks(),
            view.sessions(), view.faults());
    }

    /** What happened to a disk since an earlier sample. */
    DiskStatus since(final StatusSample earlier, final DiskStatus disk) {
        return earlier.disks.stream().filter(other -> other.name().equals(disk.name()))
            .findFirst().map(disk::since).orElse(disk);
    }
}
