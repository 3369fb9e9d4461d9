package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Reject: the header that was refused is in the data segment (RFC 7143 section 11.17).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x3f   |1|   Reserved  |     Reason    |    Reserved   |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                            Reserved                           |
 *  12|                            Reserved                           |
 *  16|                           0xffffffff                          |
 *  20|                            Reserved                           |
 *  24|                             StatSN                            |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|                    DataSN/R2TSN or Reserved                   |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class RejectFlyweight extends TargetHeaderFlyweight {
    /** The data digest is wrong; the PDU may be sent again. */
    public static final int DATA_DIGEST_ERROR = 2;
    /** The SNACK is refused. */
    public static final int SNACK_REJECT = 3;
    /** Protocol error. */
    public static final int PROTOCOL_ERROR = 4;
    /** Command not supported. */
    public static final int COMMAND_NOT_SUPPORTED = 5;
    /** Too many immediate commands. */
    public static final int IMMEDIATE_COMMAND_REJECT = 6;
    /** Task in progress. */
    public static final int TASK_IN_PROGRESS = 7;
    /** Invalid DataACK. */
    public static final int INVALID_DATA_ACK = 8;
    /** Invalid PDU field. */
    public static final int INVALID_PDU_FIELD = 9;
    /** The target transfer tag cannot be had: out of resources. */
    public static final int LONG_OPERATION_REJECT = 10;
    /** Nothing but a logout is taken any more. */
    public static final int WAITING_FOR_LOGOUT = 12;

    private static final int REASON_OFFSET = 2;
    private static final int DATA_SN_OFFSET = 36;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public RejectFlyweight blank() {
        zero(Opcode.REJECT);
        flags(0x80);
        return this;
    }

    /** Why, one of {@link #DATA_DIGEST_ERROR} to {@link #WAITING_FOR_LOGOUT}. */
    public int reason() {
        return getByte(REASON_OFFSET) & 0xFF;
    }

    /** Why, one of {@link #DATA_DIGEST_ERROR} to {@link #WAITING_FOR_LOGOUT}. */
    public RejectFlyweight reason(final int value) {
        putByte(REASON_OFFSET, (byte) value);
        return this;
    }

    /** For a refused DataACK or SNACK: the next DataSN or R2TSN. */
    public int dataSn() {
        return getInt(DATA_SN_OFFSET, BIG_ENDIAN);
    }

    /** For a refused DataACK or SNACK: the next DataSN or R2TSN. */
    public RejectFlyweight dataSn(final int value) {
        putInt(DATA_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }
}
