package orbis.engine.scsi;

/** What MODE SELECT can change, for all initiators together. */
final class ModeParameters {
    private boolean descriptorSense;
    private boolean writeCache;
    private boolean softwareWriteProtect;

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
}
