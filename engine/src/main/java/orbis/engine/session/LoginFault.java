package orbis.engine.session;

/**
 * Why a login ends.
 *
 * @param status one of {@link orbis.protocol.iscsi.LoginStatus}, as the initiator is told.
 * @param reason the same for people.
 */
record LoginFault(int status, String reason) {
    /** What a stranger sent stands in it: other than printable ASCII is replaced, so that a log line stays one. */
    LoginFault {
        reason = reason.replaceAll("[^ -~]", "?");
    }
}
