package orbis.engine.store;

/** What space a store takes, and what is left for it to grow. */
public final class SpaceUse {
    private long usedBytes;
    private long availableBytes;

    /** Bytes that the store takes. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Bytes that are left below it, for it and for others. */
    public long availableBytes() {
        return availableBytes;
    }

    /**
     * Sets both.
     *
     * @param used      bytes that the store takes.
     * @param available bytes that are left below it.
     */
    public void measured(final long used, final long available) {
        usedBytes = used;
        availableBytes = available;
    }
}
