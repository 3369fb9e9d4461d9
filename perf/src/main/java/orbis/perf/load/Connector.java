package orbis.perf.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import orbis.sys.Errno;
import orbis.sys.SocketTuning;

/** Brings the sessions of one thread in, a bounded number at once, and back again after the target went away. */
final class Connector {
    private static final int LOGINS_AT_ONCE = 64;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final long RETRY_NS = 50_000_000;

    private final LoadRun run;
    private final SocketLoop loop;
    private final int sessions;
    private final long patienceNs;
    private final ArrayDeque<LoadSession> waiting;
    private int loggingIn;
    private int ready;
    private long retryNs;
    private long lostNs;
    private boolean lost;
    private boolean stopped;

    Connector(final LoadRun run, final SocketLoop loop, final List<LoadSession> sessions) {
        this.run = run;
        this.loop = loop;
        this.sessions = sessions.size();
        this.patienceNs = run.workload().reconnect().toNanos();
        this.waiting = new ArrayDeque<>(sessions);
    }

    boolean allReady() {
        return ready == sessions;
    }

    /** Sessions that have a connection. */
    int open() {
        return ready + loggingIn;
    }

    /** Whether a failed login is tried again. */
    boolean recovering() {
        return patienceNs > 0;
    }

    /** Connects those that wait, as far as there is room. */
    void connect(final long nowNs) {
        if (stopped || waiting.isEmpty() || lost && nowNs - retryNs < 0) {
            return;
        }
        while (loggingIn < LOGINS_AT_ONCE && !waiting.isEmpty()) {
            final LoadSession session = waiting.poll();
            try {
                session.start(open(session));
                loggingIn++;
            } catch (final IOException e) {
                again(session, "no connection to " + session.url() + ": " + e.getMessage(), nowNs);
                return;
            }
        }
    }

    private LoadSocket open(final LoadSession session) throws IOException {
        final SocketChannel channel = SocketChannel.open();
        try {
            chooseCongestionControl(channel);
            channel.socket().connect(
                new InetSocketAddress(session.url().host(), session.url().port()), CONNECT_TIMEOUT_MS);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return loop.adopt(channel, session);
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    private void chooseCongestionControl(final SocketChannel channel) throws IOException {
        final String name = run.workload().congestion();
        final int result = name == null ? 0 : SocketTuning.congestionControl(channel, name);
        if (result < 0) {
            throw new IOException("the kernel refuses congestion control " + name + ": " + Errno.message(-result));
        }
    }

    /** A session has logged in. */
    void ready() {
        loggingIn--;
        ready++;
        lost = false;
    }

    /** A session's connection ended. */
    void closed(final LoadSession session, final boolean wasReady, final int errno, final long nowNs) {
        if (wasReady) {
            ready--;
        } else {
            loggingIn--;
        }
        if (!stopped) {
            again(session, "the connection to " + session.url() + " ended"
                + (errno == 0 ? "" : ", errno " + errno), nowNs);
        }
    }

    /** From now on connections end in order. */
    void stop() {
        stopped = true;
    }

    private void again(final LoadSession session, final String why, final long nowNs) {
        if (!lost) {
            lost = true;
            lostNs = nowNs;
        }
        if (nowNs - lostNs >= patienceNs) {
            run.fail(why);
            return;
        }
        retryNs = nowNs + RETRY_NS;
        waiting.add(session);
    }
}
