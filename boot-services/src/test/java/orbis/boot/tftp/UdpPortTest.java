package orbis.boot.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import orbis.sys.Poller;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class UdpPortTest {
    private static final int LOCALHOST = 0x7f000001;

    private UdpPort port;
    private DatagramSocket client;
    private Poller poller;

    @BeforeEach
    void open() throws IOException {
        port = new UdpPort(LOCALHOST, 0);
        client = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        poller = new Poller();
        poller.add(port.fd(), Poller.READ, 0);
    }

    @AfterEach
    void close() {
        poller.close();
        client.close();
        port.close();
    }

    @Test
    void shouldGiveWhatCame() throws IOException {
        client.send(new DatagramPacket(
            new byte[]{1, 2, 3}, 3, new InetSocketAddress(InetAddress.getLoopbackAddress(), port.port())));
        poller.await(-1);

        final int count = port.receive((address, from, buffer, offset, length) -> {
            assertEquals(LOCALHOST, address);
            assertEquals(client.getLocalPort(), from);
            assertEquals(3, length);
            assertEquals(2, buffer.getByte(offset + 1));
        });

        assertEquals(1, count);
        assertEquals(0, port.receive((address, from, buffer, offset, length) -> {
        }));
    }

    @Test
    void shouldSendManyBlocksInTheirOrderAndSizes() throws IOException {
        final ByteBuffer file = ByteBuffer.allocateDirect(200 * 100);
        for (int i = 0; i < file.capacity(); i++) {
            file.put(i, (byte) (i / 100));
        }
        for (int i = 0; i < 200; i++) {
            final MutableDirectBuffer header = port.claim();
            header.putInt(0, i);
            final long payload = BufferUtil.address(file) + i * 100L;
            port.commit(LOCALHOST, client.getLocalPort(), 4, payload, i % 64 == 63 ? 7 : 100);
        }
        assertTrue(port.flush());

        for (int i = 0; i < 200; i++) {
            final byte[] expected = new byte[4 + (i % 64 == 63 ? 7 : 100)];
            Arrays.fill(expected, (byte) i);
            ByteBuffer.wrap(expected).order(ByteOrder.nativeOrder()).putInt(0, i);
            final DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            client.receive(packet);
            assertArrayEquals(expected, Arrays.copyOf(packet.getData(), packet.getLength()), "datagram " + i);
        }
    }

    @Test
    void shouldSkipClientsThatCannotBeReached() throws IOException {
        final int nowhere = 0xffffffff;
        port.claim().putInt(0, 1);
        port.commit(nowhere, 1, 4, 0, 0);
        port.claim().putInt(0, 2);
        port.commit(LOCALHOST, client.getLocalPort(), 4, 0, 0);

        assertTrue(port.flush());

        final DatagramPacket packet = new DatagramPacket(new byte[10], 10);
        client.receive(packet);
        assertEquals(4, packet.getLength());
    }

    @Test
    void shouldSayWhatItCannotBind() {
        final IOException fault = assertThrows(IOException.class, () -> new UdpPort(0x08080808, 69));
        assertTrue(fault.getMessage().contains("8.8.8.8:69"), fault.getMessage());
    }
}
