package orbis.engine.net;

import java.net.InetSocketAddress;
import java.util.List;

import orbis.engine.io.IoOptions;
import orbis.protocol.iscsi.SessionParameters;

/**
 * How a {@link TargetServer} is to run.
 *
 * @param portals          addresses to listen on.
 * @param groupTag         portal group tag of all of them.
 * @param agents           how many agents serve disks.
 * @param engine           kind of I/O engine: auto, uring or nio.
 * @param io               sizes of each agent's engine.
 * @param memory           bytes of each agent's buffers.
 * @param maxTasks         most commands at once, on each agent.
 * @param limits           bounds and limits for all sessions.
 * @param parameters       what login aims at.
 * @param idle             what an agent does when there is nothing to do.
 * @param processors       on which the agents run, one after the other; empty for wherever the kernel likes.
 * @param sockets          of their connections.
 */
public record TargetOptions(
    List<InetSocketAddress> portals, int groupTag, int agents, String engine, IoOptions io, long memory, int maxTasks,
    SessionLimits limits, SessionParameters parameters, Idle idle, List<Integer> processors,
    SocketOptions sockets) {

    /** Most sessions at once: each has a connection of an agent, and a handle of 16 bits that is not 0. */
    public int maxSessions() {
        return Math.min(SessionRegistry.MAX_TSIH, agents * limits.maxConnections());
    }

    /** What an agent does when there is nothing to do. */
    public enum Idle {
        /** Sleeps in the kernel until there is: no CPU, a few microseconds more latency. */
        PARK,
        /** Looks again for as long as {@link SpinWindow} has found worth it, then sleeps. */
        BACKOFF,
        /** Looks again and again: lowest latency, a whole core. */
        SPIN
    }

    /**
     * Bounds for sessions.
     *
     * @param maxConnections    most connections at once, on each agent and during login.
     * @param maxPerInitiator   most sessions of one initiator name; the oldest ends when there are more.
     * @param queueDepth        most commands of a session in flight.
     * @param loginTimeoutNs    how long a login may take, and a discovery session may be silent.
     * @param pingIntervalNs    after how long a silent initiator is asked whether it lives; 0 for never.
     * @param abortBoundNs      how long task management waits for the store.
     */
    public record SessionLimits(
        int maxConnections, int maxPerInitiator, int queueDepth, long loginTimeoutNs, long pingIntervalNs,
        long abortBoundNs) {
    }
}
