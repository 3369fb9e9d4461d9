package orbis.protocol.iscsi;

/**
 * Task Management Function Response (RFC 7143 section 11.6, RFC 7144 section 5).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x22   |1|   Reserved  |    Response   |    Reserved   |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                            Reserved                           |
 *  12|                            Reserved                           |
 *  16|                       Initiator Task Tag                      |
 *  20|                            Reserved                           |
 *  24|                             StatSN                            |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|                            Reserved                           |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class TaskManagementResponseFlyweight extends TargetHeaderFlyweight {
    /** Function complete. */
    public static final int COMPLETE = 0;
    /** Task does not exist. */
    public static final int NO_TASK = 1;
    /** LUN does not exist. */
    public static final int NO_LUN = 2;
    /** Task is still allegiant to another connection. */
    public static final int STILL_ALLEGIANT = 3;
    /** Task allegiance reassignment not supported. */
    public static final int NO_REASSIGN = 4;
    /** Function not supported. */
    public static final int NOT_SUPPORTED = 5;
    /** Function authorization failed. */
    public static final int NOT_AUTHORIZED = 6;
    /** Function succeeded: what was asked for is there. */
    public static final int SUCCEEDED = 7;
    /** Function rejected. */
    public static final int REJECTED = 255;

    private static final int RESPONSE_OFFSET = 2;
    private static final int ADDITIONAL_RESPONSE_INFORMATION_OFFSET = 20;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public TaskManagementResponseFlyweight blank() {
        zero(Opcode.TASK_MANAGEMENT_RESPONSE);
        flags(0x80);
        return this;
    }

    /** Outcome, one of {@link #COMPLETE} to {@link #REJECTED}. */
    public int response() {
        return getByte(RESPONSE_OFFSET) & 0xFF;
    }

    /** Outcome, one of {@link #COMPLETE} to {@link #REJECTED}. */
    public TaskManagementResponseFlyweight response(final int value) {
        putByte(RESPONSE_OFFSET, (byte) value);
        return this;
    }

    /** For QUERY ASYNCHRONOUS EVENT: the event, bytes of SAM-5 7.12; else 0. */
    public int additionalResponseInformation() {
        return uint24(ADDITIONAL_RESPONSE_INFORMATION_OFFSET);
    }

    /** For QUERY ASYNCHRONOUS EVENT: the event, bytes of SAM-5 7.12; else 0. */
    public TaskManagementResponseFlyweight additionalResponseInformation(final int value) {
        uint24(ADDITIONAL_RESPONSE_INFORMATION_OFFSET, value);
        return this;
    }
}
