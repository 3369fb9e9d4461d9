package orbis.protocol.iscsi;

/** Status class (high byte) and detail (low byte) of a Login Response (RFC 7143 section 11.13.5). */
public final class LoginStatus {
    /** Login goes on. */
    public static final int SUCCESS = 0x0000;
    /** The target is elsewhere for now: TargetAddress says where. */
    public static final int TARGET_MOVED_TEMPORARILY = 0x0101;
    /** The target is elsewhere for good: TargetAddress says where. */
    public static final int TARGET_MOVED_PERMANENTLY = 0x0102;
    /** What the initiator sent is wrong. */
    public static final int INITIATOR_ERROR = 0x0200;
    /** The initiator could not prove who it is. */
    public static final int AUTHENTICATION_FAILURE = 0x0201;
    /** The initiator may not use this target. */
    public static final int AUTHORIZATION_FAILURE = 0x0202;
    /** There is no such target. */
    public static final int NOT_FOUND = 0x0203;
    /** The target was removed. */
    public static final int TARGET_REMOVED = 0x0204;
    /** No version is spoken by both. */
    public static final int UNSUPPORTED_VERSION = 0x0205;
    /** The session has as many connections as it may. */
    public static final int TOO_MANY_CONNECTIONS = 0x0206;
    /** A required key is missing. */
    public static final int MISSING_PARAMETER = 0x0207;
    /** The connection cannot be part of that session. */
    public static final int CANNOT_INCLUDE_IN_SESSION = 0x0208;
    /** The target does not do this type of session. */
    public static final int SESSION_TYPE_NOT_SUPPORTED = 0x0209;
    /** The TSIH names no session. */
    public static final int SESSION_DOES_NOT_EXIST = 0x020a;
    /** A request of a type that has no place in login. */
    public static final int INVALID_DURING_LOGIN = 0x020b;
    /** The target failed. */
    public static final int TARGET_ERROR = 0x0300;
    /** The target is there, and cannot serve now. */
    public static final int SERVICE_UNAVAILABLE = 0x0301;
    /** The target has no room for another session. */
    public static final int OUT_OF_RESOURCES = 0x0302;

    private LoginStatus() {
    }

    /** Status class: 0 success, 1 redirection, 2 the initiator's fault, 3 the target's. */
    public static int statusClass(final int status) {
        return status >>> 8;
    }

    /** A status in words, for logs. */
    public static String text(final int status) {
        return switch (status) {
            case SUCCESS -> "success";
            case TARGET_MOVED_TEMPORARILY -> "target moved temporarily";
            case TARGET_MOVED_PERMANENTLY -> "target moved permanently";
            case INITIATOR_ERROR -> "initiator error";
            case AUTHENTICATION_FAILURE -> "authentication failure";
            case AUTHORIZATION_FAILURE -> "not authorized";
            case NOT_FOUND -> "target not found";
            case TARGET_REMOVED -> "target removed";
            case UNSUPPORTED_VERSION -> "unsupported version";
            case TOO_MANY_CONNECTIONS -> "too many connections";
            case MISSING_PARAMETER -> "missing parameter";
            case CANNOT_INCLUDE_IN_SESSION -> "connection cannot be part of the session";
            case SESSION_TYPE_NOT_SUPPORTED -> "session type not supported";
            case SESSION_DOES_NOT_EXIST -> "session does not exist";
            case INVALID_DURING_LOGIN -> "invalid during login";
            case TARGET_ERROR -> "target error";
            case SERVICE_UNAVAILABLE -> "service unavailable";
            case OUT_OF_RESOURCES -> "out of resources";
            default -> "status " + Integer.toHexString(status);
        };
    }
}
