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
public final class LoginResponseFlyweight extends TargetHeaderFlyweight implements LoginHeaderFlyweight {
    private static final int VERSION_ACTIVE_OFFSET = 3;
    private static final int STATUS_OFFSET = 36;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public LoginResponseFlyweight blank() {
        zero(Opcode.LOGIN_RESPONSE);
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
