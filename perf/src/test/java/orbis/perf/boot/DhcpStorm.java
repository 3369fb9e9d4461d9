package orbis.perf.boot;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.protocol.dhcp.DhcpFlyweight;
import orbis.protocol.dhcp.DhcpOptionCode;
import orbis.protocol.dhcp.DhcpOptionEncoder;
import orbis.protocol.dhcp.DhcpOptions;
import orbis.protocol.dhcp.MessageType;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A process of many clients behind a relay, which is itself. Arguments: own address, server's address, number of
 * the first client, how many clients. Prints the MAC and IP address of each lease that was acknowledged; ends
 * when all have one, or nothing comes any more.
 */
final class DhcpStorm {
    static final String READY = "ready";

    private static final int WINDOW = 64;
    private static final int SILENCE_MS = 2000;
    private static final long FIRST_MAC = MacAddress.parse("02:aa:00:00:00:00");
    private static final int SERVER_PORT = 67;

    private final UnsafeBuffer packet = new UnsafeBuffer(new byte[DhcpFlyweight.MIN_PACKET_LENGTH]);
    private final UnsafeBuffer reply = new UnsafeBuffer(new byte[1500]);
    private final DhcpFlyweight header = new DhcpFlyweight().wrap(packet, 0, packet.capacity());
    private final DhcpOptionEncoder encoder = new DhcpOptionEncoder();
    private final DhcpFlyweight answer = new DhcpFlyweight();
    private final DhcpOptions options = new DhcpOptions();
    private final DatagramSocket socket;
    private final InetAddress server;
    private final int relay;
    private final long nextMac;
    private final int count;

    private DhcpStorm(final DatagramSocket socket, final String[] args) throws IOException {
        this.socket = socket;
        relay = Ipv4.parse(args[0]);
        server = InetAddress.getByName(args[1]);
        nextMac = FIRST_MAC + Integer.parseInt(args[2]);
        count = Integer.parseInt(args[3]);
    }

    public static void main(final String[] args) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(args[0], SERVER_PORT))) {
            socket.setReceiveBufferSize(4 << 20);
            socket.setSoTimeout(SILENCE_MS);
            System.out.println(READY);
            new DhcpStorm(socket, args).run();
        }
    }

    private void run() throws IOException {
        int started = 0;
        int ended = 0;
        try {
            while (ended < count) {
                while (started < count && started - ended < WINDOW) {
                    send(MessageType.DISCOVER, nextMac + started++, Ipv4.NONE, Ipv4.NONE);
                }
                ended += receive();
            }
        } catch (final SocketTimeoutException silence) {
            System.out.println("silence after " + ended);
        }
    }

    /** Takes one reply; gives how many leases ended with it. */
    private int receive() throws IOException {
        final DatagramPacket datagram = new DatagramPacket(reply.byteArray(), reply.capacity());
        socket.receive(datagram);
        answer.wrap(reply, 0, datagram.getLength());
        options.wrap(reply, datagram.getLength());
        final int address = answer.yourAddress();
        if (options.messageType() == MessageType.OFFER) {
            send(MessageType.REQUEST, answer.mac(), address, options.address(DhcpOptionCode.SERVER_IDENTIFIER));
            return 0;
        }
        System.out.println((options.messageType() == MessageType.ACK ? "" : "refused ")
            + MacAddress.format(answer.mac()) + " " + Ipv4.format(address));
        return 1;
    }

    private void send(final int type, final long mac, final int requested, final int serverId) throws IOException {
        header.clear().op(DhcpFlyweight.BOOT_REQUEST).mac(mac).hops(1).xid((int) mac).relayAddress(relay);
        encoder.wrap(packet, DhcpFlyweight.OPTIONS_OFFSET, packet.capacity());
        encoder.putU8(DhcpOptionCode.MESSAGE_TYPE, type);
        if (requested != Ipv4.NONE) {
            encoder.putU32(DhcpOptionCode.REQUESTED_ADDRESS, requested);
            encoder.putU32(DhcpOptionCode.SERVER_IDENTIFIER, serverId);
        }
        encoder.end();
        socket.send(new DatagramPacket(packet.byteArray(), packet.capacity(), server, SERVER_PORT));
    }
}
