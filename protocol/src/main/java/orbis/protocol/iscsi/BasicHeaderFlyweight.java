package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What all PDUs have in common: the basic header segment, 48 bytes, big endian (RFC 7143 section 11.2.1). Wrap it
 * over a buffer or an address with at least {@link #LENGTH} bytes. Quantities that are unsigned 32-bit numbers are
 * given as {@code long}; tags and sequence numbers, which are only compared, as {@code int}.
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|I|  Opcode   |            Opcode-specific fields             |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|              LUN or opcode-specific fields                    |
 *  12|                                                               |
 *  16|                      Initiator Task Tag                       |
 *  20/                    Opcode-specific fields                     /
 *  48|   AHS, header digest, data segment padded to 4, data digest   |
 * </pre>
 */
public class BasicHeaderFlyweight extends UnsafeBuffer {
    /** Bytes of a basic header segment. */
    public static final int LENGTH = 48;
    /** Bytes of a digest. */
    public static final int DIGEST_LENGTH = 4;
    /** The tag that stands for no tag, in all tag fields. */
    public static final int NO_TAG = 0xFFFF_FFFF;

    private static final int IMMEDIATE_FLAG = 0x40;
    private static final int OPCODE_MASK = 0x3F;
    private static final int FLAGS_OFFSET = 1;
    private static final int TOTAL_AHS_LENGTH_OFFSET = 4;
    private static final int DATA_SEGMENT_LENGTH_OFFSET = 5;
    private static final int LUN_OFFSET = 8;
    private static final int INITIATOR_TASK_TAG_OFFSET = 16;

    /** Makes a flyweight that is wrapped over nothing yet. */
    public BasicHeaderFlyweight() {
        super(0, 0);
    }

    /** Opcode of the header at an address. */
    public static int opcode(final long address) {
        return UnsafeApi.getByte(address) & OPCODE_MASK;
    }

    /** Opcode of the header in a buffer. */
    public static int opcode(final DirectBuffer buffer, final int offset) {
        return buffer.getByte(offset) & OPCODE_MASK;
    }

    /** Bytes of additional header segments, of the header at an address: 0 to 1020. */
    public static int totalAhsLength(final long address) {
        return (UnsafeApi.getByte(address + TOTAL_AHS_LENGTH_OFFSET) & 0xFF) << 2;
    }

    /** Bytes of the data segment without padding, of the header at an address: 0 to 16777215. */
    public static int dataSegmentLength(final long address) {
        return (UnsafeApi.getByte(address + DATA_SEGMENT_LENGTH_OFFSET) & 0xFF) << 16
            | (UnsafeApi.getByte(address + DATA_SEGMENT_LENGTH_OFFSET + 1) & 0xFF) << 8
            | UnsafeApi.getByte(address + DATA_SEGMENT_LENGTH_OFFSET + 2) & 0xFF;
    }

    /** A length rounded up to the next multiple of 4, as segments are padded. */
    public static int padded(final int length) {
        return length + 3 & ~3;
    }

    /** Wraps the header at an address. */
    public final void wrapHeader(final long address) {
        wrap(address, LENGTH);
    }

    /** What kind of PDU this is, see {@link Opcode}. */
    public final int opcode() {
        return getByte(0) & OPCODE_MASK;
    }

    /** I bit: to be delivered at once, without using up a CmdSN. */
    public final boolean immediate() {
        return (getByte(0) & IMMEDIATE_FLAG) != 0;
    }

    /** I bit: to be delivered at once, without using up a CmdSN. */
    public final BasicHeaderFlyweight immediate(final boolean value) {
        final int others = getByte(0) & ~IMMEDIATE_FLAG;
        putByte(0, (byte) (value ? others | IMMEDIATE_FLAG : others));
        return this;
    }

    /** The second byte: flags, and what else the opcode puts there. */
    public final int flags() {
        return getByte(FLAGS_OFFSET) & 0xFF;
    }

    /** The second byte: flags, and what else the opcode puts there. */
    public final BasicHeaderFlyweight flags(final int value) {
        putByte(FLAGS_OFFSET, (byte) value);
        return this;
    }

    /** Bytes of additional header segments: a multiple of 4, 0 to 1020. */
    public final int totalAhsLength() {
        return (getByte(TOTAL_AHS_LENGTH_OFFSET) & 0xFF) << 2;
    }

    /** Bytes of additional header segments: a multiple of 4, 0 to 1020. */
    public final BasicHeaderFlyweight totalAhsLength(final int value) {
        putByte(TOTAL_AHS_LENGTH_OFFSET, (byte) (value >> 2));
        return this;
    }

    /** Bytes of the data segment, without its padding: 0 to 16777215. */
    public final int dataSegmentLength() {
        return uint24(DATA_SEGMENT_LENGTH_OFFSET);
    }

    /** Bytes of the data segment, without its padding: 0 to 16777215. */
    public final BasicHeaderFlyweight dataSegmentLength(final int value) {
        uint24(DATA_SEGMENT_LENGTH_OFFSET, value);
        return this;
    }

    /** The eight bytes of the logical unit number, as SAM-5 4.7 lays them out, first byte highest. */
    public final long lun() {
        return getLong(LUN_OFFSET, BIG_ENDIAN);
    }

    /** The eight bytes of the logical unit number, as SAM-5 4.7 lays them out, first byte highest. */
    public final BasicHeaderFlyweight lun(final long value) {
        putLong(LUN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** The initiator's tag of the task, unique within the session. */
    public final int initiatorTaskTag() {
        return getInt(INITIATOR_TASK_TAG_OFFSET, BIG_ENDIAN);
    }

    /** The initiator's tag of the task, unique within the session. */
    public final BasicHeaderFlyweight initiatorTaskTag(final int value) {
        putInt(INITIATOR_TASK_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** Zeroes the header and sets its opcode. */
    final void zero(final int opcode) {
        setMemory(0, LENGTH, (byte) 0);
        putByte(0, (byte) opcode);
    }

    final boolean flag(final int mask) {
        return (getByte(FLAGS_OFFSET) & mask) != 0;
    }

    final void flag(final int mask, final boolean value) {
        final int others = getByte(FLAGS_OFFSET) & ~mask;
        putByte(FLAGS_OFFSET, (byte) (value ? others | mask : others));
    }

    final int uint24(final int offset) {
        return (getShort(offset, BIG_ENDIAN) & 0xFFFF) << 8 | getByte(offset + 2) & 0xFF;
    }

    final void uint24(final int offset, final int value) {
        putShort(offset, (short) (value >> 8), BIG_ENDIAN);
        putByte(offset + 2, (byte) value);
    }
}
