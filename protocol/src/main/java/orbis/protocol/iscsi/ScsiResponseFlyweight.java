package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * SCSI Response: the status of a command, its sense data in the data segment behind a 2-byte length (RFC 7143
 * section 11.4).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x21   |1|. .|o|u|O|U|.|    Response   |     Status    |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                            Reserved                           |
 *  12|                            Reserved                           |
 *  16|                       Initiator Task Tag                      |
 *  20|                     SNACK Tag or Reserved                     |
 *  24|                             StatSN                            |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|                     ExpDataSN or Reserved                     |
 *  40|         Bidirectional Read Residual Count or Reserved         |
 *  44|                   Residual Count or Reserved                  |
 * </pre>
 */
public final class ScsiResponseFlyweight extends TargetHeaderFlyweight {
    /** Command completed at target: the status counts. */
    public static final int COMPLETED = 0;
    /** The target failed before it had a status. */
    public static final int TARGET_FAILURE = 1;

    private static final int BIDI_READ_OVERFLOW_FLAG = 0x10;
    private static final int BIDI_READ_UNDERFLOW_FLAG = 0x08;
    private static final int OVERFLOW_FLAG = 0x04;
    private static final int UNDERFLOW_FLAG = 0x02;
    private static final int RESPONSE_OFFSET = 2;
    private static final int STATUS_OFFSET = 3;
    private static final int SNACK_TAG_OFFSET = 20;
    private static final int EXP_DATA_SN_OFFSET = 36;
    private static final int BIDI_READ_RESIDUAL_COUNT_OFFSET = 40;
    private static final int RESIDUAL_COUNT_OFFSET = 44;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public ScsiResponseFlyweight blank() {
        zero(Opcode.SCSI_RESPONSE);
        flags(0x80);
        return this;
    }

    /** o bit: the bidirectional read residual is an overflow. */
    public boolean bidiReadOverflow() {
        return flag(BIDI_READ_OVERFLOW_FLAG);
    }

    /** o bit: the bidirectional read residual is an overflow. */
    public ScsiResponseFlyweight bidiReadOverflow(final boolean value) {
        flag(BIDI_READ_OVERFLOW_FLAG, value);
        return this;
    }

    /** u bit: the bidirectional read residual is an underflow. */
    public boolean bidiReadUnderflow() {
        return flag(BIDI_READ_UNDERFLOW_FLAG);
    }

    /** u bit: the bidirectional read residual is an underflow. */
    public ScsiResponseFlyweight bidiReadUnderflow(final boolean value) {
        flag(BIDI_READ_UNDERFLOW_FLAG, value);
        return this;
    }

    /** O bit: the residual is what could not be moved because more was not expected. */
    public boolean overflow() {
        return flag(OVERFLOW_FLAG);
    }

    /** O bit: the residual is what could not be moved because more was not expected. */
    public ScsiResponseFlyweight overflow(final boolean value) {
        flag(OVERFLOW_FLAG, value);
        return this;
    }

    /** U bit: the residual is what was expected and not moved. */
    public boolean underflow() {
        return flag(UNDERFLOW_FLAG);
    }

    /** U bit: the residual is what was expected and not moved. */
    public ScsiResponseFlyweight underflow(final boolean value) {
        flag(UNDERFLOW_FLAG, value);
        return this;
    }

    /** iSCSI service response, {@link #COMPLETED} or {@link #TARGET_FAILURE}. */
    public int response() {
        return getByte(RESPONSE_OFFSET) & 0xFF;
    }

    /** iSCSI service response, {@link #COMPLETED} or {@link #TARGET_FAILURE}. */
    public ScsiResponseFlyweight response(final int value) {
        putByte(RESPONSE_OFFSET, (byte) value);
        return this;
    }

    /** SCSI status. */
    public int status() {
        return getByte(STATUS_OFFSET) & 0xFF;
    }

    /** SCSI status. */
    public ScsiResponseFlyweight status(final int value) {
        putByte(STATUS_OFFSET, (byte) value);
        return this;
    }

    /** Tag of a SNACK that has this response sent again. */
    public int snackTag() {
        return getInt(SNACK_TAG_OFFSET, BIG_ENDIAN);
    }

    /** Tag of a SNACK that has this response sent again. */
    public ScsiResponseFlyweight snackTag(final int value) {
        putInt(SNACK_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** How many R2T and Data-In PDUs were sent for the command. */
    public int expDataSn() {
        return getInt(EXP_DATA_SN_OFFSET, BIG_ENDIAN);
    }

    /** How many R2T and Data-In PDUs were sent for the command. */
    public ScsiResponseFlyweight expDataSn(final int value) {
        putInt(EXP_DATA_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** Residual bytes of the input of a bidirectional command. */
    public long bidiReadResidualCount() {
        return getInt(BIDI_READ_RESIDUAL_COUNT_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** Residual bytes of the input of a bidirectional command. */
    public ScsiResponseFlyweight bidiReadResidualCount(final long value) {
        putInt(BIDI_READ_RESIDUAL_COUNT_OFFSET, (int) value, BIG_ENDIAN);
        return this;
    }

    /** Residual bytes. */
    public long residualCount() {
        return getInt(RESIDUAL_COUNT_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** Residual bytes. */
    public ScsiResponseFlyweight residualCount(final long value) {
        putInt(RESIDUAL_COUNT_OFFSET, (int) value, BIG_ENDIAN);
        return this;
    }
}
