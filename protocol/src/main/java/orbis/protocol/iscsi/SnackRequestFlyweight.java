package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * SNACK Request; carries no CmdSN (RFC 7143 section 11.16).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x10   |1|Rsrvd|  Type |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                        LUN or Reserved                        |
 *  12|                                                               |
 *  16|                Initiator Task Tag or 0xffffffff               |
 *  20|         Target Transfer Tag or SNACK Tag or 0xffffffff        |
 *  24|                            Reserved                           |
 *  28|                           ExpStatSN                           |
 *  32|                            Reserved                           |
 *  36|                            Reserved                           |
 *  40|                             BegRun                            |
 *  44|                           RunLength                           |
 * </pre>
 */
public final class SnackRequestFlyweight extends InitiatorHeaderFlyweight {
    /** Data-In or R2T PDUs. */
    public static final int DATA_OR_R2T = 0;
    /** Statuses. */
    public static final int STATUS = 1;
    /** Data-In PDUs are acknowledged. */
    public static final int DATA_ACK = 2;
    /** Data-In PDUs, possibly cut otherwise. */
    public static final int R_DATA = 3;

    private static final int TYPE_MASK = 0x0f;
    private static final int TARGET_TRANSFER_TAG_OFFSET = 20;
    private static final int BEG_RUN_OFFSET = 40;
    private static final int RUN_LENGTH_OFFSET = 44;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public SnackRequestFlyweight blank() {
        zero(Opcode.SNACK_REQUEST);
        flags(0x80);
        return this;
    }

    /** What is wanted again, one of {@link #DATA_OR_R2T} to {@link #R_DATA}. */
    public int type() {
        return flags() & TYPE_MASK;
    }

    /** What is wanted again, one of {@link #DATA_OR_R2T} to {@link #R_DATA}. */
    public SnackRequestFlyweight type(final int value) {
        flags(flags() & ~TYPE_MASK | value & TYPE_MASK);
        return this;
    }

    /** Target transfer tag of a DataACK, or SNACK tag of an R-Data SNACK. */
    public int targetTransferTag() {
        return getInt(TARGET_TRANSFER_TAG_OFFSET, BIG_ENDIAN);
    }

    /** Target transfer tag of a DataACK, or SNACK tag of an R-Data SNACK. */
    public SnackRequestFlyweight targetTransferTag(final int value) {
        putInt(TARGET_TRANSFER_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** First number that is missing. */
    public int begRun() {
        return getInt(BEG_RUN_OFFSET, BIG_ENDIAN);
    }

    /** First number that is missing. */
    public SnackRequestFlyweight begRun(final int value) {
        putInt(BEG_RUN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** How many are missing; 0 for all from BegRun. */
    public long runLength() {
        return getInt(RUN_LENGTH_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** How many are missing; 0 for all from BegRun. */
    public SnackRequestFlyweight runLength(final long value) {
        putInt(RUN_LENGTH_OFFSET, (int) value, BIG_ENDIAN);
        return this;
    }
}
