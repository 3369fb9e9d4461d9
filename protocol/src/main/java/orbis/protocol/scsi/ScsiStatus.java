package orbis.protocol.scsi;

/** Status codes (SAM-5 5.3.1). */
public final class ScsiStatus {
    /** GOOD. */
    public static final int GOOD = 0x00;
    /** CHECK CONDITION. */
    public static final int CHECK_CONDITION = 0x02;
    /** BUSY. */
    public static final int BUSY = 0x08;
    /** RESERVATION CONFLICT. */
    public static final int RESERVATION_CONFLICT = 0x18;
    /** TASK SET FULL. */
    public static final int TASK_SET_FULL = 0x28;
    /** TASK ABORTED. */
    public static final int TASK_ABORTED = 0x40;

    private ScsiStatus() {
    }
}
