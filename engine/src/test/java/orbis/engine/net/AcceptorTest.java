package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class AcceptorTest {
    private final BlockingQueue<SocketChannel> taken = new LinkedBlockingQueue<>();
    private final Acceptor acceptor;
    private final InetSocketAddress portal;

    AcceptorTest() throws IOException {
        acceptor = new Acceptor(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), SocketOptions.NONE,
            taken::add, fault -> {
                throw new AssertionError(fault);
            });
        portal = acceptor.addresses().get(0);
    }

    @Test
    void shouldTakeWhoConnects() throws Exception {
        acceptor.start();
        try (SocketChannel initiator = SocketChannel.open(portal); SocketChannel channel = taken.take()) {
            assertEquals(initiator.getLocalAddress(), channel.getRemoteAddress());
            assertFalse(channel.isBlocking());
        }
        acceptor.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLeaveItsPortalsWhenItIsClosed(final boolean started) throws IOException {
        if (started) {
            acceptor.start();
        }
        acceptor.close();
        try (ServerSocket other = new ServerSocket()) {
            other.bind(portal);
        }
    }
}
