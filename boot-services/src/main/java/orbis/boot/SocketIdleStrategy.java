package orbis.boot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;
import orbis.sys.Poller;

/**
 * Waits for datagrams when there is nothing to do, for as long as the timers allow: an idle server sleeps, and
 * the first packet of a boot wakes it at once.
 */
public final class SocketIdleStrategy implements IdleStrategy, AutoCloseable {
    /** Timers of retransmissions are checked at least so often. */
    private static final int MAX_WAIT_MS = 10;
    /** A moment in which packets of a crowd come together: to be woken for each costs more than to answer it. */
    private static final long GATHER_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Poller poller;
    private final List<SocketReadiness> sockets = new ArrayList<>();
    private BooleanSupplier crowd = () -> false;
    private boolean waiting;

    /**
     * Makes one without sockets.
     *
     * @throws IOException when there are no more file descriptors.
     */
    public SocketIdleStrategy() throws IOException {
        poller = new Poller();
    }

    /**
     * Waits for a socket too, until that is closed. Called by the agent's thread, or before it starts.
     *
     * @param fd        of the socket.
     * @param readiness told when something came.
     * @throws IOException when it cannot be waited for.
     */
    public void add(final int fd, final SocketReadiness readiness) throws IOException {
        poller.add(fd, Poller.READ, sockets.size());
        sockets.add(readiness);
    }

    /** Lets packets gather before each wait as long as there is a crowd of clients, of this service or another. */
    void gatherWhile(final BooleanSupplier crowded) {
        final BooleanSupplier others = crowd;
        crowd = () -> crowded.getAsBoolean() || others.getAsBoolean();
    }

    /** Ends the wait. Any thread may call it. */
    public void wakeup() {
        poller.wakeup();
    }

    @Override
    public void idle(final int workCount) {
        if (workCount == 0 && crowd.getAsBoolean()) {
            LockSupport.parkNanos(GATHER_NS);
        }
        await(workCount == 0 ? MAX_WAIT_MS : 0);
    }

    @Override
    public void idle() {
        await(MAX_WAIT_MS);
    }

    private void await(final int timeoutMs) {
        final int count = poller.await(timeoutMs);
        for (int i = 0; i < count; i++) {
            sockets.get(poller.token(i)).ready();
        }
        if (!waiting) {
            waiting = true;
            sockets.forEach(SocketReadiness::waitedFor);
        }
    }

    @Override
    public void reset() {
    }

    @Override
    public String alias() {
        return "socket";
    }

    @Override
    public void close() {
        poller.close();
    }
}
