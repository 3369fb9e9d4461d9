package orbis.sys;

import java.nio.channels.Channel;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Options of sockets that java.nio does not know. Set on one that listens, they hold for what it accepts. */
public final class SocketTuning {
    private static final int SOL_SOCKET = 1;
    private static final int SO_BUSY_POLL = 46;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_CONGESTION = 13;
    private static final int TCP_USER_TIMEOUT = 18;
    /** TCP_CA_NAME_MAX of include/net/tcp.h. */
    private static final int NAME_LENGTH = 16;
    private static final Runtime RUNTIME = Runtime.getRuntime(LibC.INSTANCE);

    private SocketTuning() {
    }

    /**
     * Chooses the congestion control of a TCP socket.
     *
     * @param socket of TCP.
     * @param name   as /proc/sys/net/ipv4/tcp_available_congestion_control has it.
     * @return 0, or a negated errno: ENOENT where the kernel does not have it, EPERM where this process may not.
     */
    public static int congestionControl(final Channel socket, final String name) {
        final byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0 || bytes.length >= NAME_LENGTH) {
            return -Errno.ENOENT;
        }
        final Pointer value = Memory.allocateDirect(RUNTIME, NAME_LENGTH, true);
        value.put(0, bytes, 0, bytes.length);
        return set(socket, IPPROTO_TCP, TCP_CONGESTION, value, bytes.length);
    }

    /**
     * The congestion control of a TCP socket.
     *
     * @param socket of TCP.
     * @return its name.
     */
    public static String congestionControl(final Channel socket) {
        final Pointer value = Memory.allocateDirect(RUNTIME, NAME_LENGTH, true);
        get(socket, IPPROTO_TCP, TCP_CONGESTION, value, NAME_LENGTH);
        return value.getString(0, NAME_LENGTH, StandardCharsets.US_ASCII);
    }

    /**
     * Looks into the queue of the network card for so long before a wait on the socket sleeps (socket(7)).
     *
     * @param socket       of any kind.
     * @param microseconds 0 for not at all.
     * @return 0, or a negated errno: EPERM where this process may not raise it.
     */
    public static int busyPoll(final Channel socket, final int microseconds) {
        return set(socket, SOL_SOCKET, SO_BUSY_POLL, microseconds);
    }

    /**
     * Gives a connection up whose other end takes nothing for so long, also once it is closed (tcp(7)).
     *
     * @param socket       of TCP.
     * @param milliseconds 0 for the system's way, which takes minutes.
     * @return 0, or a negated errno.
     */
    public static int userTimeout(final Channel socket, final int milliseconds) {
        return set(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, milliseconds);
    }

    /** After how many milliseconds a connection is given up whose other end takes nothing. */
    public static int userTimeout(final Channel socket) {
        return get(socket, IPPROTO_TCP, TCP_USER_TIMEOUT);
    }

    /** For how many microseconds a wait on the socket looks into the queue of the network card. */
    public static int busyPoll(final Channel socket) {
        return get(socket, SOL_SOCKET, SO_BUSY_POLL);
    }

    private static int set(final Channel socket, final int level, final int option, final int number) {
        final Pointer value = Memory.allocateDirect(RUNTIME, Integer.BYTES);
        value.putInt(0, number);
        return set(socket, level, option, value, Integer.BYTES);
    }

    private static int get(final Channel socket, final int level, final int option) {
        final Pointer value = Memory.allocateDirect(RUNTIME, Integer.BYTES);
        get(socket, level, option, value, Integer.BYTES);
        return value.getInt(0);
    }

    private static int set(final Channel socket, final int level, final int option, final Pointer value,
            final int length) {
        return LibC.INSTANCE.setsockopt(Channels.fd(socket), level, option, value, length) < 0 ? LibC.failure() : 0;
    }

    private static void get(final Channel socket, final int level, final int option, final Pointer value,
            final int length) {
        final Pointer size = Memory.allocateDirect(RUNTIME, Integer.BYTES);
        size.putInt(0, length);
        if (LibC.INSTANCE.getsockopt(Channels.fd(socket), level, option, value, size) < 0) {
            throw new IllegalStateException("getsockopt: " + Errno.message(-LibC.failure()));
        }
    }
}
