package orbis.engine.net;

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
    private Session session;
    private Runnable whenEnded;

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

    /** The session itself, of its agent's thread; null until the agent has begun it. */
    Session session() {
        return session;
    }

    void session(final Session begun) {
        session = begun;
    }

    /** What waits for the session's end, null when nothing does. */
    Runnable whenEnded() {
        return whenEnded;
    }

    void whenEnded(final Runnable then) {
        final Runnable before = whenEnded;
        whenEnded = before == null ? then : () -> {
            before.run();
            then.run();
        };
    }
}
