package orbis.engine.scsi;

import java.util.Arrays;
import orbis.engine.io.BufferPool;
import org.agrona.UnsafeApi;

/** A device over a scripted store, with buffers that must all come back. */
final class DeviceFixture implements AutoCloseable {
    static final int POOL = 8 << 20;
    static final String NAME = "iqn.2022-07.san.iscsi:disk";

    final StepEngine engine = new StepEngine();
    final BufferPool buffers;
    final ScriptedStore store;
    final ScsiDevice device;

    DeviceFixture() {
        this(512, 64 << 20);
    }

    DeviceFixture(final int blockSize, final long size) {
        this(new ScriptedStore(size, blockSize), POOL);
    }

    DeviceFixture(final ScriptedStore store, final int pool) {
        this(store, pool, new DeviceIdentity(NAME, "serial"));
    }

    DeviceFixture(final KeptInMemory kept) {
        this(new ScriptedStore(1 << 20, 512), kept);
    }

    DeviceFixture(final ScriptedStore store, final KeptInMemory kept) {
        this(store, POOL, new DeviceIdentity(NAME, "serial"), kept);
        kept.engine = engine;
    }

    DeviceFixture(final ScriptedStore store, final int pool, final DeviceIdentity identity) {
        this(store, pool, identity, KeptState.NONE);
    }

    private DeviceFixture(
        final ScriptedStore store, final int pool, final DeviceIdentity identity,
        final KeptState kept) {
        this.store = store;
        buffers = new BufferPool(pool, true);
        store.bind(engine);
        device = new ScsiDevice(identity, store, buffers, kept);
    }

    /** A session that has been told all its unit attentions. */
    Initiator initiator() {
        return fresh(1).ready();
    }

    /** Another such session. */
    Initiator another() {
        return fresh(2).ready();
    }

    /** A session that has not been told anything yet. */
    Initiator fresh(final int number) {
        return new Initiator(device, buffers, engine, "iqn.1994-05.com.example:" + number, number);
    }

    static byte[] pattern(final int length, final int seed) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 512 * 7 + seed);
        }
        return bytes;
    }

    static byte[] filled(final int length, final int value) {
        final byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    byte[] stored(final long position, final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = UnsafeApi.getByte(store.address(position) + i);
        }
        return bytes;
    }

    void put(final long position, final byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            UnsafeApi.putByte(store.address(position) + i, bytes[i]);
        }
    }

    /** Whether every buffer came back. */
    boolean allBuffersBack() {
        return buffers.available() == buffers.length();
    }

    @Override
    public void close() {
        try {
            if (!allBuffersBack()) {
                throw new AssertionError(buffers.length() - buffers.available() + " bytes did not come back");
            }
        } finally {
            buffers.close();
            store.close();
        }
    }
}
