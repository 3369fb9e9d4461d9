package orbis.engine.scsi;

/** Placeholder of the SCSI target device. */
public final class ScsiDevice {
    private ScsiDevice() {
    }

    /** A chunk of Data-Out is here. */
    static void dataOut() {
    }

    /** A chunk of Data-In was sent. */
    static void dataInSent() {
    }
}
