package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.ScsiStatus;
import orbis.protocol.scsi.SenseKey;
import orbis.sys.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadBlocksTest {
    private static final String READ_128_KIB = "28 00 00 00 00 00 00 01 00 00";
    private static final byte[] MEGABYTE = DeviceFixture.pattern(1 << 20, 5);

    @Test
    void shouldCopyWhatADigestIsMadeOf() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.mapped = true;
            final Initiator initiator = fixture.initiator();
            initiator.nexus.copies(true);
            initiator.holdDataIn = true;
            fixture.put(0, DeviceFixture.filled(512, 3));
            final Outcome read = initiator.settle(initiator.start("28 00 00 00 00 00 00 00 01 00", 0, 512, null));
            fixture.put(0, DeviceFixture.filled(512, 4));
            initiator.sendHeld();
            assertArrayEquals(DeviceFixture.filled(512, 3), read.data());
        }
    }

    @Test
    void shouldSendFromTheFileInMemoryThatTheStoreIs() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.inFile = true;
            fixture.put(0, MEGABYTE);
            final Outcome read = fixture.initiator().run("28 00 00 00 00 08 00 04 00 00");
            assertTrue(read.good());
            assertTrue(read.ofFile);
            assertArrayEquals(Arrays.copyOfRange(MEGABYTE, 4096, 4096 + 1024 * 512), read.data());
            assertFalse(fixture.store.log.toString().contains("read"));
        }
    }

    @Test
    void shouldNotSendFromAFileWhatADigestIsMadeOf() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.inFile = true;
            final Initiator initiator = fixture.initiator();
            initiator.nexus.copies(true);
            assertFalse(initiator.run(READ_128_KIB).ofFile);
        }
    }

    /** What is sent from a file may change on its way, so that a part of a block could be old and another new. */
    @Test
    void shouldNotSendFromAFileOnceBlocksAreWrittenThatMustBeSeenWhole() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.inFile = true;
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run(READ_128_KIB).ofFile);
            assertTrue(initiator.run("89 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00", new byte[1024]).good());
            assertFalse(initiator.run(READ_128_KIB).ofFile);
        }
    }

    @Test
    void shouldNotSendFromAFileOnceOrderCounts() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.inFile = true;
            final Initiator initiator = fixture.initiator();
            initiator.attribute = ScsiTask.ORDERED;
            assertTrue(initiator.run("00 00 00 00 00 00").good());
            initiator.attribute = ScsiTask.SIMPLE;
            assertFalse(initiator.run(READ_128_KIB).ofFile);
        }
    }

    /** The last chunk is too short to be sent from the file, and is read. */
    @Test
    void shouldKeepWritesThatMustBeSeenWholeAwayFromWhatIsStillSentInPlace() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.inFile = true;
            final Initiator initiator = fixture.initiator();
            initiator.holdDataIn = true;
            final Outcome read = initiator.start("28 00 00 00 00 00 00 02 01 00", 0, 1 << 20, null);
            initiator.settle(read);
            final Outcome swap = fixture.another().start("89 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00", 1024, 0,
                new byte[1024]);
            for (int i = 0; i < 10; i++) {
                initiator.step();
            }
            assertFalse(swap.over());
            initiator.sendHeld();
            assertTrue(initiator.settle(swap).good());
            assertTrue(read.ofFile);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "08 00 00 02 01 00",
        "28 00 00 00 00 02 00 00 01 00",
        "a8 00 00 00 00 02 00 00 00 01 00 00",
        "88 00 00 00 00 00 00 00 00 02 00 00 00 01 00 00",
    })
    void shouldReadOneBlock(final String cdb) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.put(0, MEGABYTE);
            final Outcome outcome = fixture.initiator().run(cdb);
            assertTrue(outcome.good());
            assertArrayEquals(Arrays.copyOfRange(MEGABYTE, 1024, 1536), outcome.data());
        }
    }

    @Test
    void shouldRead256BlocksWhenLengthOfReadSixIsZero() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.put(0, MEGABYTE);
            final Outcome outcome = fixture.initiator().run("08 00 00 00 00 00");
            assertArrayEquals(Arrays.copyOf(MEGABYTE, 256 * 512), outcome.data());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKeepOrderOverManyChunks(final boolean mapped) {
        try (DeviceFixture fixture = new DeviceFixture(4096, 16 << 20)) {
            fixture.store.mapped = mapped;
            final byte[] bytes = DeviceFixture.pattern(9 << 20, 1);
            fixture.put(4096, bytes);
            final Initiator initiator = fixture.initiator();
            final Outcome outcome = initiator.run("28 00 00 00 00 01 00 09 00 00", 16 << 20);
            assertTrue(outcome.good());
            assertArrayEquals(bytes, outcome.data());
        }
    }

    @Test
    void shouldSendNoMoreThanExpectedAndKeepTheLength() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.put(0, MEGABYTE);
            final Outcome outcome = fixture.initiator().run("28 00 00 00 00 00 00 00 01 00", 200);
            assertTrue(outcome.good());
            assertArrayEquals(Arrays.copyOf(MEGABYTE, 200), outcome.data());
            assertEquals(512, outcome.task.dataInLength());
        }
    }

    @Test
    void shouldAnswerGoodWhenNothingIsExpected() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome = fixture.initiator().run("28 00 00 00 00 00 00 00 01 00", 0);
            assertTrue(outcome.good());
            assertEquals(512, outcome.task.dataInLength());
            assertEquals(0, outcome.data().length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "28 00 00 02 00 00 00 00 01 00",
        "28 00 00 01 ff ff 00 00 02 00",
        "28 00 00 02 00 01 00 00 00 00",
        "88 00 80 00 00 00 00 00 00 00 00 00 00 01 00 00",
        "88 00 ff ff ff ff ff ff ff ff 00 00 00 01 00 00",
        "88 00 7f ff ff ff ff ff ff ff ff ff ff ff 00 00",
    })
    void shouldAnswerCheckConditionWhenLbaIsOutOfRange(final String cdb) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome = fixture.initiator().run(cdb);
            assertEquals(ScsiStatus.CHECK_CONDITION, outcome.status());
            assertEquals(SenseKey.ILLEGAL_REQUEST, outcome.key());
            assertEquals(AdditionalSense.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE, outcome.additional());
        }
    }

    @Test
    void shouldReadNothingBehindTheLastBlock() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertTrue(fixture.initiator().run("28 00 00 02 00 00 00 00 00 00").good());
        }
    }

    @Test
    void shouldRefuseProtectionInformation() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome = fixture.initiator().run("28 20 00 00 00 00 00 00 01 00");
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, outcome.additional());
        }
    }

    @Test
    void shouldRefuseMoreThanTheTransferLimit() {
        final ScriptedStore store = new ScriptedStore(1 << 20, 512);
        store.pretendedSize = 1L << 40;
        try (DeviceFixture fixture = new DeviceFixture(store, DeviceFixture.POOL)) {
            final Outcome outcome = fixture.initiator().run("88 00 00 00 00 00 00 00 00 00 00 08 00 01 00 00");
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, outcome.additional());
        }
    }

    @Test
    void shouldTellMediumErrorWithItsBlock() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.failure = Errno.EIO;
            final Outcome outcome = fixture.initiator().run("28 00 00 00 00 05 00 00 01 00");
            assertEquals(SenseKey.MEDIUM_ERROR, outcome.key());
            assertEquals(AdditionalSense.UNRECOVERED_READ_ERROR, outcome.additional());
            assertEquals(5, outcome.information());
            assertEquals(0, outcome.task.dataInLength());
        }
    }

    @Test
    void shouldFlushBeforeAForcedRead() {
        final ScriptedStore store = new ScriptedStore(1 << 20, 512);
        store.volatileCache = true;
        try (DeviceFixture fixture = new DeviceFixture(store, DeviceFixture.POOL)) {
            assertTrue(fixture.initiator().run("28 08 00 00 00 00 00 00 01 00").good());
            assertEquals("flush", store.log.get(0));
        }
    }

    @Test
    void shouldWaitForABuffer() {
        try (DeviceFixture fixture = new DeviceFixture(new ScriptedStore(1 << 20, 512), 256 * 1024)) {
            final Initiator initiator = fixture.initiator();
            final long taken = fixture.buffers.acquire(256 * 1024);
            final Outcome outcome = initiator.start("28 00 00 00 00 00 00 00 01 00", 0, 512, null);
            initiator.step();
            assertFalse(outcome.over());
            fixture.buffers.release(taken, 256 * 1024);
            assertTrue(initiator.settle(outcome).good());
        }
    }

    @Test
    void shouldHoldOnlyAFewBuffersWhenTheTransportIsSlow() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            initiator.holdDataIn = true;
            final Outcome outcome = initiator.start("28 00 00 00 00 00 00 20 00 00", 0, 16 << 20, null);
            for (int i = 0; i < 20; i++) {
                initiator.step();
            }
            assertEquals(DeviceFixture.POOL - 4 * 256 * 1024, fixture.buffers.available());
            while (!outcome.over()) {
                initiator.sendHeld();
                initiator.step();
            }
            initiator.sendHeld();
            assertEquals(4 << 20, outcome.data().length);
        }
    }

    @Test
    void shouldEndAnAbortedReadOnceTheStoreHasEnded() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome outcome = initiator.start("28 00 00 00 00 00 00 20 00 00", 0, 16 << 20, null);
            fixture.device.abort(outcome.task);
            initiator.step();
            assertFalse(outcome.over());
            fixture.store.release();
            initiator.settle(outcome);
            assertEquals(1, outcome.abortions);
            assertEquals(0, outcome.data().length);
        }
    }

    @Test
    void shouldEndAnAbortedReadOnceTheTransportGaveItsChunksBack() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            initiator.holdDataIn = true;
            final Outcome outcome = initiator.start("28 00 00 00 00 00 00 20 00 00", 0, 16 << 20, null);
            initiator.step();
            fixture.device.abort(outcome.task);
            assertFalse(outcome.over());
            initiator.sendHeld();
            assertEquals(1, outcome.abortions);
        }
    }
}
