package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Login Request; always immediate (RFC 7143 section 11.12).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|I|    0x03   |T|C|. .|CSG|NSG|  Version-max  |  Version-min  |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                              ISID                             |
 *  12|                               |              TSIH             |
 *  16|                       Initiator Task Tag                      |
 *  20|              CID              |            Reserved           |
 *  24|                             CmdSN                             |
 *  28|                           ExpStatSN                           |
 *  32|                            Reserved                           |
 *  36|                            Reserved                           |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class LoginRequestFlyweight extends InitiatorHeaderFlyweight {
    /** Security negotiation. */
    public static final int SECURITY_STAGE = 0;
    /** Login operational negotiation. */
    public static final int OPERATIONAL_STAGE = 1;
    /** Full feature phase. */
    public static final int FULL_FEATURE_STAGE = 3;

    private static final int TRANSIT_FLAG = 0x80;
    private static final int CONTINUE_BIT_FLAG = 0x40;
    private static final int CURRENT_STAGE_MASK = 0x0c;
    private static final int NEXT_STAGE_MASK = 0x03;
    private static final int VERSION_MAX_OFFSET = 2;
    private static final int VERSION_MIN_OFFSET = 3;
    private static final int ISID_OFFSET = 8;
    private static final int TSIH_OFFSET = 14;
    private static final int CID_OFFSET = 20;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public LoginRequestFlyweight blank() {
        zero(Opcode.LOGIN_REQUEST);
        immediate(true);
        return this;
    }

    /** T bit: ready to go to the next stage. */
    public boolean transit() {
        return flag(TRANSIT_FLAG);
    }

    /** T bit: ready to go to the next stage. */
    public LoginRequestFlyweight transit(final boolean value) {
        flag(TRANSIT_FLAG, value);
        return this;
    }

    /** C bit: the text goes on in the next PDU. */
    public boolean continueBit() {
        return flag(CONTINUE_BIT_FLAG);
    }

    /** C bit: the text goes on in the next PDU. */
    public LoginRequestFlyweight continueBit(final boolean value) {
        flag(CONTINUE_BIT_FLAG, value);
        return this;
    }

    /** CSG: {@link #SECURITY_STAGE}, {@link #OPERATIONAL_STAGE} (or {@link #FULL_FEATURE_STAGE}: wrong). */
    public int currentStage() {
        return (flags() & CURRENT_STAGE_MASK) >> 2;
    }

    /** CSG: {@link #SECURITY_STAGE}, {@link #OPERATIONAL_STAGE} (or {@link #FULL_FEATURE_STAGE}: wrong). */
    public LoginRequestFlyweight currentStage(final int value) {
        flags(flags() & ~CURRENT_STAGE_MASK | value << 2 & CURRENT_STAGE_MASK);
        return this;
    }

    /** NSG: the stage after this one, when T is set. */
    public int nextStage() {
        return flags() & NEXT_STAGE_MASK;
    }

    /** NSG: the stage after this one, when T is set. */
    public LoginRequestFlyweight nextStage(final int value) {
        flags(flags() & ~NEXT_STAGE_MASK | value & NEXT_STAGE_MASK);
        return this;
    }

    /** Highest version that the initiator speaks. */
    public int versionMax() {
        return getByte(VERSION_MAX_OFFSET) & 0xFF;
    }

    /** Highest version that the initiator speaks. */
    public LoginRequestFlyweight versionMax(final int value) {
        putByte(VERSION_MAX_OFFSET, (byte) value);
        return this;
    }

    /** Lowest version that the initiator speaks. */
    public int versionMin() {
        return getByte(VERSION_MIN_OFFSET) & 0xFF;
    }

    /** Lowest version that the initiator speaks. */
    public LoginRequestFlyweight versionMin(final int value) {
        putByte(VERSION_MIN_OFFSET, (byte) value);
        return this;
    }

    /** Initiator session identifier, 48 bits. */
    public long isid() {
        return getLong(ISID_OFFSET, BIG_ENDIAN) >>> 16;
    }

    /** Initiator session identifier, 48 bits. */
    public LoginRequestFlyweight isid(final long value) {
        putLong(ISID_OFFSET, value << 16 | tsih(), BIG_ENDIAN);
        return this;
    }

    /** Session to join or to take over, 0 for a new one. */
    public int tsih() {
        return getShort(TSIH_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Session to join or to take over, 0 for a new one. */
    public LoginRequestFlyweight tsih(final int value) {
        putShort(TSIH_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }

    /** Connection identifier. */
    public int cid() {
        return getShort(CID_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Connection identifier. */
    public LoginRequestFlyweight cid(final int value) {
        putShort(CID_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }
}
