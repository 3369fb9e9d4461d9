package orbis.engine.net;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import jdk.net.ExtendedSocketOptions;
import orbis.sys.Errno;
import orbis.sys.SocketTuning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the kernel is asked for on the connections of a target. What it refuses is warned of once, and the system's
 * own choice holds.
 *
 * @param buffer            bytes that the kernel keeps for each connection, each way; 0 for what it thinks best.
 * @param congestionControl name of the kernel's algorithm, or {@link #SYSTEM}. BBR, which some systems choose for all,
 *                          paces what it sends by a timer: made for long lossy lines, it halves what a storage
 *                          network carries.
 * @param busyPollUs        microseconds to look into the card's queue before a wait sleeps; 0 for not at all.
 * @param noDelay           whether small packets go out at once.
 * @param quickAck          whether a connection begins by acknowledging at once; the kernel goes back to its own ways.
 */
public record SocketOptions(
    int buffer, String congestionControl, int busyPollUs, boolean noDelay, boolean quickAck) {
    /** Keeps the system's congestion control. */
    public static final String SYSTEM = "system";

    /** As the system has it all, but without delay. */
    public static final SocketOptions NONE = new SocketOptions(0, SYSTEM, 0, true, false);

    private static final Logger LOG = LoggerFactory.getLogger("orbis.target");

    /** Prepares a socket before it listens: what it accepts inherits this. */
    void prepare(final ServerSocketChannel portal) throws IOException {
        if (buffer > 0) {
            // Before connections come: the window scale is agreed with the first segment.
            portal.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
        }
        if (!congestionControl.equals(SYSTEM)) {
            warn("congestion control " + congestionControl,
                SocketTuning.congestionControl(portal, congestionControl));
        }
        if (busyPollUs > 0) {
            warn("busy polling", SocketTuning.busyPoll(portal, busyPollUs));
        }
    }

    /** Prepares a connection that was accepted. */
    void apply(final SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, noDelay);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (buffer > 0) {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, buffer);
        }
        if (quickAck) {
            channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    private static void warn(final String what, final int result) {
        if (result < 0) {
            LOG.warn("the kernel refuses {}: {}; connections do as the system has it", what, Errno.message(-result));
        }
    }
}
