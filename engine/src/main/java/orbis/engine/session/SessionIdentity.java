package orbis.engine.session;

/**
 * Who a session is between.
 *
 * @param initiatorName  iSCSI name of the initiator.
 * @param isid           the 48 bits of its ISID: with the name, the initiator port.
 * @param tsih           the target's handle of the session, not 0.
 * @param cid            the connection's number, given by the initiator.
 * @param targetName     iSCSI name of the target, empty in a discovery session.
 * @param portalGroupTag of the portal that the session came in by.
 */
public record SessionIdentity(
    String initiatorName, long isid, int tsih, int cid, String targetName, int portalGroupTag) {
    /** Whether the session only asks which targets there are. */
    public boolean discovery() {
        return targetName.isEmpty();
    }

    /** Whether another session is of the same initiator port and target: a new login replaces the old one. */
    public boolean samePorts(final SessionIdentity other) {
        return isid == other.isid && portalGroupTag == other.portalGroupTag
            && initiatorName.equals(other.initiatorName) && targetName.equals(other.targetName);
    }
}
