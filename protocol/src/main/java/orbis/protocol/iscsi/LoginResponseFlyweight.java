package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Login Response (RFC 7143 section 11.13). Statuses are in {@link LoginStatus}.
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|    0x23   |T|C|. .|CSG|NSG|  Version-max  | Version-active|
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                              ISID                             |
 *  12|                               |              TSIH             |
 *  16|                       Initiator Task Tag                      |
 *  20|                            Reserved                           |
 *  24|                             StatSN                            |
 *  28|                            ExpCmdSN                           |
 *  32|                            MaxCmdSN                           |
 *  36|  Status-Class | Status-Detail |            Reserved           |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class LoginResponseFlyweight extends TargetHeaderFlyweight {
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
    private static final int VERSION_ACTIVE_OFFSET = 3;
    private static final int ISID_OFFSET = 8;
    private static final int TSIH_OFFSET = 14;
    private static final int STATUS_OFFSET = 36;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public LoginResponseFlyweight blank() {
        zero(Opcode.LOGIN_RESPONSE);
        return this;
    }

    /** T bit: ready to go to the next stage. */
    public boolean transit() {
        return flag(TRANSIT_FLAG);
    }

    /** T bit: ready to go to the next stage. */
    public LoginResponseFlyweight transit(final boolean value) {
        flag(TRANSIT_FLAG, value);
        return this;
    }

    /** C bit: the text goes on in the next PDU. */
    public boolean continueBit() {
        return flag(CONTINUE_BIT_FLAG);
    }

    /** C bit: the text goes on in the next PDU. */
    public LoginResponseFlyweight continueBit(final boolean value) {
        flag(CONTINUE_BIT_FLAG, value);
        return this;
    }

    /** CSG: {@link #SECURITY_STAGE}, {@link #OPERATIONAL_STAGE} (or {@link #FULL_FEATURE_STAGE}: wrong). */
    public int currentStage() {
        return (flags() & CURRENT_STAGE_MASK) >> 2;
    }

    /** CSG: {@link #SECURITY_STAGE}, {@link #OPERATIONAL_STAGE} (or {@link #FULL_FEATURE_STAGE}: wrong). */
    public LoginResponseFlyweight currentStage(final int value) {
        flags(flags() & ~CURRENT_STAGE_MASK | value << 2 & CURRENT_STAGE_MASK);
        return this;
    }

    /** NSG: the stage after this one, when T is set. */
    public int nextStage() {
        return flags() & NEXT_STAGE_MASK;
    }

    /** NSG: the stage after this one, when T is set. */
    public LoginResponseFlyweight nextStage(final int value) {
        flags(flags() & ~NEXT_STAGE_MASK | value & NEXT_STAGE_MASK);
        return this;
    }

    /** Highest version that the target speaks. */
    public int versionMax() {
        return getByte(VERSION_MAX_OFFSET) & 0xFF;
    }

    /** Highest version that the target speaks. */
    public LoginResponseFlyweight versionMax(final int value) {
        putByte(VERSION_MAX_OFFSET, (byte) value);
        return this;
    }

    /** Version in use. */
    public int versionActive() {
        return getByte(VERSION_ACTIVE_OFFSET) & 0xFF;
    }

    /** Version in use. */
    public LoginResponseFlyweight versionActive(final int value) {
        putByte(VERSION_ACTIVE_OFFSET, (byte) value);
        return this;
    }

    /** Initiator session identifier, 48 bits, as in the request. */
    public long isid() {
        return getLong(ISID_OFFSET, BIG_ENDIAN) >>> 16;
    }

    /** Initiator session identifier, 48 bits, as in the request. */
    public LoginResponseFlyweight isid(final long value) {
        putLong(ISID_OFFSET, value << 16 | tsih(), BIG_ENDIAN);
        return this;
    }

    /** Identifier of the session, from the target, in the last response; until then as in the request. */
    public int tsih() {
        return getShort(TSIH_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Identifier of the session, from the target, in the last response; until then as in the request. */
    public LoginResponseFlyweight tsih(final int value) {
        putShort(TSIH_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }

    /** Status class and detail, one of {@link LoginStatus}. */
    public int status() {
        return getShort(STATUS_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Status class and detail, one of {@link LoginStatus}. */
    public LoginResponseFlyweight status(final int value) {
        putShort(STATUS_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }
}
