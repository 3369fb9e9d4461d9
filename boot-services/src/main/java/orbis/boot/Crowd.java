package orbis.boot;

/** Tells a crowd of clients from a few: by the packets that come in a duty cycle, smoothed. */
public final class Crowd {
    private static final int SCALE = 256;
    private static final int SMOOTHING = 8;

    private int smoothed;

    /** Counts the packets of a cycle. */
    public void add(final int packets) {
        smoothed += (SCALE * packets - smoothed) / SMOOTHING;
    }

    /** Whether packets of many clients come at a time. */
    public boolean isThere() {
        return smoothed >= 2 * SCALE;
    }
}
