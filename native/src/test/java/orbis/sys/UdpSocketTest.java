package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class UdpSocketTest {
    private static final int LOCALHOST = 0x7f000001;

    private UdpSocket server;
    private UdpSocket client;
    private final DatagramBatch in = new DatagramBatch(8, 64);
    private final DatagramBatch out = new DatagramBatch(8, 64);
    private Poller poller;

    @BeforeEach
    void open() throws IOException {
        server = new UdpSocket().reuseAddress().broadcast().buffers(1 << 20, 1 << 20).device("lo")
            .bind(0, 0);
        client = new UdpSocket().bind(LOCALHOST, 0);
        poller = new Poller();
        poller.add(server.fd(), Poller.READ, 7);
    }

    @AfterEach
    void close() {
        poller.close();
        server.close();
        client.close();
        in.close();
        out.close();
    }

    @Test
    void shouldReceiveManyDatagramsWithTheirPeer() throws IOException {
        for (int i = 0; i < 3; i++) {
            UnsafeApi.putInt(out.address(i), i);
            out.add(LOCALHOST, server.port());
            out.part(out.address(i), 4 + i);
        }
        assertEquals(3, client.send(out));
        assertEquals(3, out.sent());

        assertEquals(1, poller.await(-1));
        assertEquals(7, poller.token(0));
        assertEquals(3, server.receive(in));
        for (int i = 0; i < 3; i++) {
            assertEquals(4 + i, in.length(i));
            assertEquals(i, UnsafeApi.getInt(in.address(i)));
            assertEquals(LOCALHOST, in.peerAddress(i));
            assertEquals(client.port(), in.peerPort(i));
            assertFalse(in.truncated(i));
        }
        assertEquals(0, server.receive(in));
        assertEquals(0, in.count());
    }

    @Test
    void shouldGatherADatagramFromManyPlaces() throws IOException {
        UnsafeApi.putInt(out.address(0), 0x01020304);
        UnsafeApi.putInt(out.address(1), 0x05060708);
        out.add(LOCALHOST, server.port());
        out.part(out.address(0), 4);
        out.part(out.address(1), 4);
        client.send(out);

        poller.await(-1);
        assertEquals(1, server.receive(in));
        assertEquals(8, in.length(0));
        assertEquals(0x01020304, UnsafeApi.getInt(in.address(0)));
        assertEquals(0x05060708, UnsafeApi.getInt(in.address(0) + 4));
    }

    @Test
    void shouldLetTheKernelCutADatagramIntoSegments() throws IOException {
        try (DatagramBatch many = new DatagramBatch(1, 64, 8)) {
            many.add(LOCALHOST, server.port());
            for (int i = 0; i < 8; i++) {
                UnsafeApi.putInt(out.address(i), i);
                many.part(out.address(i), i == 7 ? 4 : 8);
            }
            many.segment(16);
            assertEquals(1, client.send(many));
            assertThrows(IllegalStateException.class, () -> many.part(out.address(0), 1));
        }

        poller.await(-1);
        assertEquals(4, server.receive(in));
        for (int i = 0; i < 4; i++) {
            assertEquals(i == 3 ? 12 : 16, in.length(i));
            assertEquals(2 * i, UnsafeApi.getInt(in.address(i)));
            assertEquals(2 * i + 1, UnsafeApi.getInt(in.address(i) + 8));
        }
    }

    @Test
    void shouldTellWhenADatagramIsLongerThanItsBuffer() throws IOException {
        out.add(LOCALHOST, server.port());
        out.part(out.address(0), 64);
        out.part(out.address(1), 10);
        client.send(out);
        poller.await(-1);
        server.receive(in);
        assertTrue(in.truncated(0));
        assertEquals(64, in.length(0));
    }

    @Test
    void shouldGiveTheErrorOfADatagramThatCannotGo() throws IOException {
        out.add(0xffffffff, 9);
        out.part(out.address(0), 4);
        out.add(LOCALHOST, server.port());
        out.part(out.address(1), 4);
        assertEquals(-Errno.EACCES, client.send(out), "no SO_BROADCAST");
        assertEquals(0, out.sent());
        out.skip();
        assertEquals(1, client.send(out));
        assertEquals(2, out.sent());
    }

    @Test
    void shouldNameWhatCannotBeBound() {
        final String message = assertThrows(IOException.class, () -> {
            try (UdpSocket socket = new UdpSocket()) {
                socket.bind(LOCALHOST, client.port());
            }
        }).getMessage();
        assertTrue(message.matches("cannot bind UDP 127.0.0.1:\\d+: Address already in use"), message);
        assertThrows(IOException.class, () -> {
            try (UdpSocket socket = new UdpSocket()) {
                socket.device("no-such-device");
            }
        });
    }

    @Test
    void shouldEndAWaitByWakeup() throws InterruptedException {
        final Thread other = new Thread(poller::wakeup);
        other.start();
        assertEquals(0, poller.await(-1));
        other.join();
        assertEquals(0, poller.await(0), "one wakeup ends one wait");
        poller.wakeup();
        assertEquals(0, poller.await(-1), "and a later one the next");
    }

    @Test
    void shouldKnowTheLoopbackDevice() throws IOException {
        final NetworkDevice lo = NetworkDevice.of("lo");
        assertEquals(LOCALHOST, lo.address());
        assertEquals(8, lo.prefixLength());
        assertEquals(0xff000000, lo.netmask());
        assertEquals(0x7fffffff, lo.broadcastAddress());
        assertEquals(0, lo.mac());
        assertThrows(IOException.class, () -> NetworkDevice.of("no-such-device"));
    }

    @Test
    void shouldRefuseAnArpEntryForNoDevice() {
        assertEquals(-Errno.ENODEV, new Arp(server.fd(), "no-such-device").set(0x0a000001, 0x020304050607L));
        assertEquals(-Errno.ENODEV, new Arp(server.fd(), "a-name-that-is-too-long").set(0x0a000001, 0x020304050607L));
    }
}
