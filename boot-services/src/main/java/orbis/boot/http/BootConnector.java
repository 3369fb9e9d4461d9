package orbis.boot.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

import orbis.sys.SocketTuning;

/**
 * Listens for machines that boot, of which most never say goodbye. GRUB closes the window of a connection before it
 * ends it, and jumps into the kernel: what the server still has to say, if only that it has ended too, can never be
 * sent, and the kernel goes on trying for two minutes. A machine that was restarted meanwhile connects from the same
 * ports again, as GRUB counts them from a fixed one, and is taken for the old connection until it gives up.
 */
final class BootConnector extends ServerConnector {
    /** How long the kernel goes on without progress once a connection is closed; GRUB asks for one for 16 s. */
    private static final int FAREWELL_MS = 10_000;

    BootConnector(final Server server, final ConnectionFactory... factories) {
        super(server, 1, 1, factories);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
        final SocketChannel channel, final ManagedSelector selector, final SelectionKey key) {
        final SocketChannelEndPoint endPoint = new SocketChannelEndPoint(channel, selector, key, getScheduler()) {
            @Override
            public void doClose() {
                if (channel.isOpen()) {
                    SocketTuning.userTimeout(channel, FAREWELL_MS);
                }
                super.doClose();
            }
        };
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
