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

    void descriptorSense(final boolean value) {
        descriptorSense = value;
    }

    /** WCE: whether GOOD may be told before data is on the medium. */
    boolean writeCache() {
        return writeCache;
    }

    void writeCache(final boolean value) {
        writeCache = value;
    }

    /** SWP: whether an initiator has protected the disk from writing. */
    boolean softwareWriteProtect() {
        return softwareWriteProtect;
    }

    void softwareWriteProtect(final boolean value) {
        softwareWriteProtect = value;
    }
}
