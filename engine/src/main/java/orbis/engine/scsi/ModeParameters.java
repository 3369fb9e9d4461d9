package orbis.engine.scsi;

/** What MODE SELECT can change, for all initiators together. */
final class ModeParameters {
    private boolean descriptorSense;
    private boolean writeCache;
    private boolean softwareWriteProtect;
    private boolean taskSetOfNexus;
    private boolean taskAbortedStatus;
    private int queueError;

    ModeParameters(final boolean volatileCache) {
        writeCache = volatileCache;
    }

    /** D_SENSE: whether sense data is in descriptor format. */
    boolean descriptorSense() {
        return descriptorSense;
    }

    /** Changes it; tells whether it was otherwise before. */
    boolean descriptorSense(final boolean value) {
        final boolean changed = descriptorSense != value;
        descriptorSense = value;
        return changed;
    }

    /** WCE: whether GOOD may be told before data is on the medium. */
    boolean writeCache() {
        return writeCache;
    }

    /** Changes it; tells whether it was otherwise before. */
    boolean writeCache(final boolean value) {
        final boolean changed = writeCache != value;
        writeCache = value;
        return changed;
    }

    /** SWP: whether an initiator has protected the disk from writing. */
    boolean softwareWriteProtect() {
        return softwareWriteProtect;
    }

    /** Changes it; tells whether it was otherwise before. */
    boolean softwareWriteProtect(final boolean value) {
        final boolean changed = softwareWriteProtect != value;
        softwareWriteProtect = value;
        return changed;
    }

    /** TST: whether each initiator has a task set of its own. */
    boolean taskSetOfNexus() {
        return taskSetOfNexus;
    }

    /** Changes it; tells whether it was otherwise before. */
    boolean taskSetOfNexus(final boolean value) {
        final boolean changed = taskSetOfNexus != value;
        taskSetOfNexus = value;
        return changed;
    }

    /** TAS: whether an initiator whose commands another aborts is told by their status. */
    boolean taskAbortedStatus() {
        return taskAbortedStatus;
    }

    /** Changes it; tells whether it was otherwise before. */
    boolean taskAbortedStatus(final boolean value) {
        final boolean changed = taskAbortedStatus != value;
        taskAbortedStatus = value;
        return changed;
    }

    /** QERR, in its place in the control page: what CHECK CONDITION does to other commands. */
    int queueError() {
        return queueError;
    }

    /** Changes it; tells whether it was otherwise before. */
    boolean queueError(final int value) {
        final boolean changed = queueError != value;
        queueError = value;
        return changed;
    }
}
