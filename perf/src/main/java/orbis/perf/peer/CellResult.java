package orbis.perf.peer;

/**
 * A cell as one initiator measured it: medians of its runs.
 *
 * @param cell      the workload and its floor.
 * @param initiator who measured.
 * @param tgt       median run against tgt; null when tgt is not installed.
 * @param orbis     median run against Orbis.
 */
public record CellResult(Cell cell, String initiator, Measurement tgt, Measurement orbis) {
    /** Orbis against tgt, by the cell's metric; not a number without tgt. */
    public double ratio() {
        return tgt == null ? Double.NaN : orbis.value(cell.metric()) / tgt.value(cell.metric());
    }

    /** Whether the floor is missed; without tgt there is none. */
    public boolean missed() {
        return tgt != null && !cell.reached(ratio());
    }
}
