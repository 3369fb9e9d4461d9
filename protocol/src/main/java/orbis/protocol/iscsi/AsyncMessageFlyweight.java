package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Asynchronous Message (RFC 7143 section 11.9).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x32   |1|   Reserved  |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                        LUN or Reserved                        |
 *  12|                                                               |
 *  16|                           0xffffffff                          |
 *  20|                            Reserved                           |
 *  24|                             StatSN                            |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|   AsyncEvent  |   AsyncVCode  |           Parameter1          |
 *  40|           Parameter2          |           Parameter3          |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class AsyncMessageFlyweight extends TargetHeaderFlyweight {
    /** Sense data is in the data segment. */
    public static final int SCSI_EVENT = 0;
    /** The target asks for a logout. */
    public static final int LOGOUT_REQUEST = 1;
    /** The target will drop a connection. */
    public static final int CONNECTION_DROP = 2;
    /** The target will drop all connections. */
    public static final int SESSION_DROP = 3;
    /** The target asks for a text negotiation. */
    public static final int NEGOTIATE = 4;
    /** All tasks of the LUN were terminated by another I_T nexus. */
    public static final int TASK_TERMINATION = 5;
    /** Vendor specific. */
    public static final int VENDOR_EVENT = 255;

    private static final int EVENT_OFFSET = 36;
    private static final int VENDOR_CODE_OFFSET = 37;
    private static final int PARAMETER1_OFFSET = 38;
    private static final int PARAMETER2_OFFSET = 40;
    private static final int PARAMETER3_OFFSET = 42;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public AsyncMessageFlyweight blank() {
        zero(Opcode.ASYNC_MESSAGE);
        flags(0x80);
        return this;
    }

    /** What happened, one of {@link #SCSI_EVENT} to {@link #VENDOR_EVENT}. */
    public int event() {
        return getByte(EVENT_OFFSET) & 0xFF;
    }

    /** What happened, one of {@link #SCSI_EVENT} to {@link #VENDOR_EVENT}. */
    public AsyncMessageFlyweight event(final int value) {
        putByte(EVENT_OFFSET, (byte) value);
        return this;
    }

    /** Vendor specific detail of {@link #VENDOR_EVENT}. */
    public int vendorCode() {
        return getByte(VENDOR_CODE_OFFSET) & 0xFF;
    }

    /** Vendor specific detail of {@link #VENDOR_EVENT}. */
    public AsyncMessageFlyweight vendorCode(final int value) {
        putByte(VENDOR_CODE_OFFSET, (byte) value);
        return this;
    }

    /** First parameter: a CID, or the seconds until a logout is due. */
    public int parameter1() {
        return getShort(PARAMETER1_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** First parameter: a CID, or the seconds until a logout is due. */
    public AsyncMessageFlyweight parameter1(final int value) {
        putShort(PARAMETER1_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }

    /** Second parameter: Time2Wait in seconds. */
    public int parameter2() {
        return getShort(PARAMETER2_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Second parameter: Time2Wait in seconds. */
    public AsyncMessageFlyweight parameter2(final int value) {
        putShort(PARAMETER2_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }

    /** Third parameter: Time2Retain in seconds, or of a requested logout its deadline. */
    public int parameter3() {
        return getShort(PARAMETER3_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Third parameter: Time2Retain in seconds, or of a requested logout its deadline. */
    public AsyncMessageFlyweight parameter3(final int value) {
        putShort(PARAMETER3_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }
}
