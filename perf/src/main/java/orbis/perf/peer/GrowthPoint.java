package orbis.perf.peer;

/**
 * One point of the curve over sessions.
 *
 * @param peer       name of the target.
 * @param sessions   logged in.
 * @param active     of them doing I/O.
 * @param measured   what all of them got together.
 * @param sessionBytes memory that the target took for each session, in bytes, as far as the kernel shows it.
 */
public record GrowthPoint(String peer, int sessions, int active, Measurement measured, double sessionBytes) {
}
