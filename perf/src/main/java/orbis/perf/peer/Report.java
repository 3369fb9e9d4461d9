package orbis.perf.peer;

import java.util.List;

/**
 * All that a comparison has measured.
 *
 * @param machine  what it ran on.
 * @param taken    when and how, in a sentence.
 * @param cells    results of the cells.
 * @param growth   points of the curve over sessions; empty when it was left out.
 * @param findings figures with bounds of their own.
 */
public record Report(
    String machine, String taken, List<CellResult> cells, List<GrowthPoint> growth, List<Finding> findings) {
    /** How many floors are missed. */
    public long missed() {
        return cells.stream().filter(CellResult::missed).count() + findings.stream().filter(Finding::missed).count();
    }
}
