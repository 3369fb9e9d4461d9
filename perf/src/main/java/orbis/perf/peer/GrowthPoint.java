package orbis.perf.peer;

/**
 * One point of the curve over sessions.
 *
 * @param peer     name of the target.
 * @param sessions logged in, and doing I/O.
 * @param measured what all of them got together.
 */
public record GrowthPoint(String peer, int sessions, Measurement measured) {
}
