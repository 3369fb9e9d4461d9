package orbis.engine.net;

import orbis.engine.session.DisconnectReason;
import orbis.engine.session.Session;
import orbis.engine.session.SessionIdentity;
import orbis.engine.status.SessionCounters;

/** A session as the conductor knows it: from its admission until nothing of it is under way. */
final class LiveSession {
    private final SessionIdentity identity;
    private final String peer;
    private final TargetPlace place;
    private final SessionCounters counters;
    private final long sinceNs;
    private final WaitingLogins waiting = new WaitingLogins();
    private Session session;
    private DisconnectReason unwanted;

    LiveSession(final SessionIdentity identity, final String peer, final TargetPlace place,
        final SessionCounters counters, final long sinceNs) {
        this.identity = identity;
        this.peer = peer;
        this.place = place;
        this.counters = counters;
        this.sinceNs = sinceNs;
    }

    SessionIdentity identity() {
        return identity;
    }

    String peer() {
        return peer;
    }

    /** Where it is served, null for a discovery session. */
    TargetPlace place() {
        return place;
    }

    SessionCounters counters() {
        return counters;
    }

    long sinceNs() {
        return sinceNs;
    }

    // ---- on the thread that the session lives on

    /** The session has begun; one that was to end before ends at once. */
    void session(final Session begun) {
        session = begun;
        if (unwanted != null) {
            session.close(unwanted);
        }
    }

    /** Ends the session, or has it end as soon as it begins. */
    void close(final DisconnectReason reason) {
        unwanted = reason;
        if (session != null) {
            session.close(reason);
        }
    }

    /** Ends the session, if it has begun, unless its initiator proves in time that it lives. */
    void challenge(final long withinNs) {
        if (session != null) {
            session.challenge(withinNs);
        }
    }

    // ---- on the conductor's thread

    /** What waits for the session's end. */
    WaitingLogins waiting() {
        return waiting;
    }
}
