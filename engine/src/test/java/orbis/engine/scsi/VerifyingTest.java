package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import orbis.engine.io.BufferPool;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseKey;
import orbis.sys.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VERIFY, WRITE AND VERIFY, ORWRITE, PRE-FETCH and WRITE ATOMIC. */
class VerifyingTest {
    private static final byte[] BYTES = DeviceFixture.pattern(1 << 20, 3);

    @ParameterizedTest
    @ValueSource(strings = {
        "2f 02 00 00 00 00 00 08 00 00",
        "af 02 00 00 00 00 00 00 08 00 00 00",
        "8f 02 00 00 00 00 00 00 00 00 00 00 08 00 00 00",
    })
    void shouldCompareAllBytes(final String cdb) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.put(0, BYTES);
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run(cdb, BYTES).good());
            final byte[] other = BYTES.clone();
            other[700_000]++;
            final Outcome outcome = initiator.run(cdb, other);
            assertEquals(SenseKey.MISCOMPARE, outcome.key());
            assertEquals(700_000 / 512, outcome.information());
            assertEquals(BYTES.length, outcome.dataOutGivenBack);
        }
    }

    @Test
    void shouldReadTheMediumWhenNothingIsCompared() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run("2f 00 00 00 00 00 00 03 00 00").good());
            assertEquals(List.of("read 0 262144", "read 262144 131072"), fixture.store.log);
            assertTrue(initiator.run("2f 00 00 00 00 00 00 00 01 00", new byte[512]).good());
            fixture.store.failure = Errno.EIO;
            assertEquals(SenseKey.MEDIUM_ERROR, initiator.run("2f 00 00 00 00 00 00 00 01 00").key());
        }
    }

    @Test
    void shouldCompareEachBlockWithOne() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.put(0, DeviceFixture.filled(1 << 20, 9));
            final Initiator initiator = fixture.initiator();
            final byte[] block = DeviceFixture.filled(512, 9);
            assertTrue(initiator.run("2f 06 00 00 00 00 00 08 00 00", block).good());
            final Outcome outcome = initiator.run("2f 06 00 00 00 01 00 08 00 00", block);
            assertEquals(SenseKey.MISCOMPARE, outcome.key());
            assertEquals(2048, outcome.information());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2f 04 00 00 00 00 00 00 01 00", "2e 04 00 00 00 00 00 00 01 00",
        "2f 22 00 00 00 00 00 00 01 00", "8b 20 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
        "9c 20 00 00 00 00 00 00 00 00 00 00 00 01 00 00", "9c 00 00 00 00 00 00 00 00 00 00 01 00 01 00 00",
        "9c 00 00 00 00 00 00 00 00 00 00 00 01 01 00 00"})
    void shouldRefuseFields(final String cdb) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                fixture.initiator().run(cdb, new byte[512]).additional());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2e 02 00 00 00 00 00 08 00 00",
        "ae 02 00 00 00 00 00 00 08 00 00 00",
        "8e 00 00 00 00 00 00 00 00 00 00 00 08 00 00 00",
    })
    void shouldWriteAndReadBack(final String cdb) {
        final ScriptedStore store = new ScriptedStore(4 << 20, 512);
        store.volatileCache = true;
        try (DeviceFixture fixture = new DeviceFixture(store, DeviceFixture.POOL)) {
            assertTrue(fixture.initiator().run(cdb, BYTES).good());
            assertArrayEquals(BYTES, fixture.stored(0, BYTES.length));
            assertEquals(List.of("write durable 0 262144", "read 0 262144"), store.log.subList(0, 2));
        }
    }

    @Test
    void shouldWorkWithOneBufferForAllChunks() {
        try (DeviceFixture fixture = new DeviceFixture(new ScriptedStore(4 << 20, 512), 1 << 20)) {
            final Initiator initiator = fixture.initiator();
            final byte[] bytes = DeviceFixture.pattern(768 * 1024, 1);
            assertTrue(initiator.run("2e 02 00 00 00 00 00 06 00 00", bytes).good());
            assertArrayEquals(bytes, fixture.stored(0, bytes.length));
        }
    }

    @Test
    void shouldSetBits() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.put(0, DeviceFixture.filled(1 << 20, 0x55));
            final Initiator initiator = fixture.initiator();
            final byte[] bits = DeviceFixture.filled(512 * 1024, 0x0A);
            assertTrue(initiator.run("8b 00 00 00 00 00 00 00 00 01 00 00 04 00 00 00", bits).good());
            assertEquals(0x55, fixture.stored(511, 1)[0]);
            assertArrayEquals(DeviceFixture.filled(512 * 1024, 0x5F), fixture.stored(512, 512 * 1024));
            assertEquals(0x55, fixture.stored(512 + 512 * 1024, 1)[0]);
        }
    }

    @Test
    void shouldEndWhenAbortedBetweenChunks() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome outcome =
                initiator.start("8b 00 00 00 00 00 00 00 00 01 00 00 04 00 00 00", 512 * 1024, 0, BYTES);
            fixture.device.abort(outcome.task);
            assertEquals(256 * 1024, outcome.dataOutGivenBack);
            assertFalse(outcome.over());
            fixture.store.release();
            initiator.settle(outcome);
            assertEquals(512 * 1024, outcome.dataOutGivenBack);
        }
    }

    @Test
    void shouldGiveTheBlockBackWhenAbortedWhileItWaitsForABuffer() {
        try (DeviceFixture fixture = new DeviceFixture(new ScriptedStore(4 << 20, 512), 2 * BufferPool.MAX_LENGTH)) {
            final Initiator initiator = fixture.initiator();
            final long taken = fixture.buffers.acquire(BufferPool.MAX_LENGTH);
            final Outcome outcome = initiator.start("2f 06 00 00 00 00 00 02 00 00", 512, 0, new byte[512]);
            fixture.device.abort(outcome.task);
            fixture.buffers.release(taken, BufferPool.MAX_LENGTH);
            assertEquals(1, outcome.abortions);
            assertEquals(512, outcome.dataOutGivenBack);
        }
    }

    @Test
    void shouldLookAtTheRangeOfPreFetch() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run("34 00 00 00 00 00 00 00 00 00").good());
            assertTrue(initiator.run("90 02 00 00 00 00 00 00 00 00 00 00 00 08 00 00").good());
            assertEquals(AdditionalSense.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE,
                initiator.run("34 00 00 01 ff ff 00 00 02 00").additional());
        }
    }

    @Test
    void shouldWriteAtomicallyOnceAllHasCome() {
        try (DeviceFixture fixture = new DeviceFixture(4096, 16 << 20)) {
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run("9c 00 00 00 00 00 00 00 00 01 00 00 01 00 00 00", BYTES).good());
            assertArrayEquals(BYTES, fixture.stored(4096, 1 << 20));
            fixture.store.failure = Errno.ENOSPC;
            assertEquals(SenseKey.DATA_PROTECT,
                initiator.run("9c 00 00 00 00 00 00 00 00 01 00 00 01 00 00 00", BYTES).key());
        }
    }
}
