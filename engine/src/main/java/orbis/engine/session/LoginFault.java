package orbis.engine.session;

/**
 * Why a login ends.
 *
 * @param status one of {@link orbis.protocol.iscsi.LoginStatus}, as the initiator is told.
 * @param reason the same for people.
 */
record LoginFault(int status, String reason) {
}
