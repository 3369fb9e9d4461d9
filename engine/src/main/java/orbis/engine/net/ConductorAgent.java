package orbis.engine.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import orbis.engine.io.BufferPool;
import orbis.engine.io.IoEngine;
import orbis.engine.session.Credentials;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.LoginPhase;
import orbis.engine.session.Portal;
import orbis.engine.session.SessionResources;
import orbis.engine.session.TargetDirectory;
import orbis.engine.status.CountersFile;
import orbis.engine.status.SystemCounter;
import org.agrona.CloseHelper;
import org.slf4j.LoggerFactory;

/**
 * Does what is not data: takes connections, leads logins, keeps the list of sessions, and carries what
 * administrators ask to the agents. A login that is slow or silent waits here for its deadline, and holds up nobody.
 */
final class ConductorAgent extends AgentBase {
    /** Most logins and discovery sessions at a time. */
    private static final int MAX_LOGINS = 1024;
    /** With those that made room in this duty cycle and are not quite closed yet. */
    private static final int MAX_CONNECTIONS = MAX_LOGINS + AgentMailbox.PER_CYCLE;

    private final TargetOptions options;
    private final TargetDirectory directory;
    private final Credentials credentials;
    private final CountersFile counters;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, TargetPlace> places = new ConcurrentHashMap<>();
    private final ArrayList<LoginHandler> logins = new ArrayList<>();
    private final StrangersLog strangers = new StrangersLog(LoggerFactory.getLogger("orbis.target"));
    private final Admissions admissions;

    ConductorAgent(final TargetOptions options, final IoEngine engine, final TargetDirectory directory,
        final Credentials credentials, final TargetEvents events, final CountersFile counters) {
        // Each login its request and response, and a discovery session as much again for its texts.
        super("orbis-conductor", engine,
            new SessionResources(new BufferPool(
                2L * MAX_CONNECTIONS * LoginHandler.BUFFER_LENGTH, counters.system(SystemCounter.POOL_WAITS)),
                1, 4 * MAX_CONNECTIONS),
            new ConnectionGroup(engine, MAX_CONNECTIONS, true, counters.system(SystemCounter.CONNECTIONS)), counters);
        this.options = options;
        this.directory = directory;
        this.credentials = credentials;
        this.counters = counters;
        admissions = new Admissions(this, options, directory, events, counters);
    }

    Map<String, TargetPlace> places() {
        return places;
    }

    StrangersLog strangers() {
        return strangers;
    }

    Admissions admissions() {
        return admissions;
    }

    @Override
    void onTick(final long nowNs) {
        for (int i = logins.size() - 1; i >= 0; i--) {
            if (nowNs - logins.get(i).deadlineNs() >= 0) {
                logins.get(i).connection().close(DisconnectReason.TIMED_OUT);
            }
        }
        strangers.onTick(nowNs);
        counters.beat();
    }

    /** Takes a connection that was just accepted. */
    void accept(final SocketChannel channel) {
        final String peer;
        final Portal portal;
        try {
            peer = text((InetSocketAddress) channel.getRemoteAddress());
            portal = new Portal((InetSocketAddress) channel.getLocalAddress(), options.groupTag());
        } catch (final IOException ex) {
            CloseHelper.quietClose(channel);
            return;
        }
        if (logins.size() == MAX_LOGINS) {
            endOldestLogin();
        }
        final long buffer = connections().full() ? BufferPool.NONE : buffers().acquire(LoginHandler.BUFFER_LENGTH);
        if (buffer == BufferPool.NONE) {
            counters.system(SystemCounter.CONNECTION_REFUSALS).increment();
            strangers.warn("{}: connection refused: {} logins under way", peer, connections().size());
            CloseHelper.quietClose(channel);
            return;
        }
        final LoginPhase phase = new LoginPhase(
            directory, credentials, options.parameters(), portal, options.limits().queueDepth(), random);
        try {
            final Connection opened = connections().open(
                channel, peer, connection -> new LoginHandler(this, connection, phase, portal, buffer));
            logins.add((LoginHandler) opened.handler());
        } catch (final IOException ex) {
            giveUp(channel, buffer);
        } catch (final RuntimeException ex) {
            giveUp(channel, buffer);
            throw ex;
        }
    }

    private void giveUp(final SocketChannel channel, final long buffer) {
        buffers().release(buffer, LoginHandler.BUFFER_LENGTH);
        CloseHelper.quietClose(channel);
    }

    void admit(final LoginHandler login) {
        admissions.admit(login);
    }

    void onRefused(final LoginHandler login) {
        admissions.onRefused(login);
    }

    /** A connection goes before its login came to an end. */
    void onGivenUp(final LoginHandler login, final DisconnectReason reason) {
        if (reason != DisconnectReason.LOGIN_REFUSED && reason != DisconnectReason.SHUTDOWN) {
            strangers.info("{}: login given up: {}", login.connection().peer(), reason);
        }
    }

    /** When what was just begun must be over. */
    long newDeadlineNs() {
        return nowNs() + options.limits().loginTimeoutNs();
    }

    /** The connection is gone, or with another agent. */
    void onOver(final LoginHandler login) {
        logins.remove(login);
    }

    /** Makes room: whoever is here longest goes first. */
    private void endOldestLogin() {
        final Connection oldest = logins.remove(0).connection();
        counters.system(SystemCounter.CONNECTION_REFUSALS).increment();
        strangers.warn("{}: ended to make room: {} logins under way", oldest.peer(), MAX_LOGINS);
        oldest.close(DisconnectReason.DROPPED);
    }

    static String text(final InetSocketAddress address) {
        return new Portal(address, 1).text();
    }
}
