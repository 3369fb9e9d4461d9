package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * SCSI Command: a CDB from the initiator, with immediate data behind it or not (RFC 7143
 * section 11.3).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|I|    0x01   |F|R|W|. .| ATTR|            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                   Logical Unit Number (LUN)                   |
 *  12|                                                               |
 *  16|                       Initiator Task Tag                      |
 *  20|                 Expected Data Transfer Length                 |
 *  24|                             CmdSN                             |
 *  28|                           ExpStatSN                           |
 *  32|              SCSI Command Descriptor Block (CDB)              |
 *  36|                                                               |
 *  40|                                                               |
 *  44|                                                               |
 * </pre>
 */
public final class ScsiCommandFlyweight extends InitiatorHeaderFlyweight {
    /** Untagged task: taken as simple. */
    public static final int UNTAGGED = 0;
    /** Simple task. */
    public static final int SIMPLE = 1;
    /** Ordered task. */
    public static final int ORDERED = 2;
    /** Head of queue task. */
    public static final int HEAD_OF_QUEUE = 3;
    /** ACA task. */
    public static final int ACA = 4;
    /** Where the CDB begins. */
    public static final int CDB_OFFSET = 32;
    /** Bytes of the CDB within the header; more are in an AHS. */
    public static final int CDB_LENGTH = 16;

    private static final int FINAL_BIT_FLAG = 0x80;
    private static final int READ_FLAG = 0x40;
    private static final int WRITE_FLAG = 0x20;
    private static final int ATTRIBUTE_MASK = 0x07;
    private static final int EXPECTED_DATA_TRANSFER_LENGTH_OFFSET = 20;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public ScsiCommandFlyweight blank() {
        zero(Opcode.SCSI_COMMAND);
        return this;
    }

    /** F bit: no unsolicited Data-Out PDUs follow. */
    public boolean finalBit() {
        return flag(FINAL_BIT_FLAG);
    }

    /** F bit: no unsolicited Data-Out PDUs follow. */
    public ScsiCommandFlyweight finalBit(final boolean value) {
        flag(FINAL_BIT_FLAG, value);
        return this;
    }

    /** R bit: the command is expected to input data. */
    public boolean read() {
        return flag(READ_FLAG);
    }

    /** R bit: the command is expected to input data. */
    public ScsiCommandFlyweight read(final boolean value) {
        flag(READ_FLAG, value);
        return this;
    }

    /** W bit: the command is expected to output data. */
    public boolean write() {
        return flag(WRITE_FLAG);
    }

    /** W bit: the command is expected to output data. */
    public ScsiCommandFlyweight write(final boolean value) {
        flag(WRITE_FLAG, value);
        return this;
    }

    /** Task attribute, one of {@link #UNTAGGED} to {@link #ACA}. */
    public int attribute() {
        return flags() & ATTRIBUTE_MASK;
    }

    /** Task attribute, one of {@link #UNTAGGED} to {@link #ACA}. */
    public ScsiCommandFlyweight attribute(final int value) {
        flags(flags() & ~ATTRIBUTE_MASK | value & ATTRIBUTE_MASK);
        return this;
    }

    /** Bytes that the initiator expects to be moved; of a bidirectional command, bytes of output. */
    public long expectedDataTransferLength() {
        return getInt(EXPECTED_DATA_TRANSFER_LENGTH_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /** Bytes that the initiator expects to be moved; of a bidirectional command, bytes of output. */
    public ScsiCommandFlyweight expectedDataTransferLength(final long value) {
        putInt(EXPECTED_DATA_TRANSFER_LENGTH_OFFSET, (int) value, BIG_ENDIAN);
        return this;
    }
}
