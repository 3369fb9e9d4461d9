package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketTuningTest {
    private ServerSocketChannel portal;

    @BeforeEach
    void listen() throws IOException {
        portal = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        portal.close();
    }

    @Test
    void shouldGiveWhatIsAcceptedTheCongestionControlOfItsPortal() throws IOException {
        assertEquals(0, SocketTuning.congestionControl(portal, "reno"));

        try (SocketChannel initiator = SocketChannel.open(portal.getLocalAddress());
            SocketChannel accepted = portal.accept()) {
            assertTrue(initiator.isConnected());
            assertEquals("reno", SocketTuning.congestionControl(accepted));
        }
    }

    @Test
    void shouldSayThatTheKernelHasNoCongestionControlOfThatName() {
        assertEquals(-Errno.ENOENT, SocketTuning.congestionControl(portal, "pigeon"));
        assertEquals(-Errno.ENOENT, SocketTuning.congestionControl(portal, "a-name-of-more-than-fifteen"));
        assertEquals(-Errno.ENOENT, SocketTuning.congestionControl(portal, ""));
    }

    @Test
    void shouldLowerBusyPollingWithoutAnyRight() {
        assertEquals(0, SocketTuning.busyPoll(portal, 0));

        assertEquals(0, SocketTuning.busyPoll(portal));
    }

    @Test
    void shouldSayWhenAConnectionIsGivenUp() throws IOException {
        try (SocketChannel initiator = SocketChannel.open(portal.getLocalAddress())) {
            assertEquals(0, SocketTuning.userTimeout(initiator));

            assertEquals(0, SocketTuning.userTimeout(initiator, 1500));

            assertEquals(1500, SocketTuning.userTimeout(initiator));
        }
    }
}
