package orbis.engine.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;

import orbis.engine.session.CommandMeter;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.LoginPhase;
import orbis.engine.session.Session;
import orbis.engine.session.SessionIdentity;
import orbis.engine.session.SessionListener;
import orbis.engine.session.SessionStart;
import orbis.engine.session.TargetDirectory;
import orbis.engine.session.TextPhase;
import orbis.engine.status.CountersFile;
import orbis.engine.status.SystemCounter;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.SessionParameters;
import org.agrona.CloseHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a login: ends the session that the new one replaces, waits until nothing of it is under way, then lets
 * the initiator in and moves its connection to the agent of its disk. Of the conductor's thread.
 */
final class Admissions implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger("orbis.target");

    private final ConductorAgent conductor;
    private final TargetOptions options;
    private final TargetDirectory directory;
    private final TargetEvents events;
    private final CountersFile counters;
    private final SessionRegistry registry = new SessionRegistry();
    private Runnable closing;

    Admissions(final ConductorAgent conductor, final TargetOptions options, final TargetDirectory directory,
        final TargetEvents events, final CountersFile counters) {
        this.conductor = conductor;
        this.options = options;
        this.directory = directory;
        this.events = events;
        this.counters = counters;
    }

    SessionRegistry registry() {
        return registry;
    }

    void admit(final LoginHandler login) {
        if (login.closed()) {
            return;
        }
        if (closing != null) {
            login.refuse(LoginStatus.SERVICE_UNAVAILABLE, "the server is shutting down");
            return;
        }
        final LoginPhase phase = login.phase();
        if (phase.requestedTsih() != 0) {
            // One connection a session: another can only be asked for by mistake, or come too late.
            login.refuse(registry.has(phase.requestedTsih())
                ? LoginStatus.TOO_MANY_CONNECTIONS : LoginStatus.SESSION_DOES_NOT_EXIST, "no session to join");
            return;
        }
        final TargetPlace place = phase.discovery() ? null : conductor.places().get(phase.targetName());
        if (!phase.discovery() && place == null) {
            login.refuse(LoginStatus.NOT_FOUND, "no such target");
        } else if (registry.full()) {
            refuseOneMore(login);
        } else {
            admit(login, place);
        }
    }

    private static void refuseOneMore(final LoginHandler login) {
        login.refuse(LoginStatus.OUT_OF_RESOURCES, "as many sessions as there may be");
    }

    private void admit(final LoginHandler login, final TargetPlace place) {
        final LoginPhase phase = login.phase();
        final SessionIdentity identity = new SessionIdentity(phase.initiatorName(), phase.isid(), registry.newTsih(),
            phase.cid(), place == null ? "" : phase.targetName(), phase.portalGroupTag());
        final LiveSession inTheWay = place == null
            ? null : registry.inTheWayOf(identity, options.limits().maxPerInitiator());
        if (inTheWay != null) {
            inTheWay.waiting().add(identity, login);
            drop(inTheWay, DisconnectReason.REINSTATED);
            return;
        }
        // Whoever replaces a session of its own needs no place more.
        if (place != null && registry.on(place.agent()) >= options.limits().maxConnections()) {
            refuseOneMore(login);
            return;
        }
        final LiveSession live = new LiveSession(identity, login.connection().peer(), place, place == null
            ? null : counters.newSession(identity.initiatorName(), login.connection().peer(), place.diskName(),
                identity.isid(), identity.tsih()), conductor.nowNs());
        registry.add(live);
        login.admit(identity.tsih(), () -> begin(login, live), reason -> onGone(live, reason));
        onBegun(live, login.phase().parameters());
    }

    private void begin(final LoginHandler login, final LiveSession live) {
        final SessionStart start = start(login, live);
        if (live.place() == null) {
            final Session session = new Session(start, login.connection(), conductor.resources(), null, this);
            login.successor(session);
            live.session(session);
            login.connection().resume();
            return;
        }
        final SocketChannel channel = login.connection().release();
        login.release();
        final TargetAgent agent = live.place().agent();
        final boolean taken = agent.mailbox().offer(() -> move(channel, live, start));
        if (!taken) {
            CloseHelper.quietClose(channel);
            onGone(live, DisconnectReason.DROPPED);
        }
    }

    /** On the agent's thread. */
    private void move(final SocketChannel channel, final LiveSession live, final SessionStart start) {
        final TargetPlace place = live.place();
        try {
            live.session(place.agent().begin(channel, live.peer(), start, place.sessions(), this));
        } catch (final IOException | RuntimeException ex) {
            LOG.warn("{}: connection lost at the end of login: {}", live.peer(), ex.getMessage());
            CloseHelper.quietClose(channel);
            conductor.mailbox().deliver(() -> onGone(live, DisconnectReason.NETWORK_ERROR));
        }
    }

    private SessionStart start(final LoginHandler login, final LiveSession live) {
        final LoginPhase phase = login.phase();
        final TargetOptions.SessionLimits limits = options.limits();
        final TextPhase text = new TextPhase(
            directory, phase.initiatorName(), phase.targetName(), login.portal(), phase.parameters());
        final CommandMeter meter = live.place() == null
            ? null : new CommandMeter(live.place().counters(), live.counters(), () -> onFirstRead(live));
        return new SessionStart(live.identity(), phase.parameters(), text, phase.cmdSn(), phase.statSn(),
            limits.queueDepth(), limits.pingIntervalNs(), limits.abortBoundNs(),
            directory.rate(phase.initiatorName()), meter);
    }

    private void onBegun(final LiveSession live, final SessionParameters agreed) {
        counters.system(SystemCounter.LOGINS).increment();
        counters.system(SystemCounter.SESSIONS).increment();
        final SessionIdentity identity = live.identity();
        if (identity.discovery()) {
            conductor.strangers().info("{}: discovery by {}", live.peer(), identity.initiatorName());
        } else {
            live.place().counters().onAttach();
            LOG.info("{}: login of {} to {}{}{}", live.peer(), identity.initiatorName(), identity.targetName(),
                agreed.headerDigest() ? ", header digest" : "", agreed.dataDigest() ? ", data digest" : "");
        }
        events.onLogin(identity, live.peer());
    }

    /** On the agent's thread. */
    private void onFirstRead(final LiveSession live) {
        conductor.mailbox().deliver(() -> events.onFirstRead(live.identity(), live.peer()));
    }

    void onRefused(final LoginHandler login) {
        final LoginPhase phase = login.phase();
        counters.system(SystemCounter.LOGIN_REFUSALS).increment();
        conductor.strangers().warn("{}: login of {} refused: {}",
            login.connection().peer(), phase.initiatorName(), phase.failure());
        events.onRefused(phase.initiatorName(), login.connection().peer(), phase.failure());
    }

    // ---- ends

    /**
     * Ends all sessions, and lets none begin.
     *
     * @param whenGone run whenever there are none.
     */
    void close(final Runnable whenGone) {
        closing = whenGone;
        List.copyOf(registry.sessions()).forEach(live -> drop(live, DisconnectReason.SHUTDOWN));
        tellWhenGone();
    }

    private void tellWhenGone() {
        if (closing != null && registry.sessions().isEmpty()) {
            closing.run();
        }
    }

    /** Ends a session, wherever it is. */
    void drop(final LiveSession live, final DisconnectReason reason) {
        onItsThread(live, () -> live.close(reason));
    }

    /** Does something with a session on the thread that it lives on. */
    void onItsThread(final LiveSession live, final Runnable work) {
        if (live.place() == null) {
            work.run();
        } else {
            live.place().agent().mailbox().deliver(work);
        }
    }

    @Override
    public void onDisconnected(final Session session, final DisconnectReason reason) {
        onConductor(session, live -> onLost(live, reason));
    }

    @Override
    public void onEnded(final Session session) {
        onConductor(session, live -> onGone(live, null));
    }

    /** A discovery session lives here: by the mailbox, this thread could wait for itself to make room in it. */
    private void onConductor(final Session session, final Consumer<LiveSession> then) {
        if (session.identity().discovery()) {
            find(session, then);
        } else {
            conductor.mailbox().deliver(() -> find(session, then));
        }
    }

    private void find(final Session session, final Consumer<LiveSession> then) {
        for (final LiveSession live : registry.sessions()) {
            if (live.identity() == session.identity()) {
                then.accept(live);
                return;
            }
        }
    }

    private void onLost(final LiveSession live, final DisconnectReason reason) {
        final SessionIdentity identity = live.identity();
        counters.system(reason == DisconnectReason.LOGGED_OUT ? SystemCounter.LOGOUTS
            : reason == DisconnectReason.PROTOCOL_ERROR ? SystemCounter.PROTOCOL_ERRORS
            : SystemCounter.CONNECTIONS_LOST).increment();
        if (identity.discovery()) {
            conductor.strangers().info("{}: discovery of {} ended: {}", live.peer(), identity.initiatorName(), reason);
        } else {
            LOG.info("{}: session on {} of {} ended: {}",
                live.peer(), identity.targetName(), identity.initiatorName(), reason);
        }
        events.onEnd(identity, live.peer(), reason);
    }

    private void onGone(final LiveSession live, final DisconnectReason reason) {
        if (reason != null) {
            onLost(live, reason);
        }
        registry.remove(live);
        counters.system(SystemCounter.SESSIONS).decrement();
        if (live.counters() != null) {
            live.counters().close();
            live.place().counters().onDetach();
        }
        live.waiting().forEach(this::admit);
        tellWhenGone();
    }
}
