package orbis.boot.tftp;

import java.util.concurrent.TimeUnit;

/** How long to wait for an ACK: from the round trips seen, as TCP does (RFC 6298), or as the client asked for. */
final class RoundTrip {
    private static final long FIRST_NS = TimeUnit.SECONDS.toNanos(1);
    /** Firmware that decompresses or writes to a slow screen between blocks answers late. */
    private static final long MIN_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long MAX_NS = TimeUnit.SECONDS.toNanos(8);

    private long smoothedNs;
    private long varianceNs;
    private long timeoutNs;
    private boolean fixed;

    /** Starts anew; 0 for no time-out asked for. */
    void reset(final long fixedTimeoutNs) {
        smoothedNs = 0;
        varianceNs = 0;
        fixed = fixedTimeoutNs > 0;
        timeoutNs = fixed ? fixedTimeoutNs : FIRST_NS;
    }

    long timeoutNs() {
        return timeoutNs;
    }

    /** What comes sooner than this after a block was not caused by it; 0 while no round trip was seen. */
    long leastNs() {
        return smoothedNs / 2;
    }

    /** An ACK came so long after its block, which had been sent once. */
    void sample(final long elapsedNs) {
        if (smoothedNs == 0) {
            smoothedNs = elapsedNs;
            varianceNs = elapsedNs / 2;
        } else {
            varianceNs += (Math.abs(smoothedNs - elapsedNs) - varianceNs) / 4;
            smoothedNs += (elapsedNs - smoothedNs) / 8;
        }
        if (!fixed) {
            timeoutNs = Math.min(Math.max(smoothedNs + 4 * varianceNs, MIN_NS), MAX_NS);
        }
    }

    /** No ACK came in time. */
    void backOff() {
        if (!fixed) {
            timeoutNs = Math.min(timeoutNs * 2, MAX_NS);
        }
    }
}
