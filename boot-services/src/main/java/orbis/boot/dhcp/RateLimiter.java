package orbis.boot.dhcp;

/**
 * Lets each sender through so often per second, after a burst. Senders share a fixed number of buckets by their
 * key: memory does not grow with their number, and two that meet in a bucket share its rate.
 */
final class RateLimiter {
    private static final int BUCKETS = 8192;
    private static final long MICROS_PER_MS = 1000;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final long intervalUs;
    private final long burstUs;
    /** When a bucket would be full again if nothing more came (the theoretical arrival time of GCRA). */
    private final long[] fullAtUs = new long[BUCKETS];

    /**
     * Sets the rate.
     *
     * @param perSecond packets per second; 0 lets everything through.
     * @param burst     packets that may come at once.
     */
    RateLimiter(final int perSecond, final int burst) {
        intervalUs = perSecond == 0 ? 0 : 1_000_000L / perSecond;
        burstUs = intervalUs * burst;
    }

    /** Whether a packet may pass, so many milliseconds after the start. */
    boolean allows(final long key, final long elapsedMs) {
        final int bucket = (int) (key * MIX >>> 64 - 13);
        final long nowUs = elapsedMs * MICROS_PER_MS;
        final long fullAt = Math.max(fullAtUs[bucket], nowUs);
        if (fullAt - nowUs > burstUs) {
            return false;
        }
        fullAtUs[bucket] = fullAt + intervalUs;
        return true;
    }
}
