package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Text Response (RFC 7143 section 11.11).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x24   |F|C|  Reserved |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                        LUN or Reserved                        |
 *  12|                                                               |
 *  16|                       Initiator Task Tag                      |
 *  20|               Target Transfer Tag or 0xffffffff               |
 *  24|                             StatSN                            |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|                            Reserved                           |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class TextResponseFlyweight extends TargetHeaderFlyweight {
    private static final int FINAL_BIT_FLAG = 0x80;
    private static final int CONTINUE_BIT_FLAG = 0x40;
    private static final int TARGET_TRANSFER_TAG_OFFSET = 20;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public TextResponseFlyweight blank() {
        zero(Opcode.TEXT_RESPONSE);
        return this;
    }

    /** F bit: the exchange is at its end. */
    public boolean finalBit() {
        return flag(FINAL_BIT_FLAG);
    }

    /** F bit: the exchange is at its end. */
    public TextResponseFlyweight finalBit(final boolean value) {
        flag(FINAL_BIT_FLAG, value);
        return this;
    }

    /** C bit: the text goes on in the next response. */
    public boolean continueBit() {
        return flag(CONTINUE_BIT_FLAG);
    }

    /** C bit: the text goes on in the next response. */
    public TextResponseFlyweight continueBit(final boolean value) {
        flag(CONTINUE_BIT_FLAG, value);
        return this;
    }

    /** Tag that the next Text Request must carry, or {@link #NO_TAG} when there is none to come. */
    public int targetTransferTag() {
        return getInt(TARGET_TRANSFER_TAG_OFFSET, BIG_ENDIAN);
    }

    /** Tag that the next Text Request must carry, or {@link #NO_TAG} when there is none to come. */
    public TextResponseFlyweight targetTransferTag(final int value) {
        putInt(TARGET_TRANSFER_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }
}
