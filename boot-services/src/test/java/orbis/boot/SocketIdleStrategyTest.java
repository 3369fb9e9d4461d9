package orbis.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

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
    void shouldHearAllSocketsThoughAServiceHasAlwaysSomethingAtItsOwn() throws IOException {
        try (SocketIdleStrategy strategy = new SocketIdleStrategy();
            UdpSocket socket = new UdpSocket().bind(LOCALHOST, 0);
            DatagramSocket client = new DatagramSocket()) {
            final SocketReadiness readiness = new SocketReadiness();
            strategy.add(socket.fd(), readiness);
            final int[] waits = new int[1];
            strategy.waitFirst(() -> {
                waits[0]++;
                return true;
            });
            strategy.idle(1);
            readiness.drained();
            assertEquals(0, waits[0], "there was something to do");
            while (waits[0] == 0) {
                strategy.idle(0);
            }

            client.send(new DatagramPacket(
                new byte[1], 1, new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.port())));
            while (!readiness.isReady()) {
                strategy.idle(0);
            }
        }
    }

    @Test
    void shouldNotLetAServiceWaitWhenItWasWoken() throws IOException {
        try (SocketIdleStrategy strategy = new SocketIdleStrategy()) {
            strategy.idle(1);
            strategy.wakeup();
            strategy.waitFirst(() -> fail("a wakeup ends the wait for all sockets alone"));
            strategy.idle(0);
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
