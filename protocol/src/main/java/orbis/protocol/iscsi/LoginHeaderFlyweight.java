package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/**
 * What Login Request and Login Response have in common (RFC 7143 sections 11.12 and 11.13). Each is a header of its
 * sender too, so this is laid over both kinds.
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|.|   Opcode  |T|C|. .|CSG|NSG|  Version-max  |               |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                              ISID                             |
 *  12|                               |              TSIH             |
 * </pre>
 */
public interface LoginHeaderFlyweight extends MutableDirectBuffer {
    /** Security negotiation. */
    int SECURITY_STAGE = 0;
    /** Login operational negotiation. */
    int OPERATIONAL_STAGE = 1;
    /** Full feature phase. */
    int FULL_FEATURE_STAGE = 3;

    /** T bit of the flags. */
    int TRANSIT_FLAG = 0x80;
    /** C bit of the flags. */
    int CONTINUE_BIT_FLAG = 0x40;
    /** CSG in the flags. */
    int CURRENT_STAGE_MASK = 0x0c;
    /** NSG in the flags. */
    int NEXT_STAGE_MASK = 0x03;
    /** Where Version-max is. */
    int VERSION_MAX_OFFSET = 2;
    /** Where the ISID begins. */
    int ISID_OFFSET = 8;
    /** Where the TSIH begins. */
    int TSIH_OFFSET = 14;

    /** The second byte. */
    int flags();

    /** The second byte. */
    BasicHeaderFlyweight flags(int value);

    /** T bit: ready to go to the next stage. */
    default boolean transit() {
        return (flags() & TRANSIT_FLAG) != 0;
    }

    /** T bit: ready to go to the next stage. */
    default LoginHeaderFlyweight transit(final boolean value) {
        flags(value ? flags() | TRANSIT_FLAG : flags() & ~TRANSIT_FLAG);
        return this;
    }

    /** C bit: the text goes on in the next PDU. */
    default boolean continueBit() {
        return (flags() & CONTINUE_BIT_FLAG) != 0;
    }

    /** C bit: the text goes on in the next PDU. */
    default LoginHeaderFlyweight continueBit(final boolean value) {
        flags(value ? flags() | CONTINUE_BIT_FLAG : flags() & ~CONTINUE_BIT_FLAG);
        return this;
    }

    /** CSG: {@link #SECURITY_STAGE}, {@link #OPERATIONAL_STAGE} (or {@link #FULL_FEATURE_STAGE}: wrong). */
    default int currentStage() {
        return (flags() & CURRENT_STAGE_MASK) >> 2;
    }

    /** CSG: {@link #SECURITY_STAGE}, {@link #OPERATIONAL_STAGE} (or {@link #FULL_FEATURE_STAGE}: wrong). */
    default LoginHeaderFlyweight currentStage(final int value) {
        flags(flags() & ~CURRENT_STAGE_MASK | value << 2 & CURRENT_STAGE_MASK);
        return this;
    }

    /** NSG: the stage after this one, when T is set. */
    default int nextStage() {
        return flags() & NEXT_STAGE_MASK;
    }

    /** NSG: the stage after this one, when T is set. */
    default LoginHeaderFlyweight nextStage(final int value) {
        flags(flags() & ~NEXT_STAGE_MASK | value & NEXT_STAGE_MASK);
        return this;
    }

    /** Highest version that the sender speaks. */
    default int versionMax() {
        return getByte(VERSION_MAX_OFFSET) & 0xFF;
    }

    /** Highest version that the sender speaks. */
    default LoginHeaderFlyweight versionMax(final int value) {
        putByte(VERSION_MAX_OFFSET, (byte) value);
        return this;
    }

    /** Initiator session identifier, 48 bits; in a response as in the request. */
    default long isid() {
        return getLong(ISID_OFFSET, BIG_ENDIAN) >>> 16;
    }

    /** Initiator session identifier, 48 bits; in a response as in the request. */
    default LoginHeaderFlyweight isid(final long value) {
        putLong(ISID_OFFSET, value << 16 | tsih(), BIG_ENDIAN);
        return this;
    }

    /**
     * Target session identifying handle: of the session to join or to take over, 0 for a new one. In a response as in
     * the request, until the last has what the target gave the session.
     */
    default int tsih() {
        return getShort(TSIH_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Target session identifying handle, see {@link #tsih()}. */
    default LoginHeaderFlyweight tsih(final int value) {
        putShort(TSIH_OFFSET, (short) value, BIG_ENDIAN);
        return this;
    }
}
