package orbis.perf.peer;

import java.util.List;

/**
 * All that a comparison has measured.
 *
 * @param machine what it ran on.
 * @param taken   when and how, in a sentence.
 * @param cells   results of the cells.
 * @param growth  points of the curve over sessions; empty when it was left out.
 * @param idle    share of a core that a thousand idle sessions take; negative when it was left out.
 */
public record Report(String machine, String taken, List<CellResult> cells, List<GrowthPoint> growth, double idle) {
    /** Most of a core that idle sessions may take. */
    public static final double IDLE_FLOOR = 0.01;

    /** How many floors are missed. */
    public long missed() {
        return cells.stream().filter(CellResult::missed).count() + (idle >= IDLE_FLOOR ? 1 : 0);
    }
}
