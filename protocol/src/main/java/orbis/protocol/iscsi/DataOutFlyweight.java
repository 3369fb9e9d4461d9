package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * SCSI Data-Out: bytes of a write, asked for by R2T or unsolicited. Carries no CmdSN (RFC 7143 section 11.7).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x05   |F|   Reserved  |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                        LUN or Reserved                        |
 *  12|                                                               |
 *  16|                       Initiator Task Tag                      |
 *  20|               Target Transfer Tag or 0xffffffff               |
 *  24|                            Reserved                           |
 *  28|                           ExpStatSN                           |
 *  32|                            Reserved                           |
 *  36|                             DataSN                            |
 *  40|                         Buffer Offset                         |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class DataOutFlyweight extends InitiatorHeaderFlyweight {
    private static final int FINAL_BIT_FLAG = 0x80;
    private static final int TARGET_TRANSFER_TAG_OFFSET = 20;
    private static final int DATA_SN_OFFSET = 36;
    private static final int BUFFER_OFFSET_OFFSET = 40;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public DataOutFlyweight blank() {
        zero(Opcode.DATA_OUT);
        return this;
    }

    /** F bit: last PDU of the sequence. */
    public boolean finalBit() {
        return flag(FINAL_BIT_FLAG);
    }

    /** F bit: last PDU of the sequence. */
    public DataOutFlyweight finalBit(final boolean value) {
        flag(FINAL_BIT_FLAG, value);
        return this;
    }

    /** Tag of the R2T that this answers, or {@link #NO_TAG} when unsolicited. */
    public int targetTransferTag() {
        return getInt(TARGET_TRANSFER_TAG_OFFSET, BIG_ENDIAN);
    }

    /** Tag of the R2T that this answers, or {@link #NO_TAG} when unsolicited. */
    public DataOutFlyweight targetTransferTag(final int value) {
        putInt(TARGET_TRANSFER_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** Number of this PDU within its sequence, from 0. */
    public int dataSn() {
        return getInt(DATA_SN_OFFSET, BIG_ENDIAN);
    }

    /** Number of this PDU within its sequence, from 0. */
    public DataOutFlyweight dataSn(final int value) {
        putInt(DATA_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** Where in the data of the command these bytes belong. */
    public long bufferOffset() {
        return getInt(BUFFER_OFFSET_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** Where in the data of the command these bytes belong. */
    public DataOutFlyweight bufferOffset(final long value) {
        putInt(BUFFER_OFFSET_OFFSET, (int) value, BIG_ENDIAN);
        return this;
    }
}
