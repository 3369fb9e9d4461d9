package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * NOP-Out: a ping, or the answer to a NOP-In (RFC 7143 section 11.18).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|I|    0x00   |1|   Reserved  |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                        LUN or Reserved                        |
 *  12|                                                               |
 *  16|                Initiator Task Tag or 0xffffffff               |
 *  20|               Target Transfer Tag or 0xffffffff               |
 *  24|                             CmdSN                             |
 *  28|                           ExpStatSN                           |
 *  32|                            Reserved                           |
 *  36|                            Reserved                           |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class NopOutFlyweight extends InitiatorHeaderFlyweight {
    private static final int TARGET_TRANSFER_TAG_OFFSET = 20;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public NopOutFlyweight blank() {
        zero(Opcode.NOP_OUT);
        flags(0x80);
        return this;
    }

    /** Tag of the NOP-In that this answers, or {@link #NO_TAG}. */
    public int targetTransferTag() {
        return getInt(TARGET_TRANSFER_TAG_OFFSET, BIG_ENDIAN);
    }

    /** Tag of the NOP-In that this answers, or {@link #NO_TAG}. */
    public NopOutFlyweight targetTransferTag(final int value) {
        putInt(TARGET_TRANSFER_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }
}
