package orbis.boot.dhcp;

import java.io.IOException;
import orbis.boot.NetworkLink;
import orbis.boot.SocketReadiness;
import orbis.sys.Arp;
import orbis.sys.DatagramBatch;
import orbis.sys.Errno;
import orbis.sys.UdpSocket;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A UDP socket that is bound to an interface, and moves datagrams in batches. */
public final class UdpPort implements DatagramPort {
    private static final int BATCH = 64;
    private static final int BUFFER_LENGTH = 1536;
    /** Room for what comes while this process does not run for a moment: all of a large room switched on at once. */
    private static final int SOCKET_BUFFER_LENGTH = 4 * 1024 * 1024;

    /** The port of what nobody wants to read (RFC 863). */
    private static final int DISCARD_PORT = 9;

    private final NetworkLink link;
    private final int number;
    private final UdpSocket socket;
    private final SocketReadiness readiness = new SocketReadiness();
    private final DatagramBatch incoming = new DatagramBatch(BATCH, BUFFER_LENGTH);
    private final DatagramBatch outgoing = new DatagramBatch(BATCH, BUFFER_LENGTH);
    private final UnsafeBuffer received = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer sent = new UnsafeBuffer(0, 0);
    private final Arp neighbours;

    private UdpPort(final NetworkLink link, final int number, final UdpSocket socket) {
        this.link = link;
        this.number = number;
        this.socket = socket;
        neighbours = new Arp(socket.fd(), link.name());
    }

    /**
     * Opens a socket.
     *
     * @param link   interface.
     * @param number UDP port; below 1024 that takes CAP_NET_BIND_SERVICE.
     * @return the socket.
     * @throws IOException when another process has the port, or this one may not.
     */
    public static UdpPort open(final NetworkLink link, final int number) throws IOException {
        final UdpSocket socket = new UdpSocket();
        try {
            socket.reuseAddress().broadcast().device(link.name())
                .buffers(SOCKET_BUFFER_LENGTH, SOCKET_BUFFER_LENGTH).bind(0, number);
            return new UdpPort(link, number, socket);
        } catch (final IOException fault) {
            socket.close();
            throw fault;
        }
    }

    @Override
    public NetworkLink link() {
        return link;
    }

    @Override
    public int number() {
        return number;
    }

    /** Whether it is worth asking the kernel for what came. */
    public SocketReadiness readiness() {
        return readiness;
    }

    /** The socket's file descriptor. */
    public int fd() {
        return socket.fd();
    }

    @Override
    public int receive(final Handler handler, final int limit) {
        int count = 0;
        boolean more = readiness.isReady();
        while (count < limit && more) {
            final int came = socket.receive(incoming);
            more = came == BATCH;
            if (!more) {
                readiness.drained();
            }
            for (int i = 0; i < came; i++) {
                if (!incoming.truncated(i)) {
                    received.wrap(incoming.address(i), incoming.length(i));
                    handler.onDatagram(this, received, 0, incoming.length(i),
                        incoming.peerAddress(i), incoming.peerPort(i));
                }
            }
            count += Math.max(0, came);
        }
        return count;
    }

    @Override
    public void send(
        final DirectBuffer buffer, final int offset, final int length, final int address, final int port) {
        if (outgoing.count() == BATCH) {
            flush();
        }
        final int index = outgoing.add(address, port);
        final long memory = outgoing.address(index);
        sent.wrap(memory, length);
        sent.putBytes(0, buffer, offset, length);
        outgoing.part(memory, length);
    }

    @Override
    public void flush() {
        while (outgoing.sent() < outgoing.count()) {
            if (socket.send(outgoing) <= 0) {
                outgoing.skip();
            }
        }
        outgoing.clear();
    }

    @Override
    public boolean neighbour(final int address, final long mac) {
        return neighbours.set(address, mac) == 0;
    }

    @Override
    public boolean seek(final int address) {
        final int result = neighbours.remove(address);
        if (result < 0 && result != -Errno.ENXIO) {
            return false;
        }
        // Any datagram makes the kernel ask; a machine that is there drops it.
        send(sent, 0, 0, address, DISCARD_PORT);
        return true;
    }

    @Override
    public long holder(final int address) {
        return neighbours.get(address);
    }

    @Override
    public void close() {
        socket.close();
        incoming.close();
        outgoing.close();
    }
}
