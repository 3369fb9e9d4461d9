package orbis.engine.net;

import java.util.ArrayDeque;
import java.util.function.Consumer;

import orbis.engine.session.SessionIdentity;
import orbis.protocol.iscsi.LoginStatus;

/** The logins that wait for the end of a session, of each initiator port the newest. Of the conductor's thread. */
final class WaitingLogins {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    /** Adds a login; one of the same ports that waits already is refused, and those that are gone are forgotten. */
    void add(final SessionIdentity identity, final LoginHandler login) {
        waiting.removeIf(older -> older.login.closed() || refused(older, identity));
        waiting.add(new Waiting(identity, login));
    }

    private static boolean refused(final Waiting older, final SessionIdentity newer) {
        final boolean same = older.identity.samePorts(newer);
        if (same) {
            older.login.refuse(LoginStatus.SERVICE_UNAVAILABLE, "another login of the same port came");
        }
        return same;
    }

    /** Goes on with each, those first that waited longest. */
    void forEach(final Consumer<LoginHandler> then) {
        waiting.forEach(each -> then.accept(each.login));
    }

    private record Waiting(SessionIdentity identity, LoginHandler login) {
    }
}
