package orbis.boot.dhcp;

import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.boot.Subnet;
import orbis.protocol.dhcp.DhcpFlyweight;
import org.agrona.DirectBuffer;

/** Where a reply goes (RFC 2131 section 4.1). One instance is used for all replies. */
final class ReplyAddress {
    /** UDP port of servers and relays. */
    static final int SERVER_PORT = 67;
    /** UDP port of clients. */
    static final int CLIENT_PORT = 68;
    /** UDP port on which PXE firmware asks a boot server (PXE 2.1 section 2.2.4). */
    static final int BOOT_SERVER_PORT = 4011;

    private int address;
    private int port;
    private long neighbourMac;

    /**
     * Finds the place: the relay; else the address that the client has, on its network; else the one that it gets,
     * when it takes unicast; else everybody.
     *
     * @param request   of the client.
     * @param reply     to it.
     * @param subnet    that the client is on.
     * @param isRefusal whether the reply is a NAK, whose receiver has no address.
     */
    ReplyAddress of(
        final DhcpRequest request, final DhcpFlyweight reply, final Subnet subnet, final boolean isRefusal) {
        final DhcpFlyweight asked = request.header();
        port = CLIENT_PORT;
        neighbourMac = MacAddress.NONE;
        if (asked.relayAddress() != Ipv4.NONE) {
            address = asked.relayAddress();
            port = SERVER_PORT;
        } else if (isRefusal) {
            address = Ipv4.BROADCAST;
        } else if (subnet.contains(asked.clientAddress())) {
            address = asked.clientAddress();
        } else if ((asked.flags() & DhcpFlyweight.BROADCAST_FLAG) == 0 && request.mac() != MacAddress.NONE
            && reply.yourAddress() != Ipv4.NONE) {
            address = reply.yourAddress();
            neighbourMac = request.mac();
        } else {
            address = Ipv4.BROADCAST;
        }
        return this;
    }

    /** The sender of the request. */
    ReplyAddress backTo(final DhcpRequest request, final int portNumber) {
        address = request.sourceAddress();
        port = portNumber;
        neighbourMac = MacAddress.NONE;
        return this;
    }

    int address() {
        return address;
    }

    int port() {
        return port;
    }

    /** MAC address of a receiver that does not answer ARP yet, else {@link MacAddress#NONE}. */
    long neighbourMac() {
        return neighbourMac;
    }

    /** Sends a reply here. */
    void send(final DatagramPort socket, final DirectBuffer reply, final int length) {
        send(socket, reply, 0, length, address, port, neighbourMac);
    }

    /** Sends a reply; to everybody when the kernel does not take the receiver as a neighbour. */
    static void send(
        final DatagramPort socket,
        final DirectBuffer reply,
        final int offset,
        final int length,
        final int address,
        final int port,
        final long neighbourMac) {
        final boolean reachable = neighbourMac == MacAddress.NONE || socket.neighbour(address, neighbourMac);
        socket.send(reply, offset, length, reachable ? address : Ipv4.BROADCAST, port);
    }
}
