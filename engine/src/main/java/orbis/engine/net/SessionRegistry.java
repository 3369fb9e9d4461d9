package orbis.engine.net;

import java.util.ArrayList;
import java.util.List;

import orbis.engine.session.SessionIdentity;

/** All sessions of the target: by their handles, and by who they are of. Of the conductor's thread. */
final class SessionRegistry {
    static final int MAX_TSIH = 0xffff;

    private final ArrayList<LiveSession> sessions = new ArrayList<>();
    private int lastTsih;

    List<LiveSession> sessions() {
        return sessions;
    }

    /** A handle that no session has: 1 to 65535, as long unused as can be. */
    int newTsih() {
        do {
            lastTsih = lastTsih % MAX_TSIH + 1;
        } while (has(lastTsih));
        return lastTsih;
    }

    boolean full() {
        return sessions.size() >= MAX_TSIH;
    }

    boolean has(final int tsih) {
        for (final LiveSession session : sessions) {
            if (session.identity().tsih() == tsih) {
                return true;
            }
        }
        return false;
    }

    /** How many sessions an agent has. */
    int on(final TargetAgent agent) {
        int count = 0;
        for (final LiveSession session : sessions) {
            if (session.place() != null && session.place().agent() == agent) {
                count++;
            }
        }
        return count;
    }

    void add(final LiveSession session) {
        sessions.add(session);
    }

    void remove(final LiveSession session) {
        sessions.remove(session);
    }

    /**
     * The session that must end before one of an initiator may begin: one of the very same ports (RFC 7143 section
     * 6.3.5), or the oldest when the initiator has as many as it may. Firmware leaves sessions behind at each reset,
     * with another ISID each time. Null when there is none.
     */
    LiveSession inTheWayOf(final SessionIdentity identity, final int maxPerInitiator) {
        LiveSession oldest = null;
        int count = 0;
        for (final LiveSession session : sessions) {
            if (session.identity().samePorts(identity)) {
                return session;
            }
            if (!session.identity().discovery()
                && session.identity().initiatorName().equals(identity.initiatorName())) {
                count++;
                oldest = oldest == null ? session : oldest;
            }
        }
        return count >= maxPerInitiator ? oldest : null;
    }
}
