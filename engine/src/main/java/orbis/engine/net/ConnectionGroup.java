package orbis.engine.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.function.Function;

import orbis.engine.io.IoEngine;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.PduHandler;
import org.agrona.collections.ArrayListUtil;
import org.agrona.concurrent.status.AtomicCounter;

/** The connections of one agent: which there are, which have something to send, which wait for a resource. */
final class ConnectionGroup implements AutoCloseable {
    private final IoEngine engine;
    private final ConnectionMemory memory;
    private final boolean exact;
    private final AtomicCounter counter;
    private final ArrayList<Connection> open = new ArrayList<>();
    private final ArrayList<Connection> flushDue = new ArrayList<>();
    private ArrayList<Connection> stalled = new ArrayList<>();
    private ArrayList<Connection> retrying = new ArrayList<>();

    /**
     * Makes an empty group.
     *
     * @param engine   of the agent.
     * @param capacity most connections at once.
     * @param exact    whether no byte may be read beyond the PDU that is due.
     * @param counter  of all connections that are open, in any group.
     */
    ConnectionGroup(final IoEngine engine, final int capacity, final boolean exact, final AtomicCounter counter) {
        this.engine = engine;
        this.exact = exact;
        this.counter = counter;
        memory = new ConnectionMemory(capacity);
    }

    boolean full() {
        return memory.exhausted();
    }

    /** Whether a connection waits for something that time alone may bring. */
    boolean anyStalled() {
        return !stalled.isEmpty();
    }

    int size() {
        return open.size();
    }

    /**
     * Takes a connected channel.
     *
     * @param channel connected, non-blocking.
     * @param peer    the other end's address, for logs.
     * @param handler made for the connection; told of its PDUs.
     * @return the connection, reading.
     * @throws IOException when the channel is closed already.
     */
    Connection open(final SocketChannel channel, final String peer, final Function<Connection, PduHandler> handler)
            throws IOException {
        final long cells = memory.acquire();
        final Connection connection = new Connection(this, cells, peer, exact);
        try {
            connection.adopt(engine, channel);
        } catch (final IOException | RuntimeException ex) {
            memory.release(cells);
            throw ex;
        }
        open.add(connection);
        counter.increment();
        connection.open(handler.apply(connection));
        return connection;
    }

    void forget(final Connection connection) {
        if (ArrayListUtil.fastUnorderedRemove(open, connection)) {
            memory.release(connection.memory());
            counter.decrement();
        }
    }

    void flushDue(final Connection connection) {
        flushDue.add(connection);
    }

    void stalled(final Connection connection) {
        stalled.add(connection);
    }

    /** Starts the sends that are due; how many connections had one. A handler that fails costs its connection. */
    int flush() {
        RuntimeException fault = null;
        // The list grows while it is walked: what was sent may let a command go on.
        for (int i = 0; i < flushDue.size(); i++) {
            try {
                flushDue.get(i).flush();
            } catch (final RuntimeException ex) {
                flushDue.get(i).close(DisconnectReason.NETWORK_ERROR);
                fault = ex;
            }
        }
        final int count = flushDue.size();
        flushDue.clear();
        report(fault);
        return count;
    }

    private static void report(final RuntimeException fault) {
        if (fault != null) {
            throw fault;
        }
    }

    /**
     * Lets the connections that wait for a resource try again, those first that waited longest. A handler that fails
     * costs its connection.
     */
    void retryStalled() {
        if (stalled.isEmpty()) {
            return;
        }
        final ArrayList<Connection> due = stalled;
        stalled = retrying;
        retrying = due;
        RuntimeException fault = null;
        for (int i = 0; i < due.size(); i++) {
            try {
                due.get(i).retry();
            } catch (final RuntimeException ex) {
                due.get(i).close(DisconnectReason.NETWORK_ERROR);
                fault = ex;
            }
        }
        due.clear();
        report(fault);
    }

    @Override
    public void close() {
        memory.close();
    }
}
