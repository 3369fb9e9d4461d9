package orbis.perf.jmh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orbis.engine.io.IoOptions;
import orbis.engine.net.SocketOptions;
import orbis.engine.net.TargetEvents;
import orbis.engine.net.TargetOptions;
import orbis.engine.net.TargetServer;
import orbis.engine.scsi.DeviceIdentity;
import orbis.engine.session.Credentials;
import orbis.engine.session.RateLimit;
import orbis.engine.session.Portal;
import orbis.engine.session.TargetAnswer;
import orbis.engine.session.TargetDirectory;
import orbis.engine.status.CountersFile;
import orbis.engine.store.BlockStore;
import orbis.perf.load.TargetUrl;
import orbis.protocol.iscsi.SessionParameters;

/** The target alone, in this process, with one disk that everybody may use, on a port that the system chooses. */
public final class LocalTarget implements AutoCloseable {
    private static final String NAME = "iqn.2022-07.san.iscsi.local:disk";
    private static final long MEMORY = 64L << 20;
    private static final int MOST_SESSIONS = 1024;
    private static final int MOST_TASKS = 4096;

    private final CountersFile counters;
    private final TargetServer server;
    private final TargetUrl url;

    /**
     * Starts it.
     *
     * @param engine kind of I/O engine: auto, uring or nio.
     * @param idle   what the agent does when there is nothing to do.
     * @param store  the disk; closed with the target.
     * @throws IOException when it cannot listen.
     */
    public LocalTarget(final String engine, final TargetOptions.Idle idle, final BlockStore store)
            throws IOException {
        counters = CountersFile.inMemory(1, MOST_SESSIONS);
        final TargetOptions options = new TargetOptions(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), 1, 1, engine, new IoOptions(), MEMORY,
            MOST_TASKS, new TargetOptions.SessionLimits(MOST_SESSIONS, MOST_SESSIONS, 128,
                TimeUnit.SECONDS.toNanos(15), 0, TimeUnit.SECONDS.toNanos(5)),
            new SessionParameters(), idle, List.of(), SocketOptions.NONE);
        server = TargetServer.launch(options, new OneTarget(), Credentials.NONE, TargetEvents.NONE, counters);
        server.addDisk("disk", new DeviceIdentity(NAME, "0123456789abcdef"), store,
            RateLimit.unlimited()).join();
        server.accept();
        url = new TargetUrl("127.0.0.1", server.portals().get(0).getPort(), NAME, 0);
    }

    /** Where the disk is. */
    public TargetUrl url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
        counters.close();
    }

    private static final class OneTarget implements TargetDirectory {
        @Override
        public TargetAnswer find(final String targetName, final String initiatorName, final Portal portal) {
            return targetName.equals(NAME) ? TargetAnswer.found(null, portal.groupTag()) : TargetAnswer.NOT_FOUND;
        }

        @Override
        public void list(final String initiatorName, final Portal portal, final TargetVisitor visitor) {
            visitor.onTarget(NAME, List.of(portal));
        }
    }
}
