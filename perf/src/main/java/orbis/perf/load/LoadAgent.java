package orbis.perf.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.SingleWriterRecorder;
import org.agrona.BufferUtil;
import org.agrona.collections.LongArrayQueue;

/**
 * One thread of the load generator: keeps the I/Os of its share of the sessions under way, and records how long
 * each took. In the closed loop an I/O is followed by the next in its slot at once; in the open loop I/Os become
 * due at a fixed interval, wait when no slot is free, and their latency counts from when they were due: the waiting
 * that a slow target causes is not omitted.
 */
final class LoadAgent implements Runnable {
    private static final long LONGEST_LATENCY_NS = 120_000_000_000L;
    private static final long LOWEST_LATENCY_NS = 500;
    private static final int DIGITS = 3;
    private static final long WAIT_NS = 50_000_000;
    private static final long DRAIN_NS = 10_000_000_000L;
    private static final long LOGOUT_NS = 2_000_000_000L;
    private static final long NS_PER_S = 1_000_000_000L;

    private final LoadRun run;
    private final Workload workload;
    private final SocketLoop loop;
    private final Connector connector;
    private final int index;
    private final List<LoadSession> sessions = new ArrayList<>();
    private final ArrayList<LoadSession> dirty = new ArrayList<>();
    private final Map<TargetUrl, Disk> disks = new HashMap<>();
    private final LongArrayQueue free = new LongArrayQueue(-1);
    private final ByteBuffer payloadMemory;
    private final long payload;
    private final SingleWriterRecorder reads = recorder();
    private final SingleWriterRecorder writes = recorder();

    private int underWay;
    private long ended;
    private boolean stopping;
    private long nowNs = System.nanoTime();
    private long startNs;
    private long due;
    private long left;
    private long random;

    LoadAgent(final LoadRun run, final int index) throws IOException {
        this.run = run;
        this.index = index;
        this.workload = run.workload();
        this.loop = new SocketLoop();
        this.payloadMemory = BufferUtil.allocateDirectAligned(workload.block(), 4096);
        this.payload = BufferUtil.address(payloadMemory);
        this.random = workload.seed() * Bits.GOLDEN_GAMMA + index;
        for (int i = 0; i < workload.block(); i += Long.BYTES) {
            payloadMemory.putLong(i, Bits.mix(i + random));
        }
        final List<TargetUrl> urls = run.urls();
        for (int i = index; i < workload.sessions(); i += workload.threads()) {
            sessions.add(new LoadSession(this, i, urls.get(i % urls.size()), i < workload.active()));
        }
        this.connector = new Connector(run, loop, sessions);
        this.left = share(workload.count() == 0 ? Long.MAX_VALUE : workload.count());
    }

    private static SingleWriterRecorder recorder() {
        return new SingleWriterRecorder(LOWEST_LATENCY_NS, LONGEST_LATENCY_NS, DIGITS);
    }

    private long share(final long whole) {
        return whole / workload.threads() + (index < whole % workload.threads() ? 1 : 0);
    }

    @Override
    public void run() {
        try (loop) {
            begin(false);
            while (!run.over() && (left > 0 || underWay > 0 || workload.active() == 0)) {
                cycle();
            }
            run.finished();
            end();
        } catch (final IOException | RuntimeException e) {
            run.fail(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    void cycle() throws IOException {
        connector.connect(nowNs);
        if (startNs != 0 && workload.rate() > 0) {
            pace();
        }
        flush();
        loop.poll(workload.spin() ? 0 : waitNs());
        flush();
        nowNs = System.nanoTime();
    }

    private long waitNs() {
        if (startNs == 0 || workload.rate() == 0 || free.isEmpty() || stopping) {
            return WAIT_NS;
        }
        return Math.min(WAIT_NS, dueNs() - nowNs);
    }

    private void flush() {
        for (int i = 0; i < dirty.size(); i++) {
            dirty.get(i).flush();
        }
        dirty.clear();
    }

    /** Logs all sessions in, and begins their I/Os when the run has started, or at once. */
    void begin(final boolean atOnce) throws IOException {
        while (!run.over() && !connector.allReady()) {
            cycle();
        }
        run.ready();
        while (!run.over() && !run.started() && !atOnce) {
            cycle();
        }
        if (run.over()) {
            return;
        }
        disks.values().forEach(disk -> disk.region(index, workload));
        nowNs = System.nanoTime();
        startNs = nowNs;
        for (int i = 0; i < sessions.size(); i++) {
            for (int slot = 0; slot < sessions.get(i).tasks().depth(); slot++) {
                next(sessions.get(i), slot);
            }
        }
    }

    /** How many I/Os have ended. */
    long ended() {
        return ended;
    }

    void close() throws IOException {
        loop.close();
    }

    /** Stops I/O, waits for what is under way, and logs out. */
    void end() throws IOException {
        stopping = true;
        final long patienceNs = Math.max(DRAIN_NS, workload.reconnect().toNanos());
        final long drainedNs = System.nanoTime() + patienceNs;
        while (underWay > 0 && !run.failed() && nowNs - drainedNs < 0) {
            cycle();
        }
        if (underWay > 0) {
            run.fail(underWay + " I/Os were not answered within " + patienceNs / NS_PER_S + " s after the end");
        }
        connector.stop();
        sessions.forEach(LoadSession::logout);
        final long closedNs = System.nanoTime() + LOGOUT_NS;
        while (connector.open() > 0 && nowNs - closedNs < 0) {
            cycle();
        }
    }

    /** When the next I/O of the open loop is due. */
    private long dueNs() {
        return startNs + due * NS_PER_S / workload.rate() * workload.threads();
    }

    private void pace() {
        while (!stopping && left > 0 && !free.isEmpty() && dueNs() - nowNs <= 0) {
            final long token = free.pollLong();
            begin(sessions.get((int) (token >>> Integer.SIZE)), (int) token, dueNs());
            due++;
        }
    }

    /** A slot is free: fills it at once in the closed loop, or keeps it for the I/O that becomes due next. */
    private void next(final LoadSession session, final int slot) {
        if (workload.rate() > 0) {
            free.addLong((long) (session.number() / workload.threads()) << Integer.SIZE | slot);
        } else if (!stopping && left > 0) {
            begin(session, slot, nowNs);
        }
    }

    private void begin(final LoadSession session, final int slot, final long fromNs) {
        final Disk disk = session.disk();
        final Tasks tasks = session.tasks();
        left--;
        underWay++;
        random += Bits.GOLDEN_GAMMA;
        tasks.begin(slot);
        tasks.dueNs[slot] = fromNs;
        tasks.write[slot] = Bits.below(100, Bits.mix(random)) >= workload.readPercent();
        tasks.unit[slot] = disk.region().take();
        if (workload.verify()) {
            disk.prepare(tasks, slot, session.data(slot));
        }
        session.submit(slot);
    }

    /** An I/O has ended with a SCSI status; {@code sense} is 0xKKAAQQ. */
    void ended(final LoadSession session, final int slot, final int status, final int sense) {
        final Tasks tasks = session.tasks();
        if (status == Cdb.BUSY || status == Cdb.TASK_SET_FULL
            || status == Cdb.CHECK_CONDITION && sense >>> 16 == Cdb.UNIT_ATTENTION) {
            tasks.received[slot] = 0;
            session.submit(slot);
            return;
        }
        final boolean write = tasks.write[slot];
        if (status != Cdb.GOOD) {
            run.error(String.format("%s of unit %d ended with status 0x%02x, sense %06x",
                write ? "write" : "read", tasks.unit[slot], status, sense));
        } else if (!write && tasks.received[slot] != workload.block()) {
            run.error("a read gave " + tasks.received[slot] + " bytes");
        } else {
            final long latencyNs = Math.max(nowNs - tasks.dueNs[slot], LOWEST_LATENCY_NS);
            (write ? writes : reads).recordValue(Math.min(latencyNs, LONGEST_LATENCY_NS));
        }
        if (workload.verify()) {
            session.disk().conclude(tasks, slot, session.data(slot), status == Cdb.GOOD, run);
        }
        session.disk().region().release(tasks.unit[slot]);
        tasks.end(slot);
        underWay--;
        ended++;
        next(session, slot);
    }

    /** The session is logged in, and its disk has this size. */
    void ready(final LoadSession session, final int blockLength, final long blocks) {
        if (blockLength <= 0 || workload.block() % blockLength != 0) {
            throw new IllegalStateException("--block " + workload.block() + " is no multiple of the "
                + blockLength + " bytes of a block of " + session.url());
        }
        session.disk(disks.computeIfAbsent(session.url(), url -> new Disk(url, blockLength, blocks)));
        connector.ready();
        if (startNs != 0) {
            session.resubmit();
        }
    }

    /** The session's connection ended. */
    void closed(final LoadSession session, final boolean wasReady, final int errno) {
        connector.closed(session, wasReady, errno, nowNs);
    }

    /** The target broke the protocol, or refused the login. */
    void fault(final LoadSession session, final String why) {
        if (session.ready() || !connector.recovering()) {
            run.fail(why);
        }
    }

    /** Has {@link LoadSession#flush()} called within this cycle. */
    void dirty(final LoadSession session) {
        dirty.add(session);
    }

    /** Bytes came: what they end, ends now. */
    void received() {
        nowNs = System.nanoTime();
    }

    Workload workload() {
        return workload;
    }

    /** Identifier for a session's initiator port: random format of RFC 7143 section 11.12.5. */
    long isid(final int number) {
        return run.isidBase() + number;
    }

    /** Bytes that writes carry when data is not verified. */
    long payload() {
        return payload;
    }

    SingleWriterRecorder reads() {
        return reads;
    }

    SingleWriterRecorder writes() {
        return writes;
    }

    /** Ends a wait; any thread may call it. */
    void wakeup() {
        loop.wakeup();
    }
}
