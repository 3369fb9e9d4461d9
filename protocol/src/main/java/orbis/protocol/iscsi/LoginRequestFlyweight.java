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
public final class LoginRequestFlyweight extends InitiatorHeaderFlyweight implements LoginHeaderFlyweight {
    private static final int VERSION_MIN_OFFSET = 3;
    private static final int CID_OFFSET = 20;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public LoginRequestFlyweight blank() {
        zero(Opcode.LOGIN_REQUEST);
        immediate(true);
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
