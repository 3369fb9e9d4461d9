package orbis.engine.status;

/** Counters of one disk: the position of each in the record of {@link DiskCounters}. */
public enum DiskCounter {
    /** Reads that ended well. */
    READS("reads"),
    /** Bytes that they moved. */
    READ_BYTES("bytes read"),
    /** Writes that ended well. */
    WRITES("writes"),
    /** Bytes that they moved. */
    WRITTEN_BYTES("bytes written"),
    /** Flushes to the medium. */
    FLUSHES("flushes"),
    /** Unmaps. */
    UNMAPS("unmaps"),
    /** All other commands. */
    OTHERS("other commands"),
    /** Commands that ended with sense data for a fault of the medium or the store. */
    ERRORS("errors"),
    /** Commands that were aborted. */
    ABORTS("aborts"),
    /** Sessions that use the disk now. */
    SESSIONS("sessions now");

    private final String label;

    DiskCounter(final String label) {
        this.label = label;
    }

    /** What a person reads. */
    public String label() {
        return label;
    }
}
