package orbis.protocol.scsi;

/** Sense keys (SPC-4 4.5.6). */
public final class SenseKey {
    /** NO SENSE. */
    public static final int NO_SENSE = 0x0;
    /** RECOVERED ERROR. */
    public static final int RECOVERED_ERROR = 0x1;
    /** NOT READY. */
    public static final int NOT_READY = 0x2;
    /** MEDIUM ERROR. */
    public static final int MEDIUM_ERROR = 0x3;
    /** HARDWARE ERROR. */
    public static final int HARDWARE_ERROR = 0x4;
    /** ILLEGAL REQUEST. */
    public static final int ILLEGAL_REQUEST = 0x5;
    /** UNIT ATTENTION. */
    public static final int UNIT_ATTENTION = 0x6;
    /** DATA PROTECT. */
    public static final int DATA_PROTECT = 0x7;
    /** COPY ABORTED. */
    public static final int COPY_ABORTED = 0xA;
    /** ABORTED COMMAND. */
    public static final int ABORTED_COMMAND = 0xB;
    /** VOLUME OVERFLOW. */
    public static final int VOLUME_OVERFLOW = 0xD;
    /** MISCOMPARE. */
    public static final int MISCOMPARE = 0xE;
    /** COMPLETED. */
    public static final int COMPLETED = 0xF;

    private SenseKey() {
    }
}
