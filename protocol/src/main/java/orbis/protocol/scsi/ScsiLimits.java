package orbis.protocol.scsi;

/** Bounds that the standards set. */
public final class ScsiLimits {
    /** Longest sense data, in bytes (SPC-4 4.5.1). */
    public static final int MAX_SENSE_LENGTH = 252;
    /** Longest CDB, in bytes (SPC-4 4.2.3). */
    public static final int MAX_CDB_LENGTH = 260;

    private ScsiLimits() {
    }
}
