package orbis.engine.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import orbis.engine.io.BufferPool;
import orbis.engine.io.IoEngine;
import orbis.engine.session.DeviceSessions;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.Session;
import orbis.engine.session.SessionListener;
import orbis.engine.session.SessionResources;
import orbis.engine.session.SessionStart;
import orbis.engine.status.CountersFile;
import orbis.engine.status.SystemCounter;
import orbis.sys.Affinity;
import org.agrona.collections.ArrayUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves disks: owns an I/O engine, its buffers, the sessions of its disks and their connections. All that
 * happens to a disk happens on this one thread, so nothing on the way of data is locked.
 */
final class TargetAgent extends AgentBase {
    private static final int ANY = -1;
    private static final Logger LOG = LoggerFactory.getLogger("orbis.target");

    private final int processor;
    private Session[] sessions = new Session[0];
    private DeviceSessions[] devices = new DeviceSessions[0];

    TargetAgent(final int number, final IoEngine engine, final TargetOptions options, final CountersFile counters) {
        super("orbis-target-" + number, engine,
            new SessionResources(new BufferPool(options.memory(), counters.system(SystemCounter.POOL_WAITS)),
                options.maxTasks(), options.limits().maxConnections()),
            new ConnectionGroup(engine, options.limits().maxConnections(), false,
                counters.system(SystemCounter.CONNECTIONS)), counters);
        processor = options.processors().isEmpty()
            ? ANY : options.processors().get(number % options.processors().size());
        engine.register(buffers().address(), buffers().length());
    }

    @Override
    public void onStart() {
        if (processor != ANY && Affinity.pin(processor) < 0) {
            LOG.warn("{} cannot be kept on processor {}: it runs wherever the kernel likes", roleName(), processor);
        }
    }

    @Override
    void onTick(final long nowNs) {
        for (final Session session : sessions) {
            session.onTick(nowNs);
        }
        for (final DeviceSessions device : devices) {
            device.device().onTick(nowNs);
            final String faults = device.device().faults().due(nowNs);
            if (faults != null) {
                LOG.warn("{}: {}", device.device().identity().targetName(), faults);
            }
        }
    }

    // ---- what the conductor asks, on this agent's thread

    void add(final DeviceSessions device) {
        devices = ArrayUtil.add(devices, device);
    }

    /** Takes a connection whose login is over. */
    Session begin(final SocketChannel channel, final String peer, final SessionStart start, final DeviceSessions target,
        final SessionListener listener) throws IOException {
        if (connections().full()) {
            throw new IOException("all " + connections().size() + " connections of " + roleName() + " are in use");
        }
        final SessionListener own = new SessionsOfAgent(listener);
        final Connection connection = connections().open(
            channel, peer, output -> new Session(start, output, resources(), target, own));
        final Session session = (Session) connection.handler();
        sessions = ArrayUtil.add(sessions, session);
        return session;
    }

    @Override
    public void onClose() {
        super.onClose();
        for (final DeviceSessions device : devices) {
            device.device().store().close();
        }
    }

    /** Keeps the list of sessions, and passes on what is told. */
    private final class SessionsOfAgent implements SessionListener {
        private final SessionListener next;

        private SessionsOfAgent(final SessionListener next) {
            this.next = next;
        }

        @Override
        public void onDisconnected(final Session session, final DisconnectReason reason) {
            next.onDisconnected(session, reason);
        }

        @Override
        public void onEnded(final Session session) {
            sessions = ArrayUtil.remove(sessions, session);
            next.onEnded(session);
        }
    }
}
