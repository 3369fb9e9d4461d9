package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * SCSI Data-In: bytes of a read, and the status of the command in the last of them (RFC 7143 section 11.7).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x25   |F|A|0 0 0|O|U|S|    Reserved   | Status or Rsvd|
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                        LUN or Reserved                        |
 *  12|                                                               |
 *  16|                       Initiator Task Tag                      |
 *  20|               Target Transfer Tag or 0xffffffff               |
 *  24|                       StatSN or Reserved                      |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|                             DataSN                            |
 *  40|                         Buffer Offset                         |
 *  44|                         Residual Count                        |
 * </pre>
 */
public final class DataInFlyweight extends TargetHeaderFlyweight {
    private static final int FINAL_BIT_FLAG = 0x80;
    private static final int ACKNOWLEDGE_FLAG = 0x40;
    private static final int OVERFLOW_FLAG = 0x04;
    private static final int UNDERFLOW_FLAG = 0x02;
    private static final int STATUS_PRESENT_FLAG = 0x01;
    private static final int STATUS_OFFSET = 3;
    private static final int TARGET_TRANSFER_TAG_OFFSET = 20;
    private static final int DATA_SN_OFFSET = 36;
    private static final int BUFFER_OFFSET_OFFSET = 40;
    private static final int RESIDUAL_COUNT_OFFSET = 44;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public DataInFlyweight blank() {
        zero(Opcode.DATA_IN);
        return this;
    }

    /** F bit: last PDU of the sequence. */
    public boolean finalBit() {
        return flag(FINAL_BIT_FLAG);
    }

    /** F bit: last PDU of the sequence. */
    public DataInFlyweight finalBit(final boolean value) {
        flag(FINAL_BIT_FLAG, value);
        return this;
    }

    /** A bit: asks for a DataACK; error recovery level 1 and above. */
    public boolean acknowledge() {
        return flag(ACKNOWLEDGE_FLAG);
    }

    /** A bit: asks for a DataACK; error recovery level 1 and above. */
    public DataInFlyweight acknowledge(final boolean value) {
        flag(ACKNOWLEDGE_FLAG, value);
        return this;
    }

    /** O bit: the residual is an overflow. */
    public boolean overflow() {
        return flag(OVERFLOW_FLAG);
    }

    /** O bit: the residual is an overflow. */
    public DataInFlyweight overflow(final boolean value) {
        flag(OVERFLOW_FLAG, value);
        return this;
    }

    /** U bit: the residual is an underflow. */
    public boolean underflow() {
        return flag(UNDERFLOW_FLAG);
    }

    /** U bit: the residual is an underflow. */
    public DataInFlyweight underflow(final boolean value) {
        flag(UNDERFLOW_FLAG, value);
        return this;
    }

    /** S bit: status, StatSN and residual count are valid, and no SCSI Response follows. */
    public boolean statusPresent() {
        return flag(STATUS_PRESENT_FLAG);
    }

    /** S bit: status, StatSN and residual count are valid, and no SCSI Response follows. */
    public DataInFlyweight statusPresent(final boolean value) {
        flag(STATUS_PRESENT_FLAG, value);
        return this;
    }

    /** SCSI status, without sense data. */
    public int status() {
        return getByte(STATUS_OFFSET) & 0xFF;
    }

    /** SCSI status, without sense data. */
    public DataInFlyweight status(final int value) {
        putByte(STATUS_OFFSET, (byte) value);
        return this;
    }

    /** Tag for a DataACK, or {@link #NO_TAG}. */
    public int targetTransferTag() {
        return getInt(TARGET_TRANSFER_TAG_OFFSET, BIG_ENDIAN);
    }

    /** Tag for a DataACK, or {@link #NO_TAG}. */
    public DataInFlyweight targetTransferTag(final int value) {
        putInt(TARGET_TRANSFER_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** Number of this PDU within the command, from 0. */
    public int dataSn() {
        return getInt(DATA_SN_OFFSET, BIG_ENDIAN);
    }

    /** Number of this PDU within the command, from 0. */
    public DataInFlyweight dataSn(final int value) {
        putInt(DATA_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** Where in the data of the command these bytes belong. */
    public long bufferOffset() {
        return getInt(BUFFER_OFFSET_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** Where in the data of the command these bytes belong. */
    public DataInFlyweight bufferOffset(final long value) {
        putInt(BUFFER_OFFSET_OFFSET, (int) value, BIG_ENDIAN);
        return this;
    }

    /** Residual bytes. */
    public long residualCount() {
        return getInt(RESIDUAL_COUNT_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** Residual bytes. */
    public DataInFlyweight residualCount(final long value) {
        putInt(RESIDUAL_COUNT_OFFSET, (int) value, BIG_ENDIAN);
        return this;
    }
}
