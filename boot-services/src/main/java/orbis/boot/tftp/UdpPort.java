package orbis.boot.tftp;

import java.io.IOException;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import orbis.boot.SocketReadiness;
import orbis.sys.DatagramBatch;
import orbis.sys.Errno;
import orbis.sys.Slab;
import orbis.sys.UdpSocket;

/**
 * A {@link DatagramPort} on a socket of the kernel: one call receives, or sends, many datagrams. Blocks for one client
 * that follow each other go to the kernel as one, to be cut there: most of a block's cost is its way through the stack.
 */
public final class UdpPort implements DatagramPort {
    private static final int RECEIVE_BATCH = 64;
    private static final int SEND_BATCH = 64;
    private static final int MAX_SEGMENTS = 64;
    private static final int MAX_SEGMENTED_LENGTH = 65_000;
    private static final int HEADERS = 512;
    private static final int MAX_DATAGRAM = 1536;
    /** Thousands of ACKs may wait while another service has its turn. */
    private static final int SOCKET_BUFFER = 8 << 20;

    private final UdpSocket socket;
    private final SocketReadiness readiness = new SocketReadiness();
    private final DatagramBatch in = new DatagramBatch(RECEIVE_BATCH, MAX_DATAGRAM);
    private final DatagramBatch out = new DatagramBatch(SEND_BATCH, 0, 2 * MAX_SEGMENTS);
    private final Slab headers = new Slab(HEADERS * HEADER_CAPACITY);
    private final UnsafeBuffer datagram = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer header = new UnsafeBuffer(0, 0);
    private final int[] segmentCounts = new int[SEND_BATCH];
    private boolean segmenting = true;
    private int claimed;
    private int lastAddress;
    private int lastPort;
    private int segmentLength;
    private int segmentedLength;

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

    /** Whether it is worth asking the kernel for what came. */
    public SocketReadiness readiness() {
        return readiness;
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
        if (!readiness.isReady()) {
            return 0;
        }
        final int count = Math.max(0, socket.receive(in));
        if (count < RECEIVE_BATCH) {
            readiness.drained();
        }
        for (int i = 0; i < count; i++) {
            final int length = in.length(i);
            datagram.wrap(in.address(i), length);
            receiver.onDatagram(in.peerAddress(i), in.peerPort(i), datagram, 0, length);
        }
        return count;
    }

    @Override
    public boolean hasMore() {
        return readiness.isReady();
    }

    @Override
    public MutableDirectBuffer claim() {
        if ((claimed == HEADERS || out.count() == out.capacity()) && !flush()) {
            return null;
        }
        header.wrap(headers.address() + (long) claimed * HEADER_CAPACITY, HEADER_CAPACITY);
        return header;
    }

    @Override
    public void commit(
        final int address, final int port, final int headerLength, final long payload, final int payloadLength) {
        final int length = headerLength + payloadLength;
        if (!follows(address, port, length)) {
            begin(address, port, length);
        }
        out.part(headers.address() + (long) claimed * HEADER_CAPACITY, headerLength);
        if (payloadLength > 0) {
            out.part(payload, payloadLength);
        }
        claimed++;
        final int index = out.count() - 1;
        segmentCounts[index]++;
        segmentedLength += length;
        if (segmentCounts[index] == 2) {
            out.segment(segmentLength);
        }
        if (length < segmentLength) {
            segmentLength = 0;
        }
    }

    /** Whether a datagram can be cut by the kernel from the same piece as the one before. */
    private boolean follows(final int address, final int port, final int length) {
        return segmenting && out.count() > 0 && address == lastAddress && port == lastPort && length <= segmentLength
            && segmentedLength + length <= MAX_SEGMENTED_LENGTH && segmentCounts[out.count() - 1] < MAX_SEGMENTS;
    }

    private void begin(final int address, final int port, final int length) {
        segmentCounts[out.add(address, port)] = 0;
        lastAddress = address;
        lastPort = port;
        segmentLength = length;
        segmentedLength = 0;
    }

    @Override
    public boolean flush() {
        while (out.sent() < out.count()) {
            final int result = socket.send(out);
            if (result == 0) {
                return false;
            }
            if (result < 0) {
                skip(result);
            }
        }
        out.clear();
        claimed = 0;
        return true;
    }

    /**
     * No route to that client any more, or its mapped file was cut: the datagram is lost as on any network. What else
     * fails of several blocks in one is that the kernel or the interface cannot cut them: those go one by one then.
     */
    private void skip(final int result) {
        final boolean cutting = result == -Errno.EINVAL || result == -Errno.EIO || result == -Errno.EMSGSIZE;
        if (cutting && segmentCounts[out.sent()] > 1) {
            segmenting = false;
        }
        out.skip();
    }

    @Override
    public void close() {
        socket.close();
        in.close();
        out.close();
        headers.close();
    }
}
