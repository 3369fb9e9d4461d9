package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Logout Request (RFC 7143 section 11.14).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|I|    0x06   |1| Reason Code |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                            Reserved                           |
 *  12|                            Reserved                           |
 *  16|                       Initiator Task Tag                      |
 *  20|        CID or Reserved        |            Reserved           |
 *  24|                             CmdSN                             |
 *  28|                           ExpStatSN                           |
 *  32|                            Reserved                           |
 *  36|                            Reserved                           |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class LogoutRequestFlyweight extends InitiatorHeaderFlyweight {
    /** Close the session. */
    public static final int CLOSE_SESSION = 0;
    /** Close the connection with the CID. */
    public static final int CLOSE_CONNECTION = 1;
    /** Remove the connection, its tasks are to be reassigned. */
    public static final int REMOVE_FOR_RECOVERY = 2;

    private static final int REASON_MASK = 0x7f;
    private static final int CID_OFFSET = 20;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public LogoutRequestFlyweight blank() {
        zero(Opcode.LOGOUT_REQUEST);
        flags(0x80);
        return this;
    }

    /** What to close, one of {@link #CLOSE_SESSION} to {@link #REMOVE_FOR_RECOVERY}. */
    public int reason() {
        return flags() & REASON_MASK;
    }

    /** What to close, one of {@link #CLOSE_SESSION} to {@link #REMOVE_FOR_RECOVERY}. */
    public LogoutRequestFlyweight reason(final int value) {
        flags(flags() & ~REASON_MASK | value & REASON_MASK);
        return this;
    }

    /** Connection to close; nothing when the session is closed. */
    public int cid() {
        return getShort(CID_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Connection to close; nothing when the session is closed. */
    public LogoutRequestFlyweight cid(final int value) {
        putShort(CID_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }
}
