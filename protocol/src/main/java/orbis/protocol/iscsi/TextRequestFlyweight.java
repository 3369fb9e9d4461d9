package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Text Request (RFC 7143 section 11.10).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|I|    0x04   |F|C|  Reserved |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                        LUN or Reserved                        |
 *  12|                                                               |
 *  16|                       Initiator Task Tag                      |
 *  20|               Target Transfer Tag or 0xffffffff               |
 *  24|                             CmdSN                             |
 *  28|                           ExpStatSN                           |
 *  32|                            Reserved                           |
 *  36|                            Reserved                           |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class TextRequestFlyweight extends InitiatorHeaderFlyweight {
    private static final int FINAL_BIT_FLAG = 0x80;
    private static final int CONTINUE_BIT_FLAG = 0x40;
    private static final int TARGET_TRANSFER_TAG_OFFSET = 20;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public TextRequestFlyweight blank() {
        zero(Opcode.TEXT_REQUEST);
        return this;
    }

    /** F bit: the initiator has nothing more to say. */
    public boolean finalBit() {
        return flag(FINAL_BIT_FLAG);
    }

    /** F bit: the initiator has nothing more to say. */
    public TextRequestFlyweight finalBit(final boolean value) {
        flag(FINAL_BIT_FLAG, value);
        return this;
    }

    /** C bit: the text goes on in the next request. */
    public boolean continueBit() {
        return flag(CONTINUE_BIT_FLAG);
    }

    /** C bit: the text goes on in the next request. */
    public TextRequestFlyweight continueBit(final boolean value) {
        flag(CONTINUE_BIT_FLAG, value);
        return this;
    }

    /** As the last Text Response had it, or {@link #NO_TAG} in the first request. */
    public int targetTransferTag() {
        return getInt(TARGET_TRANSFER_TAG_OFFSET, BIG_ENDIAN);
    }

    /** As the last Text Response had it, or {@link #NO_TAG} in the first request. */
    public TextRequestFlyweight targetTransferTag(final int value) {
        putInt(TARGET_TRANSFER_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }
}
