package orbis.boot.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import orbis.boot.Ipv4;
import orbis.boot.NetworkLink;
import orbis.protocol.dhcp.DhcpFlyweight;
import orbis.protocol.dhcp.MessageType;
import org.junit.jupiter.api.Test;

class ServerProbeTest {
    private static final int SEED = 41;

    private final NetworkLink link = new NetworkLink("br0", 2, 0x000c29000001L, Ipv4.parse("172.16.0.1"), 24, 1500);
    private final FakePort port = new FakePort(link, 68);
    private final ForeignServers foreign = new ForeignServers(DhcpMode.SERVER);
    private final ServerProbe probe = new ServerProbe(List.of(port), 1000, foreign, SEED);

    private static byte[] offer(final String server, final int xid, final int type) {
        final Packet packet = Packet.of(type, "00:0c:29:00:00:01").server(server);
        packet.header().op(DhcpFlyweight.BOOT_REPLY).xid(xid);
        return packet.bytes();
    }

    @Test
    void shouldAskAtTheStartAndThenFromTimeToTime() {
        probe.poll(5000);
        probe.poll(5999);
        final List<Reply> asked = port.takeSent();
        probe.poll(6000);

        assertEquals(1, asked.size());
        assertEquals("255.255.255.255:67", asked.get(0).to());
        assertEquals(MessageType.DISCOVER, asked.get(0).type());
        assertEquals(DhcpFlyweight.BROADCAST_FLAG, asked.get(0).header().flags());
        assertEquals(link.mac(), asked.get(0).header().mac());
        assertEquals(300, asked.get(0).bytes().length);
        assertEquals(SEED + 2, port.takeSent().get(0).header().xid());
    }

    @Test
    void shouldRememberWhoOffersSomething() {
        probe.poll(0);
        port.put(offer("172.16.0.9", SEED, MessageType.OFFER), Ipv4.parse("172.16.0.9"), 67);
        probe.poll(1);
        port.put(offer("172.16.0.7", SEED + 1, MessageType.OFFER), Ipv4.parse("172.16.0.7"), 67);
        port.put(offer("172.16.0.7", SEED + 1, MessageType.OFFER), Ipv4.parse("172.16.0.7"), 67);

        assertEquals(2, probe.poll(2));
        assertEquals(List.of("172.16.0.7"), foreign.list());
    }

    @Test
    void shouldNotTakeItselfAndOtherPacketsForAServer() {
        probe.poll(1000);
        port.put(offer("172.16.0.1", SEED + 1, MessageType.OFFER), 0, 67);
        port.put(offer("172.16.0.7", SEED + 1, MessageType.ACK), 0, 67);
        port.put(Packet.of(MessageType.OFFER, "00:0c:29:00:00:01").server("172.16.0.7").bytes(), 0, 67);
        port.put(new byte[100], 0, 67);
        probe.poll(1001);

        assertEquals(List.of(), foreign.list());
    }

    @Test
    void shouldNotAskWhenItIsOff() {
        new ServerProbe(List.of(port), 0, foreign, SEED).poll(1000);

        assertEquals(List.of(), port.takeSent());
    }
}
