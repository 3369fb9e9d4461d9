package orbis.engine.session;

import orbis.engine.scsi.ScsiTask;

/** A SCSI command as iSCSI carries it: its tag, and how far its data is. */
class IscsiTask extends ScsiTask {
    /** Data-Out on its way in. */
    final DataOutAssembly dataOut = new DataOutAssembly(this);

    private int initiatorTaskTag;
    private int cmdSn;
    private int generation;
    private int nextDataSn;
    private int dataInOffset;
    private int sequenceLength;
    private int users;
    private int budget;
    private int queuedR2ts;
    private long startNs;
    private AbortListener abortListener;

    IscsiTask(final int slot) {
        super(slot);
    }

    void begin(final int tag, final int commandSn, final long nowNs) {
        reset();
        initiatorTaskTag = tag;
        cmdSn = commandSn;
        generation++;
        nextDataSn = 0;
        dataInOffset = 0;
        sequenceLength = 0;
        users = 1;
        budget = 0;
        queuedR2ts = 0;
        startNs = nowNs;
        abortListener = null;
        dataOut.clear();
    }

    int initiatorTaskTag() {
        return initiatorTaskTag;
    }

    int cmdSn() {
        return cmdSn;
    }

    /** Counts the uses of this slot: tags of an earlier use are stale. */
    int generation() {
        return generation;
    }

    /** DataSN of the next Data-In, or R2TSN of the next R2T: both from 0 (RFC 7143 sections 11.7.5 and 11.8.3). */
    int takeDataSn() {
        return nextDataSn++;
    }

    int dataSn() {
        return nextDataSn;
    }

    /** Offset in the command's data at which the next Data-In begins, in bytes. */
    int dataInOffset() {
        return dataInOffset;
    }

    void advanceDataIn(final int length) {
        dataInOffset += length;
    }

    /**
     * Counts Data-In; true when the next PDU would make its sequence longer than MaxBurstLength, so that this one
     * ends it (RFC 7143 section 11.7.1).
     */
    boolean endsSequence(final int length, final int nextLength, final int maxBurstLength) {
        sequenceLength += length;
        final boolean ends = sequenceLength + nextLength > maxBurstLength;
        if (ends) {
            sequenceLength = 0;
        }
        return ends;
    }

    /** Bytes of Data-In that will be sent when all goes well. */
    int dataInWanted() {
        return dataInTotal();
    }

    /** Bytes of the session's {@link ReadBudget} that the task has. */
    int budget() {
        return budget;
    }

    void budget(final int bytes) {
        budget = bytes;
    }

    /** How many R2Ts of the task wait to be sent. */
    int queuedR2ts() {
        return queuedR2ts;
    }

    void queuedR2ts(final int count) {
        queuedR2ts = count;
    }

    /** When the command came, in nanoseconds of the agent's clock. */
    long startNs() {
        return startNs;
    }

    /** Counts one more that uses the task: a PDU that comes in or goes out. The logical unit is the first. */
    void hold() {
        users++;
    }

    /** Counts one less; true when it was the last. */
    boolean release() {
        return --users == 0;
    }

    boolean aborting() {
        return abortListener != null;
    }

    AbortListener abortListener() {
        return abortListener;
    }

    void abortListener(final AbortListener listener) {
        abortListener = listener;
    }
}
