package orbis.boot.tftp;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Rates and numbers per source address in a table of fixed size: sources whose addresses fall into one place share
 * their limits, so that no flood of made-up addresses makes it grow.
 */
final class SourceLimits {
    private static final int PLACES = 1 << 14;
    private static final long NS_PER_S = TimeUnit.SECONDS.toNanos(1);

    private final int[] active = new int[PLACES];
    private final long[] emptyAtNs = new long[PLACES];
    private final int maxActive;
    private final long requestNs;
    private final long burstNs;
    private final int seed;

    SourceLimits(final int maxActive, final int requestsPerSecond, final int seed, final long nowNs) {
        this.maxActive = maxActive;
        this.requestNs = NS_PER_S / requestsPerSecond;
        this.burstNs = 2 * NS_PER_S;
        this.seed = seed;
        Arrays.fill(emptyAtNs, nowNs);
    }

    /** Counts a request; false if there were too many lately. Each request fills a bucket that leaks over time. */
    boolean admit(final int address, final long nowNs) {
        final int place = place(address);
        final long emptyNs = Math.max(emptyAtNs[place] - nowNs, 0) + requestNs;
        if (emptyNs > burstNs) {
            return false;
        }
        emptyAtNs[place] = nowNs + emptyNs;
        return true;
    }

    /** Counts a transfer that begins; false if there are too many. */
    boolean begin(final int address) {
        final int place = place(address);
        if (active[place] >= maxActive) {
            return false;
        }
        active[place]++;
        return true;
    }

    /** A transfer ended. */
    void end(final int address) {
        active[place(address)]--;
    }

    private int place(final int address) {
        final int mixed = (address ^ seed) * 0x9E3779B1;
        return mixed >>> 18;
    }
}
