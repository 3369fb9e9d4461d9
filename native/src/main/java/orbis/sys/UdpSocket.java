package orbis.sys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A UDP socket over IPv4 that never waits and moves datagrams many at a time. Options come before
 * {@link #bind(int, int)}. Addresses are in host order: 172.16.0.1 is 0xac100001.
 */
public final class UdpSocket implements AutoCloseable {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_BROADCAST = 6;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_BINDTODEVICE = 25;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final Runtime RUNTIME = Runtime.getRuntime(LibC.INSTANCE);

    static {
        NativeLibrary.require();
    }

    private int fd;

    /**
     * Makes a socket.
     *
     * @throws IOException when there are no more file descriptors.
     */
    public UdpSocket() throws IOException {
        fd = LibC.INSTANCE.socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (fd < 0) {
            throw failed("make a UDP socket", LibC.failure());
        }
    }

    /** The file descriptor. */
    public int fd() {
        return fd;
    }

    /** Lets other sockets be bound to the same port. */
    public UdpSocket reuseAddress() throws IOException {
        return option("SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR, 1);
    }

    /** Lets datagrams go to broadcast addresses. */
    public UdpSocket broadcast() throws IOException {
        return option("SO_BROADCAST", SOL_SOCKET, SO_BROADCAST, 1);
    }

    /**
     * Receives and sends by one interface alone. Before Linux 5.7 that takes CAP_NET_RAW.
     *
     * @param name of the interface.
     */
    public UdpSocket device(final String name) throws IOException {
        final Pointer value = Memory.allocateDirect(RUNTIME, name.length() + 1);
        value.putString(0, name, name.length() + 1, StandardCharsets.US_ASCII);
        if (LibC.INSTANCE.setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, value, name.length() + 1) < 0) {
            throw failed("bind to interface " + name, LibC.failure());
        }
        return this;
    }

    /**
     * Sizes the buffers of the socket; beyond the system's limit where this process may.
     *
     * @param receive bytes that may wait to be received.
     * @param send    bytes that may wait to be sent.
     */
    public UdpSocket buffers(final int receive, final int send) throws IOException {
        if (option(SOL_SOCKET, SO_RCVBUFFORCE, receive) < 0) {
            option("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, receive);
        }
        if (option(SOL_SOCKET, SO_SNDBUFFORCE, send) < 0) {
            option("SO_SNDBUF", SOL_SOCKET, SO_SNDBUF, send);
        }
        return this;
    }

    /**
     * Binds the socket.
     *
     * @param address of this machine, 0 for all.
     * @param port    0 for any that is free.
     */
    public UdpSocket bind(final int address, final int port) throws IOException {
        final Pointer name = Memory.allocateDirect(RUNTIME, 16, true);
        name.putShort(0, (short) AF_INET);
        putBigEndian(name, 2, port, 2);
        putBigEndian(name, 4, address, 4);
        if (LibC.INSTANCE.bind(fd, name, 16) < 0) {
            final int errno = LibC.failure();
            throw failed("bind UDP " + IpV4.format(address) + ":" + port, errno);
        }
        return this;
    }

    /** The port that the socket is bound to. */
    public int port() throws IOException {
        final Pointer name = Memory.allocateDirect(RUNTIME, 16, true);
        final Pointer length = Memory.allocateDirect(RUNTIME, 4);
        length.putInt(0, 16);
        if (LibC.INSTANCE.getsockname(fd, name, length) < 0) {
            throw failed("ask a UDP socket for its port", LibC.failure());
        }
        return (name.getByte(2) & 0xff) << 8 | name.getByte(3) & 0xff;
    }

    /**
     * Receives what has come.
     *
     * @param batch filled, and its count set.
     * @return how many datagrams, 0 when none has come, or a negated errno.
     */
    public int receive(final DatagramBatch batch) {
        final int result = receive(fd, batch.prepareReceive(), batch.capacity());
        batch.received(Math.max(0, result));
        return result == -Errno.EAGAIN || result == -Errno.EINTR ? 0 : result;
    }

    /**
     * Sends those datagrams of a batch that are not sent yet; {@link DatagramBatch#sent()} goes on. Datagrams to
     * a peer that refuses them are lost as on any network.
     *
     * @param batch to be sent.
     * @return how many went, 0 when the socket's buffer is full, or a negated errno of the first that did not go:
     *         {@link DatagramBatch#skip()} leaves it out.
     */
    public int send(final DatagramBatch batch) {
        final int left = batch.count() - batch.sent();
        if (left == 0) {
            return 0;
        }
        final int result = send(fd, batch.unsent(), left);
        batch.sent(Math.max(0, result));
        return result == -Errno.EAGAIN || result == -Errno.EINTR ? 0 : result;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            LibC.INSTANCE.close(fd);
            fd = -1;
        }
    }

    private UdpSocket option(final String name, final int level, final int option, final int value)
            throws IOException {
        final int result = option(level, option, value);
        if (result < 0) {
            throw failed("set " + name, result);
        }
        return this;
    }

    private int option(final int level, final int option, final int value) {
        final Pointer memory = Memory.allocateDirect(RUNTIME, 4);
        memory.putInt(0, value);
        return LibC.INSTANCE.setsockopt(fd, level, option, memory, 4) < 0 ? LibC.failure() : 0;
    }

    private static void putBigEndian(final Pointer memory, final int offset, final int value, final int bytes) {
        for (int i = 0; i < bytes; i++) {
            memory.putByte(offset + i, (byte) (value >> 8 * (bytes - 1 - i)));
        }
    }

    private static IOException failed(final String what, final int result) {
        return new IOException("cannot " + what + ": " + Errno.message(-result));
    }

    private static native int receive(int fd, long messages, int count);

    private static native int send(int fd, long messages, int count);
}
