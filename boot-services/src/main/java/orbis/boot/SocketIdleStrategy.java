package orbis.boot;

import java.io.IOException;
import org.agrona.concurrent.IdleStrategy;
import orbis.sys.Poller;

/**
 * Waits for datagrams when there is nothing to do, for as long as the timers allow: an idle server sleeps, and
 * the first packet of a boot wakes it at once.
 */
public final class SocketIdleStrategy implements IdleStrategy, AutoCloseable {
    /** Timers of retransmissions are checked at least so often. */
    private static final int MAX_WAIT_MS = 10;

    private final Poller poller;

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
     * @param fd of the socket.
     * @throws IOException when it cannot be waited for.
     */
    public void add(final int fd) throws IOException {
        poller.add(fd, Poller.READ, 0);
    }

    /** Ends the wait. Any thread may call it. */
    public void wakeup() {
        poller.wakeup();
    }

    @Override
    public void idle(final int workCount) {
        if (workCount == 0) {
            idle();
        }
    }

    @Override
    public void idle() {
        poller.await(MAX_WAIT_MS);
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
