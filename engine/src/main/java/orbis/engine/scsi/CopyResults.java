package orbis.engine.scsi;

import java.util.ArrayDeque;
import java.util.Deque;

/** What became of the copies of one nexus, held by list identifier until it is asked for (SPC-4 5.17.4.5). */
final class CopyResults {
    private static final int MOST = 8;

    private final Deque<Result> results = new ArrayDeque<>();

    /**
     * A copy that ended.
     *
     * @param list     its identifier.
     * @param good     whether it did so without errors.
     * @param segments how many segments were processed.
     * @param bytes    how many bytes were written.
     */
    record Result(int list, boolean good, int segments, long bytes) {
    }

    /** Holds a result; the oldest goes when there are too many. */
    void hold(final Result result) {
        take(result.list());
        if (results.size() == MOST) {
            results.removeFirst();
        }
        results.addLast(result);
    }

    /** Finds a result, or null. */
    Result find(final int list) {
        for (final Result each : results) {
            if (each.list() == list) {
                return each;
            }
        }
        return null;
    }

    /** Forgets a result. */
    void take(final int list) {
        results.removeIf(each -> each.list() == list);
    }
}
