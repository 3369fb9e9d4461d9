package orbis.perf.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.agrona.BufferUtil;
import orbis.engine.io.SocketHandler;

/**
 * The sockets of one thread: a selector of java.nio, and calls on raw memory. It shares no loop with the target's
 * engines, so that a fault there cannot hide itself here.
 */
final class SocketLoop implements AutoCloseable {
    static final int BUFFER_LENGTH = 128 * 1024;
    private static final long NS_PER_MS = 1_000_000;

    private final Selector selector;
    private final ByteBuffer received = BufferUtil.allocateDirectAligned(BUFFER_LENGTH, 4096);
    private final long receivedAddress = BufferUtil.address(received);
    private final Consumer<SelectionKey> handling = key -> ((LoadSocket) key.attachment()).ready();
    private final ArrayDeque<LoadSocket> closed = new ArrayDeque<>();

    SocketLoop() throws IOException {
        selector = Selector.open();
    }

    /** Takes over a connected channel. */
    LoadSocket adopt(final SocketChannel channel, final SocketHandler handler) throws IOException {
        channel.configureBlocking(false);
        final LoadSocket socket = new LoadSocket(this, channel, handler);
        socket.key(channel.register(selector, 0, socket));
        return socket;
    }

    /**
     * Waits until a socket is ready or the time is over, and runs the handlers.
     *
     * @param timeoutNs nanoseconds; the selector counts in milliseconds, so less than one does not wait at all.
     * @return how many sockets were handled.
     */
    int poll(final long timeoutNs) throws IOException {
        int handled = 0;
        while (!closed.isEmpty()) {
            closed.poll().tellClosed();
            handled++;
        }
        final boolean wait = handled == 0 && timeoutNs >= NS_PER_MS;
        return handled + (wait ? selector.select(handling, timeoutNs / NS_PER_MS) : selector.selectNow(handling));
    }

    /** Ends a wait; any thread may call it. */
    void wakeup() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        for (final SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    /** Has {@link LoadSocket#tellClosed()} called by the next poll. */
    void closed(final LoadSocket socket) {
        closed.add(socket);
    }

    /** Memory that all sockets receive into, {@link #BUFFER_LENGTH} bytes. */
    long received() {
        return receivedAddress;
    }
}
