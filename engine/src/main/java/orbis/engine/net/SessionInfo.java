package orbis.engine.net;

import orbis.engine.session.SessionIdentity;

/**
 * A session, for people.
 *
 * @param identity who it is between.
 * @param peer     the initiator's address.
 * @param disk     name of the disk, empty for discovery.
 * @param ageNs    since login, in nanoseconds.
 */
public record SessionInfo(SessionIdentity identity, String peer, String disk, long ageNs) {
}
