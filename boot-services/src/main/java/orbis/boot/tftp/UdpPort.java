package orbis.boot.tftp;

import java.io.IOException;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import orbis.sys.DatagramBatch;
import orbis.sys.UdpSocket;

/** A {@link DatagramPort} on a socket of the kernel: one call receives, or sends, many datagrams. */
public final class UdpPort implements DatagramPort {
    private static final int RECEIVE_BATCH = 64;
    private static final int SEND_BATCH = 128;
    private static final int MAX_DATAGRAM = 1536;
    /** Thousands of ACKs may wait while another service has its turn. */
    private static final int SOCKET_BUFFER = 8 << 20;

    private final UdpSocket socket;
    private final DatagramBatch in = new DatagramBatch(RECEIVE_BATCH, MAX_DATAGRAM);
    private final DatagramBatch out = new DatagramBatch(SEND_BATCH, HEADER_CAPACITY);
    private final UnsafeBuffer datagram = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer header = new UnsafeBuffer(0, 0);

    /**
     * Binds a socket.
     *
     * @param address IPv4 address of this machine.
     * @param port    0 for any that is free.
     * @throws IOException when the address is not of this machine, or the port is taken or needs privileges.
     */
    public UdpPort(final int address, final int port) throws IOException {
        socket = new UdpSocket();
        try {
            socket.buffers(SOCKET_BUFFER, SOCKET_BUFFER).bind(address, port);
        } catch (final IOException e) {
            close();
            throw e;
        }
    }

    /** File descriptor, to wait for what comes. */
    public int fd() {
        return socket.fd();
    }

    /** The UDP port that it is bound to. */
    public int port() throws IOException {
        return socket.port();
    }

    @Override
    public int receive(final Receiver receiver) {
        final int count = Math.max(0, socket.receive(in));
        for (int i = 0; i < count; i++) {
            final int length = in.length(i);
            datagram.wrap(in.address(i), length);
            receiver.onDatagram(in.peerAddress(i), in.peerPort(i), datagram, 0, length);
        }
        return count;
    }

    @Override
    public MutableDirectBuffer claim() {
        if (out.count() == out.capacity() && !flush()) {
            return null;
        }
        header.wrap(out.address(out.count()), HEADER_CAPACITY);
        return header;
    }

    @Override
    public void commit(
        final int address, final int port, final int headerLength, final long payload, final int payloadLength) {
        final int index = out.add(address, port, 0, 0);
        out.part(out.address(index), headerLength);
        if (payloadLength > 0) {
            out.part(payload, payloadLength);
        }
    }

    @Override
    public boolean flush() {
        while (out.sent() < out.count()) {
            final int result = socket.send(out);
            if (result == 0) {
                return false;
            }
            if (result < 0) {
                // No route to that client any more, or its mapped file was cut: it is lost as on any network.
                out.skip();
            }
        }
        out.clear();
        return true;
    }

    @Override
    public void close() {
        socket.close();
        in.close();
        out.close();
    }
}
