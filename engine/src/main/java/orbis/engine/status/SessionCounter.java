package orbis.engine.status;

/** Counters of one session: the position of each in the record of {@link SessionCounters}. */
public enum SessionCounter {
    /** Reads that ended well. */
    READS("reads"),
    /** Bytes that they moved. */
    READ_BYTES("bytes read"),
    /** Writes that ended well. */
    WRITES("writes"),
    /** Bytes that they moved. */
    WRITTEN_BYTES("bytes written"),
    /** All other commands. */
    OTHERS("other commands"),
    /** Commands that ended with any status but GOOD. */
    ERRORS("errors"),
    /** Task management functions. */
    TASK_MANAGEMENT("task management functions");

    private final String label;

    SessionCounter(final String label) {
        this.label = label;
    }

    /** What a person reads. */
    public String label() {
        return label;
    }
}
