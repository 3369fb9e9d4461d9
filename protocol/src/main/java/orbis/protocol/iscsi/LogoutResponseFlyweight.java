package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Logout Response (RFC 7143 section 11.15).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x26   |1|   Reserved  |    Response   |    Reserved   |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                            Reserved                           |
 *  12|                            Reserved                           |
 *  16|                       Initiator Task Tag                      |
 *  20|                            Reserved                           |
 *  24|                             StatSN                            |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|                            Reserved                           |
 *  40|           Time2Wait           |          Time2Retain          |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class LogoutResponseFlyweight extends TargetHeaderFlyweight {
    /** Connection or session closed. */
    public static final int CLOSED = 0;
    /** There is no such connection. */
    public static final int CID_NOT_FOUND = 1;
    /** Connection recovery is not supported. */
    public static final int RECOVERY_NOT_SUPPORTED = 2;
    /** Cleanup failed. */
    public static final int CLEANUP_FAILED = 3;

    private static final int RESPONSE_OFFSET = 2;
    private static final int TIME2_WAIT_OFFSET = 40;
    private static final int TIME2_RETAIN_OFFSET = 42;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public LogoutResponseFlyweight blank() {
        zero(Opcode.LOGOUT_RESPONSE);
        flags(0x80);
        return this;
    }

    /** Outcome, one of {@link #CLOSED} to {@link #CLEANUP_FAILED}. */
    public int response() {
        return getByte(RESPONSE_OFFSET) & 0xFF;
    }

    /** Outcome, one of {@link #CLOSED} to {@link #CLEANUP_FAILED}. */
    public LogoutResponseFlyweight response(final int value) {
        putByte(RESPONSE_OFFSET, (byte) value);
        return this;
    }

    /** Seconds to wait before a reconnection. */
    public int time2Wait() {
        return getShort(TIME2_WAIT_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Seconds to wait before a reconnection. */
    public LogoutResponseFlyweight time2Wait(final int value) {
        putShort(TIME2_WAIT_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }

    /** Seconds for which tasks are kept after Time2Wait. */
    public int time2Retain() {
        return getShort(TIME2_RETAIN_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Seconds for which tasks are kept after Time2Wait. */
    public LogoutResponseFlyweight time2Retain(final int value) {
        putShort(TIME2_RETAIN_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }
}
