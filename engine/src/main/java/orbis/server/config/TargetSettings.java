package orbis.server.config;

import static orbis.server.config.Types.bool;
import static orbis.server.config.Types.duration;
import static orbis.server.config.Types.iscsiName;
import static orbis.server.config.Types.listOf;
import static orbis.server.config.Types.number;
import static orbis.server.config.Types.oneOf;
import static orbis.server.config.Types.path;
import static orbis.server.config.Types.portal;
import static orbis.server.config.Types.size;
import static orbis.server.config.Types.text;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

import orbis.engine.net.TargetOptions;
import orbis.protocol.iscsi.Digests;

/** Keys of the process and of the target. */
public final class TargetSettings {
    /** How much is logged. */
    public enum LogLevel {
        /** Faults only. */
        ERROR,
        /** And what should not be. */
        WARN,
        /** And a line for each login and logout. */
        INFO,
        /** And what helps to find a fault. */
        DEBUG
    }

    /** What reads and writes. */
    public enum IoKind {
        /** The first of the following that the machine has. */
        AUTO,
        /** io_uring. */
        URING,
        /** java.nio, with a few threads for files. */
        NIO
    }

    static final SettingGroup PROCESS = new SettingGroup("The process");
    static final SettingGroup TARGET = new SettingGroup("The target: threads, memory, limits");
    static final SettingGroup ISCSI = new SettingGroup("iSCSI");

    /** Where state is kept. */
    public static final Setting<Path> DATA_DIR = PROCESS.add("orbis.data.dir", path(),
        "/var/lib/orbis; without a file ~/.orbis", () -> "/var/lib/orbis",
        "Journals, counters, control socket, disks without a path.");
    /** How much is logged. */
    public static final Setting<LogLevel> LOG_LEVEL = PROCESS.add("orbis.log.level", oneOf(LogLevel.class), "info",
        "What is logged, to standard error; no level logs a line per command.");

    /** I/O engine. */
    public static final Setting<IoKind> IO_ENGINE = TARGET.add("orbis.io.engine", oneOf(IoKind.class), "auto",
        "What reads and writes files and sockets; auto takes uring where the kernel has it.");
    /** Operations in a ring. */
    public static final Setting<Integer> IO_RING_ENTRIES = TARGET.add("orbis.io.ring.entries", number(8, 32768),
        "1024", "Operations that go to the kernel with one call at most, a power of two; uring only.");
    /** Receive buffer. */
    public static final Setting<Long> IO_RECEIVE_BUFFER = TARGET.add("orbis.io.receive.buffer", size("4k", "1m"),
        "64k", "Bytes received with one call at most, unless they go straight to a disk's buffer.");
    /** Receive buffers. */
    public static final Setting<Integer> IO_RECEIVE_BUFFERS = TARGET.add("orbis.io.receive.buffers",
        number(1, 4096), "16", "Receive buffers of an agent at start; its connections share them.");
    /** File threads. */
    public static final Setting<Integer> IO_FILE_THREADS = TARGET.add("orbis.io.file.threads", number(1, 64), "16",
        "Threads of an agent for calls that block, started as they are needed: all file I/O with nio, few ioctls "
            + "with uring. A disk has a quarter of them at most, so that one that hangs leaves some to others.");
    /** Agents. */
    public static final Setting<Integer> AGENTS = TARGET.add("orbis.target.agents", number(1, 256), "one a core",
        () -> Integer.toString(Math.min(256, Runtime.getRuntime().availableProcessors())),
        "Agents. Each has disks of its own, and every session runs on its disk's agent.");
    /** Buffers. */
    public static final Setting<Long> MEMORY = TARGET.add("orbis.target.memory", size("2m", "64g"), "256m",
        "Buffers for data on its way, for each agent, taken at start; when they are used up, sockets wait.");
    /** Idle strategy. */
    public static final Setting<TargetOptions.Idle> IDLE = TARGET.add("orbis.target.idle",
        oneOf(TargetOptions.Idle.class), "backoff",
        "What an agent without work does: sleep at once (park); look again for up to 100 us while work tends to come"
            + " within that time, then sleep (backoff); look all the time (spin: a whole core, least latency).");
    /** Processors. */
    public static final Setting<List<Integer>> AFFINITY = TARGET.add("orbis.target.affinity",
        listOf(number(0, 1023)), "", "Processors that the agents are kept on, one after the other.");
    /** Socket buffers. */
    public static final Setting<Long> SOCKET_BUFFER = TARGET.add("orbis.target.socket.buffer", size("0", "64m"), "0",
        "Bytes that the kernel keeps for a connection each way; 0: what it thinks best, and grows by itself.");
    /** Congestion control. */
    public static final Setting<String> CONGESTION_CONTROL = TARGET.add("orbis.target.congestion.control",
        text("a name of tcp_available_congestion_control, or system", "[a-z0-9_]{1,15}"), "cubic",
        "How TCP paces what it sends (system: as net.ipv4.tcp_congestion_control has it). bbr halves large reads.");
    /** Nagle's algorithm. */
    public static final Setting<Boolean> NO_DELAY = TARGET.add("orbis.target.no.delay", bool(), "true",
        "Whether answers go out at once (TCP_NODELAY); false: small ones wait for more, fewer packets, more latency.");
    /** Acknowledgements. */
    public static final Setting<Boolean> QUICK_ACK = TARGET.add("orbis.target.quick.ack", bool(), "false",
        "Whether connections begin by acknowledging at once (TCP_QUICKACK); the kernel goes back to its own ways.");
    /** Busy polling. */
    public static final Setting<Integer> BUSY_POLL = TARGET.add("orbis.target.busy.poll", number(0, 10_000), "0",
        "Microseconds to look into the network card's queue before a wait sleeps (SO_BUSY_POLL); 0: never.");
    /** Tasks. */
    public static final Setting<Integer> TASKS = TARGET.add("orbis.target.tasks", number(16, 0xffff), "4096",
        "Commands under way in an agent; beyond it commands wait in their sessions.");
    /** Connections. */
    public static final Setting<Integer> CONNECTIONS = TARGET.add("orbis.target.connections", number(1, 65_000),
        "8192", "Connections of each agent at a time; one more is closed at once.");
    /** Sessions of a client. */
    public static final Setting<Integer> SESSIONS_PER_CLIENT = TARGET.add("orbis.target.sessions.per.client",
        number(1, 65_000), "32", "Sessions that one initiator name may have at a time.");
    /** Queue depth. */
    public static final Setting<Integer> QUEUE_DEPTH = TARGET.add("orbis.target.queue.depth", number(1, 1024),
        "128", "Commands that a session may have on their way (the window MaxCmdSN opens).");

    /** Portals. */
    public static final Setting<List<InetSocketAddress>> PORTALS = ISCSI.add("orbis.iscsi.portals",
        listOf(portal()), "127.0.0.1:3260", "Where initiators connect; IPv6 in brackets.");
    /** Name prefix. */
    public static final Setting<String> IQN = ISCSI.add("orbis.iscsi.iqn", iscsiName(), "iqn.2026-01.local.orbis",
        "Prefix of every target's name: <iqn>:<disk>.");
    /** Secrets. */
    public static final Setting<Path> SECRETS = ISCSI.add("orbis.iscsi.secrets", path(),
        "File of CHAP secrets that nobody but its owner may read; see below. Without it nobody is asked for one.");
    /** FirstBurstLength. */
    public static final Setting<Long> FIRST_BURST = ISCSI.add("orbis.iscsi.first.burst", size("512", "256k"),
        "256k", "FirstBurstLength: data that may come before it is asked for.");
    /** MaxBurstLength. */
    public static final Setting<Long> MAX_BURST = ISCSI.add("orbis.iscsi.max.burst", size("512", "16777215"),
        "16776192", "MaxBurstLength: data of one sequence.");
    /** MaxRecvDataSegmentLength. */
    public static final Setting<Long> MAX_RECV = ISCSI.add("orbis.iscsi.max.recv", size("512", "256k"), "256k",
        "MaxRecvDataSegmentLength: data of one PDU that the target takes.");
    /** MaxOutstandingR2T. */
    public static final Setting<Integer> MAX_R2T = ISCSI.add("orbis.iscsi.max.r2t", number(1, 65535), "16",
        "MaxOutstandingR2T: requests for data of one command at a time.");
    /** InitialR2T. */
    public static final Setting<Boolean> INITIAL_R2T = ISCSI.add("orbis.iscsi.initial.r2t", bool(), "false",
        "InitialR2T: whether all data but immediate data waits to be asked for.");
    /** ImmediateData. */
    public static final Setting<Boolean> IMMEDIATE_DATA = ISCSI.add("orbis.iscsi.immediate.data", bool(), "true",
        "ImmediateData: whether data may ride in the command's PDU.");
    /** Digests. */
    public static final Setting<Digests> DIGESTS = ISCSI.add("orbis.iscsi.digests", oneOf(Digests.class), "offered",
        "HeaderDigest and DataDigest (CRC32C): as the initiator likes best, wherever it has them, or refusing it "
            + "without them; firmware has none.");
    /** Login time. */
    public static final Setting<Long> LOGIN_TIMEOUT = ISCSI.add("orbis.iscsi.login.timeout",
        duration("1s", "10m"), "15s", "Time for a login, and between the requests of a discovery session.");
    /** NOP interval. */
    public static final Setting<Long> NOP_INTERVAL = ISCSI.add("orbis.iscsi.nop.interval", duration("0", "1h"),
        "30s", "Silence after which an initiator is asked whether it lives; after twice that it is dropped; 0: never.");
    /** Task management time. */
    public static final Setting<Long> TMF_TIMEOUT = ISCSI.add("orbis.iscsi.tmf.timeout", duration("100ms", "1m"),
        "5s", "Time after which a task management function is answered although the disk below still hangs.");

    private TargetSettings() {
    }
}
