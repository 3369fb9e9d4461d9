package orbis.engine.session;

/** Why a connection ended. Only {@link #PROTOCOL_ERROR} and {@link #NETWORK_ERROR} are faults. */
public enum DisconnectReason {
    /** The initiator closed the connection. */
    CLOSED_BY_PEER("closed by the initiator"),
    /** The initiator logged out. */
    LOGGED_OUT("logged out"),
    /** Login was refused, and the initiator told so. */
    LOGIN_REFUSED("login refused"),
    /** The same initiator port logged in anew (RFC 7143 section 6.3.5). */
    REINSTATED("replaced by a new login"),
    /** An administrator or the boot services ended the session. */
    DROPPED("dropped"),
    /** The initiator reset the target, and all sessions end. */
    TARGET_RESET("target cold reset"),
    /** Nothing came within the time allowed. */
    TIMED_OUT("timed out"),
    /** What came breaks RFC 7143 in a way that cannot be answered. */
    PROTOCOL_ERROR("protocol error"),
    /** TCP failed. */
    NETWORK_ERROR("network error"),
    /** The server ends. */
    SHUTDOWN("server shutdown");

    private final String text;

    DisconnectReason(final String text) {
        this.text = text;
    }

    /** Whether an initiator is better told before its connection goes. */
    boolean announced() {
        return this == DROPPED || this == TARGET_RESET || this == SHUTDOWN;
    }

    @Override
    public String toString() {
        return text;
    }
}
