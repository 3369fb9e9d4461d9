package orbis.engine.status;

/**
 * A fault that the server met.
 *
 * @param count   how often.
 * @param firstMs when first, in milliseconds of the epoch.
 * @param lastMs  when last, in milliseconds of the epoch.
 * @param text    the fault with its stack.
 */
public record FaultStatus(int count, long firstMs, long lastMs, String text) {
}
