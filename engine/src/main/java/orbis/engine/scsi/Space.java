package orbis.engine.scsi;

/**
 * The space under a thin disk, as the server measures it from time to time, counted in threshold sets
 * (SBC-4 4.7.3.7).
 */
final class Space {
    /** Exponent of the blocks in a threshold set. */
    static final int SET_EXPONENT = 11;

    private final int setShift;
    private long usedBytes;
    private long availableBytes;
    private boolean known;
    private boolean low;

    Space(final int blockShift) {
        setShift = SET_EXPONENT + blockShift;
    }

    boolean known() {
        return known;
    }

    long usedSets() {
        return usedBytes >>> setShift;
    }

    long availableSets() {
        return availableBytes >>> setShift;
    }

    /**
     * Takes a measurement.
     *
     * @return whether space has become low by it.
     */
    boolean measured(final long used, final long available, final long threshold) {
        usedBytes = used;
        availableBytes = available;
        known = true;
        final boolean was = low;
        low = available < threshold;
        return low && !was;
    }
}
