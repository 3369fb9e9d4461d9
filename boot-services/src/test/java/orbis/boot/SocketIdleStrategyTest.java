package orbis.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import orbis.sys.UdpSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SocketIdleStrategyTest {
    private static final int LOCALHOST = 0x7f000001;

    @Test
    void shouldTellWhichSocketHasSomething() throws IOException {
        try (SocketIdleStrategy strategy = new SocketIdleStrategy();
            UdpSocket first = new UdpSocket().bind(LOCALHOST, 0);
            UdpSocket second = new UdpSocket().bind(LOCALHOST, 0);
            DatagramSocket client = new DatagramSocket()) {
            final SocketReadiness one = new SocketReadiness();
            final SocketReadiness other = new SocketReadiness();
            strategy.add(first.fd(), one);
            strategy.add(second.fd(), other);
            one.drained();
            assertTrue(one.isReady(), "nobody waits yet, so that nobody would tell");

            strategy.idle(1);
            one.drained();
            other.drained();
            assertFalse(one.isReady());
            client.send(new DatagramPacket(
                new byte[1], 1, new InetSocketAddress(InetAddress.getLoopbackAddress(), second.port())));
            while (!other.isReady()) {
                strategy.idle(0);
            }

            assertFalse(one.isReady());
        }
    }

    @Test
    void shouldAskForACrowdOnlyWhenThereIsNothingToDo() throws IOException {
        try (SocketIdleStrategy strategy = new SocketIdleStrategy()) {
            final int[] asked = new int[1];
            strategy.gatherWhile(() -> {
                asked[0]++;
                return true;
            });
            strategy.idle(1);
            assertTrue(asked[0] == 0);
            strategy.wakeup();
            strategy.idle(0);
            assertTrue(asked[0] == 1);
        }
    }
}
