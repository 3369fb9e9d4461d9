package orbis.engine.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;

/** Listens on the portals, on a thread of its own that does nothing else: nobody's slowness delays an accept. */
final class Acceptor implements AutoCloseable {
    private static final int BACKLOG = 1024;
    /** How long to leave it after an accept that failed, as when the process has no descriptor left. */
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Thread thread = new Thread(this::run, "orbis-acceptor");
    private final Selector selector;
    private final ArrayList<ServerSocketChannel> portals = new ArrayList<>();
    private final SocketOptions options;
    private final Consumer<SocketChannel> taker;
    private final ErrorHandler errorHandler;
    private volatile boolean closed;

    /**
     * Binds all portals.
     *
     * @param addresses    to listen on.
     * @param options      of the connections.
     * @param taker        takes connected channels, non-blocking; on the acceptor's thread.
     * @param errorHandler told of faults.
     * @throws IOException naming the address that cannot be bound.
     */
    Acceptor(final List<InetSocketAddress> addresses, final SocketOptions options, final Consumer<SocketChannel> taker,
        final ErrorHandler errorHandler) throws IOException {
        this.options = options;
        this.taker = taker;
        this.errorHandler = errorHandler;
        selector = Selector.open();
        for (final InetSocketAddress address : addresses) {
            bind(address);
        }
    }

    private void bind(final InetSocketAddress address) throws IOException {
        final ServerSocketChannel portal = ServerSocketChannel.open();
        portals.add(portal);
        try {
            portal.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            options.prepare(portal);
            portal.bind(address, BACKLOG);
            portal.configureBlocking(false);
            portal.register(selector, SelectionKey.OP_ACCEPT);
        } catch (final IOException | RuntimeException ex) {
            close();
            throw new IOException("cannot listen on " + address.getHostString() + ":" + address.getPort() + ": "
                + (address.isUnresolved() ? "unknown host" : ex.getMessage()), ex);
        }
    }

    /** Addresses that are listened on, with the ports that the kernel chose. */
    List<InetSocketAddress> addresses() throws IOException {
        final ArrayList<InetSocketAddress> addresses = new ArrayList<>();
        for (final ServerSocketChannel portal : portals) {
            addresses.add((InetSocketAddress) portal.getLocalAddress());
        }
        return addresses;
    }

    /** Begins to accept. */
    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(this::accept);
            } catch (final IOException ex) {
                errorHandler.onError(ex);
            }
        }
    }

    private void accept(final SelectionKey key) {
        SocketChannel channel = null;
        try {
            channel = ((ServerSocketChannel) key.channel()).accept();
            if (channel != null) {
                channel.configureBlocking(false);
                options.apply(channel);
                taker.accept(channel);
            }
        } catch (final IOException | RuntimeException ex) {
            if (!closed) {
                errorHandler.onError(ex);
            }
            if (channel == null) {
                // The portal stays ready, as nobody was taken: nothing but time brings descriptors.
                LockSupport.parkNanos(PAUSE_NS);
            }
            CloseHelper.quietClose(channel);
        }
    }

    /** Gives the portals up; nothing is taken any more when this returns. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (final InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        CloseHelper.quietCloseAll(portals);
        CloseHelper.quietClose(selector);
    }
}
