package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * NOP-In: the answer to a NOP-Out, or a ping. With {@link #NO_TAG} as its initiator task tag its StatSN is the next
 * one, and is not used up (RFC 7143 section 11.19).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x20   |1|   Reserved  |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                        LUN or Reserved                        |
 *  12|                                                               |
 *  16|                Initiator Task Tag or 0xffffffff               |
 *  20|               Target Transfer Tag or 0xffffffff               |
 *  24|                             StatSN                            |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|                            Reserved                           |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class NopInFlyweight extends TargetHeaderFlyweight {
    private static final int TARGET_TRANSFER_TAG_OFFSET = 20;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public NopInFlyweight blank() {
        zero(Opcode.NOP_IN);
        flags(0x80);
        return this;
    }

    /** Tag that the answering NOP-Out must carry, or {@link #NO_TAG} when none is wanted. */
    public int targetTransferTag() {
        return getInt(TARGET_TRANSFER_TAG_OFFSET, BIG_ENDIAN);
    }

    /** Tag that the answering NOP-Out must carry, or {@link #NO_TAG} when none is wanted. */
    public NopInFlyweight targetTransferTag(final int value) {
        putInt(TARGET_TRANSFER_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }
}
