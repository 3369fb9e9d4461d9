package orbis.boot.dhcp;

import java.util.List;
import orbis.boot.Ipv4;
import orbis.boot.NetworkLink;
import orbis.protocol.dhcp.DhcpFlyweight;
import orbis.protocol.dhcp.DhcpOptionCode;
import orbis.protocol.dhcp.DhcpOptionEncoder;
import orbis.protocol.dhcp.DhcpOptions;
import orbis.protocol.dhcp.MessageType;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Looks for other DHCP servers: asks like a client, again and again, and listens to who offers something. */
final class ServerProbe {
    private static final int RECEIVE_LIMIT = 16;

    private final List<? extends DatagramPort> ports;
    private final long intervalMs;
    private final ForeignServers foreign;
    private final UnsafeBuffer packet = new UnsafeBuffer(new byte[DhcpFlyweight.MIN_PACKET_LENGTH]);
    private final DhcpFlyweight header = new DhcpFlyweight();
    private final DhcpOptions options = new DhcpOptions();
    private final DatagramPort.Handler handler = this::onDatagram;
    private long nextMs;
    private int xid;

    /**
     * Makes a probe that starts with the first poll.
     *
     * @param ports      number 68 of each interface; none to do nothing.
     * @param intervalMs milliseconds between two questions; 0 for never.
     * @param foreign    told of servers.
     * @param seed       of the transactions' numbers.
     */
    ServerProbe(
        final List<? extends DatagramPort> ports, final long intervalMs, final ForeignServers foreign,
        final int seed) {
        this.ports = ports;
        this.intervalMs = intervalMs;
        this.foreign = foreign;
        xid = seed;
    }

    /** Asks when it is time to, and takes what came; gives how many packets. */
    int poll(final long elapsedMs) {
        if (intervalMs > 0 && elapsedMs >= nextMs) {
            nextMs = elapsedMs + intervalMs;
            xid++;
            for (int i = 0; i < ports.size(); i++) {
                ask(ports.get(i));
            }
        }
        int count = 0;
        for (int i = 0; i < ports.size(); i++) {
            count += ports.get(i).receive(handler, RECEIVE_LIMIT);
        }
        return count;
    }

    private void ask(final DatagramPort port) {
        header.wrap(packet, 0, packet.capacity()).clear().op(DhcpFlyweight.BOOT_REQUEST).mac(port.link().mac())
            .xid(xid).flags(DhcpFlyweight.BROADCAST_FLAG);
        final DhcpOptionEncoder encoder =
            new DhcpOptionEncoder().wrap(packet, DhcpFlyweight.OPTIONS_OFFSET, packet.capacity());
        encoder.putU8(DhcpOptionCode.MESSAGE_TYPE, MessageType.DISCOVER);
        final int end = encoder.end();
        packet.setMemory(end, packet.capacity() - end, (byte) 0);
        port.send(packet, 0, packet.capacity(), Ipv4.BROADCAST, ReplyAddress.SERVER_PORT);
        port.flush();
    }

    private void onDatagram(
        final DatagramPort port,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final int sourceAddress,
        final int sourcePort) {
        final NetworkLink link = port.link();
        if (length < DhcpFlyweight.OPTIONS_OFFSET) {
            return;
        }
        header.wrap(buffer, offset, length);
        final boolean answersUs = header.op() == DhcpFlyweight.BOOT_REPLY && header.hasCookie()
            && header.xid() == xid && header.mac() == link.mac() && options.wrap(header.buffer(), length)
            && options.messageType() == MessageType.OFFER;
        final int server = answersUs ? options.address(DhcpOptionCode.SERVER_IDENTIFIER) : Ipv4.NONE;
        if (server != link.address()) {
            foreign.seen(server, link.name());
        }
    }
}
