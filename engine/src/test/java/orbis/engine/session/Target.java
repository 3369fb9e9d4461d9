package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.UnsafeApi;
import orbis.engine.io.BufferPool;
import orbis.engine.scsi.DeviceIdentity;
import orbis.engine.scsi.ScriptedStore;
import orbis.engine.scsi.ScsiDevice;
import orbis.engine.scsi.StepEngine;
import orbis.engine.status.CountersFile;
import orbis.engine.status.DiskCounters;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.SessionParameters;

/** A disk of 4 MiB and the sessions that use it, stepped by hand; all that they take must come back. */
final class Target implements AutoCloseable {
    static final long BOUND_NS = TimeUnit.SECONDS.toNanos(5);
    static final int DEPTH = 8;
    static final int MAX_TASKS = 24;
    static final long SIZE = 4 << 20;

    final StepEngine engine = new StepEngine();
    final BufferPool buffers;
    final ScriptedStore store = new ScriptedStore(SIZE, 512);
    final SessionResources resources;
    final CountersFile counters = CountersFile.inMemory(1, 4);
    final DiskCounters disk = counters.newDisk("disk", SIZE, 512, 0);
    final DeviceSessions sessions;
    /** Of all peers: they have one name. */
    final RateLimit rateOfInitiator = RateLimit.unlimited();
    final List<Peer> peers = new ArrayList<>();
    private final int pdus;

    Target() {
        this(8 << 20, RateLimit.unlimited());
    }

    Target(final int memory, final RateLimit rate) {
        buffers = new BufferPool(memory, true);
        resources = new SessionResources(buffers, MAX_TASKS, 4);
        pdus = resources.pdus().available();
        store.bind(engine);
        final ScsiDevice device = new ScsiDevice(new DeviceIdentity("iqn.x:disk", "serial"), store, buffers);
        sessions = new DeviceSessions(device, rate);
    }

    static SessionParameters parameters() {
        return new SessionParameters().targetMaxRecvDataSegmentLength(256 * 1024).value(Key.INITIAL_R2T, 0)
            .value(Key.MAX_OUTSTANDING_R2T, 4).value(Key.ISCSI_PROTOCOL_LEVEL, 2);
    }

    Peer peer() {
        return peer(parameters());
    }

    Peer peer(final SessionParameters parameters) {
        final Peer peer = new Peer(this, peers.size() + 1, parameters);
        peers.add(peer);
        return peer;
    }

    /** Lets the store's work end and tells those that wait for buffers or their turn, as a duty cycle does. */
    void step() {
        engine.poll();
        buffers.tellWaiters();
        resources.turnstile().letIn();
    }

    /** Duty cycles until nothing moves. */
    void run() {
        for (int turn = 0; turn < 64; turn++) {
            step();
            peers.forEach(Peer::takeAnswers);
        }
    }

    void tick(final long ns) {
        resources.nowNs(resources.nowNs() + ns);
        peers.forEach(peer -> peer.session.onTick(resources.nowNs()));
    }

    /** What is on the disk. */
    byte[] stored(final int block, final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = UnsafeApi.getByte(store.address(block * 512L) + i);
        }
        return bytes;
    }

    /** Fails when memory that a payload lands in is free. */
    void assertInUse(final long address, final int length) {
        final List<Long> free = new ArrayList<>();
        for (long page = buffers.acquire(BufferPool.MIN_LENGTH); page != BufferPool.NONE;
            page = buffers.acquire(BufferPool.MIN_LENGTH)) {
            free.add(page);
        }
        free.forEach(page -> buffers.release(page, BufferPool.MIN_LENGTH));
        for (final long page : free) {
            assertTrue(page + BufferPool.MIN_LENGTH <= address || page >= address + length, "lands in free memory");
        }
    }

    void assertAllBack() {
        assertEquals(buffers.length(), buffers.available(), "buffers");
        assertEquals(0, resources.tasks().inUse(), "tasks");
        assertEquals(pdus, resources.pdus().available(), "PDUs");
    }

    @Override
    public void close() {
        try {
            store.release();
            peers.forEach(Peer::disconnect);
            run();
            tick(BOUND_NS);
            run();
            assertAllBack();
            assertEquals(List.of(), sessions.sessions());
            peers.forEach(peer -> assertEquals(1, peer.ends));
        } finally {
            peers.forEach(Peer::free);
            resources.close();
            buffers.close();
            store.close();
            counters.close();
        }
    }
}
