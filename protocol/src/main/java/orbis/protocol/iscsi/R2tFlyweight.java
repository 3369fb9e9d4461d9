package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Ready To Transfer: the target asks for bytes of a write (RFC 7143 section 11.8). Its StatSN is the next one, and
 * is not used up.
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x31   |1|   Reserved  |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                   Logical Unit Number (LUN)                   |
 *  12|                                                               |
 *  16|                       Initiator Task Tag                      |
 *  20|                      Target Transfer Tag                      |
 *  24|                             StatSN                            |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|                             R2TSN                             |
 *  40|                         Buffer Offset                         |
 *  44|                  Desired Data Transfer Length                 |
 * </pre>
 */
public final class R2tFlyweight extends TargetHeaderFlyweight {
    private static final int TARGET_TRANSFER_TAG_OFFSET = 20;
    private static final int R2T_SN_OFFSET = 36;
    private static final int BUFFER_OFFSET_OFFSET = 40;
    private static final int DESIRED_DATA_TRANSFER_LENGTH_OFFSET = 44;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public R2tFlyweight blank() {
        zero(Opcode.R2T);
        flags(0x80);
        return this;
    }

    /** Tag that the answering Data-Out PDUs carry. */
    public int targetTransferTag() {
        return getInt(TARGET_TRANSFER_TAG_OFFSET, BIG_ENDIAN);
    }

    /** Tag that the answering Data-Out PDUs carry. */
    public R2tFlyweight targetTransferTag(final int value) {
        putInt(TARGET_TRANSFER_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** Number of this R2T within the command, from 0. */
    public int r2tSn() {
        return getInt(R2T_SN_OFFSET, BIG_ENDIAN);
    }

    /** Number of this R2T within the command, from 0. */
    public R2tFlyweight r2tSn(final int value) {
        putInt(R2T_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** Where in the data of the command the wanted bytes begin. */
    public long bufferOffset() {
        return getInt(BUFFER_OFFSET_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** Where in the data of the command the wanted bytes begin. */
    public R2tFlyweight bufferOffset(final long value) {
        putInt(BUFFER_OFFSET_OFFSET, (int) value, BIG_ENDIAN);
        return this;
    }

    /** How many bytes are wanted, at most MaxBurstLength. */
    public long desiredDataTransferLength() {
        return getInt(DESIRED_DATA_TRANSFER_LENGTH_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** How many bytes are wanted, at most MaxBurstLength. */
    public R2tFlyweight desiredDataTransferLength(final long value) {
        putInt(DESIRED_DATA_TRANSFER_LENGTH_OFFSET, (int) value, BIG_ENDIAN);
        return this;
    }
}
