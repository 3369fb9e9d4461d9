package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseKey;
import orbis.sys.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizeTest extends PatternedDisk {
    private static final String ERASE = "48 02 00 00 00 00 00 00 00 00";
    private static final String FORGET = "48 03 00 00 00 00 00 00 00 00";
    private static final String OVERWRITE = "48 %02x 00 00 00 00 00 %04x 00";

    private static byte[] list(final int flags, final int... pattern) {
        final ByteBuffer list = ByteBuffer.allocate(4 + pattern.length);
        list.put((byte) flags).put((byte) 0).putShort((short) pattern.length);
        for (final int each : pattern) {
            list.put((byte) each);
        }
        return list.array();
    }

    private Outcome overwrite(final byte[] list) {
        return initiator.run(String.format(OVERWRITE, 1, list.length), list);
    }

    @Test
    void shouldEraseAllBlocks() {
        assertTrue(initiator.run(ERASE).good());
        assertFilled(fixture, 0);
        final ByteBuffer status = initiator.run("9e 12 00 00 00 00 00 00 00 00 00 00 01 00 00 00").view();
        assertEquals(24, status.remaining());
        assertEquals(1, status.get(20));
    }

    @Test
    void shouldHaveTheKeyForgotten() {
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, initiator.run(FORGET).additional());
        assertEquals(0x40, initiator.run("12 01 b1 00 40 00").data()[7]);
        fixture.store.encrypted = true;
        assertEquals(0x50, initiator.run("12 01 b1 00 40 00").data()[7]);
        fixture.store.hanging = true;
        final Outcome forget = initiator.start(FORGET, 0, 0, null);
        assertEquals(AdditionalSense.LOGICAL_UNIT_NOT_READY_SANITIZE_IN_PROGRESS, initiator.run(READ).additional());
        fixture.store.release();
        initiator.step();
        assertTrue(forget.good());
        assertEquals(List.of("forget key"), fixture.store.log);
        fixture.store.failure = Errno.EIO;
        assertEquals(AdditionalSense.SANITIZE_COMMAND_FAILED, initiator.run(FORGET).additional());
    }

    @Test
    void shouldOverwriteWithARepeatedPattern() {
        assertTrue(overwrite(list(1, 1, 2, 3, 4)).good());
        final byte[] stored = fixture.stored(0, SIZE);
        for (int i = 0; i < SIZE; i++) {
            assertEquals(1 + i % 4, stored[i]);
        }
    }

    @Test
    void shouldOverwriteNoFasterThanItMay() {
        final byte[] list = list(1, 7);
        fixture.device.backgroundRate(SIZE / 2);
        fixture.device.onTick(0);
        assertTrue(initiator.run(String.format(OVERWRITE, 0x81, list.length), list).good());
        for (int second = 0; second < 2; second++) {
            initiator.step();
            final Outcome busy = initiator.run(READY);
            assertEquals(AdditionalSense.LOGICAL_UNIT_NOT_READY_SANITIZE_IN_PROGRESS, busy.additional());
            assertEquals(second * 2, fixture.store.log.size());
            fixture.device.onTick(TimeUnit.SECONDS.toNanos(second + 1));
            initiator.step();
            initiator.step();
            initiator.step();
        }
        assertTrue(initiator.run(READY).good());
        assertFilled(fixture, 7);
    }

    @Test
    void shouldEndAPassWhoseRestWasCutOffWhileItWaited() {
        final byte[] list = list(1, 7);
        fixture.device.backgroundRate(SIZE / 2);
        fixture.device.onTick(0);
        assertTrue(initiator.run(String.format(OVERWRITE, 0x81, list.length), list).good());
        initiator.step();
        for (int second = 1; second <= 2; second++) {
            fixture.device.onTick(TimeUnit.SECONDS.toNanos(second));
            initiator.step();
            initiator.step();
            initiator.step();
            fixture.store.resize(SIZE / 4, (token, result) -> { }, 0);
        }
        assertTrue(initiator.run(READY).good());
        assertEquals(2, fixture.store.log.size());
    }

    @Test
    void shouldInvertEachPass() {
        assertTrue(overwrite(list(0x82, 0x0F)).good());
        assertFilled(fixture, 0xF0);
        assertEquals(2 * SIZE / (256 * 1024), fixture.store.log.size());
    }

    @Test
    void shouldRefuseWrongLists() {
        for (final byte[] wrong : new byte[][] {
            list(0, 1), list(1), {1, 0, 0, 2, 9}, list(1, new int[513]), {1, 0, 0}
        }) {
            assertEquals(SenseKey.ILLEGAL_REQUEST, overwrite(wrong).key());
        }
        assertEquals(0, fixture.store.log.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"48 42 00 00 00 00 00 00 00 00", "48 02 01 00 00 00 00 00 00 00",
        "48 02 00 00 00 00 01 00 00 00", "48 02 00 00 00 00 00 00 08 00", "48 1f 00 00 00 00 00 00 08 00",
        "48 03 00 00 00 00 00 00 00 00", "48 00 00 00 00 00 00 00 00 00"})
    void shouldRefuseFields(final String cdb) {
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, initiator.run(cdb, new byte[8]).additional());
    }

    @Test
    void shouldNotBeReadyMeanwhileWhateverIsAbortedOrReset() {
        fixture.store.hanging = true;
        final Outcome sanitize = initiator.start(ERASE, 0, 0, null);
        final Outcome ready = initiator.run(READY);
        assertEquals(SenseKey.NOT_READY, ready.key());
        assertEquals(AdditionalSense.LOGICAL_UNIT_NOT_READY_SANITIZE_IN_PROGRESS, ready.additional());
        assertEquals(SenseKey.NOT_READY, initiator.run("03 00 00 00 ff 00").data()[2]);
        assertTrue(initiator.run("12 00 00 00 60 00").good());
        fixture.device.abort(sanitize.task);
        assertEquals(1, sanitize.abortions);
        fixture.device.targetReset(null, true);
        assertEquals(SenseKey.NOT_READY, initiator.ready().run(READY).key());
        fixture.store.release();
        initiator.step();
        assertTrue(initiator.run(READY).good());
        assertFilled(fixture, 0);
    }

    @Test
    void shouldGiveTheListBackWhenAborted() {
        fixture.store.hanging = true;
        final byte[] list = list(1, 7);
        final Outcome sanitize = initiator.start(String.format(OVERWRITE, 1, list.length), list.length, 0, list);
        fixture.device.abort(sanitize.task);
        assertEquals(1, sanitize.abortions);
        assertEquals(list.length, sanitize.dataOutGivenBack);
        fixture.store.release();
        while (initiator.run(READY).additional() > 0) {
            initiator.step();
        }
        assertFilled(fixture, 7);
    }

    @Test
    void shouldAnswerAtOnceWhenAskedTo() {
        fixture.store.hanging = true;
        assertTrue(initiator.run("48 82 00 00 00 00 00 00 00 00").good());
        assertEquals(SenseKey.NOT_READY, initiator.run(READY).key());
        fixture.store.release();
        initiator.step();
        assertTrue(initiator.run(READY).good());
    }

    @Test
    void shouldStayInFailureModeUntilLeft() {
        fixture.store.failure = Errno.EIO;
        assertEquals(AdditionalSense.SANITIZE_COMMAND_FAILED,
            initiator.run("48 22 00 00 00 00 00 00 00 00").additional());
        fixture.store.failure = 0;
        final Outcome read = initiator.run(READ);
        assertEquals(SenseKey.MEDIUM_ERROR, read.key());
        assertEquals(AdditionalSense.SANITIZE_COMMAND_FAILED, read.additional());
        assertTrue(initiator.run("48 1f 00 00 00 00 00 00 00 00").good());
        assertTrue(initiator.run(READ).good());
    }

    @Test
    void shouldNotLeaveFailureModeWhenThatWasNotAllowed() {
        fixture.store.failure = Errno.EIO;
        assertFalse(initiator.run(ERASE).good());
        fixture.store.failure = 0;
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
            initiator.run("48 1f 00 00 00 00 00 00 00 00").additional());
        assertTrue(initiator.run(ERASE).good());
        assertTrue(initiator.run(READ).good());
    }

    @Test
    void shouldGoOnAfterTheProcessEnded() {
        final KeptInMemory kept = new KeptInMemory();
        final ScriptedStore store = new ScriptedStore(SIZE, 512);
        final byte[] list = list(0x82, 0x0F);
        try (DeviceFixture before = new DeviceFixture(store, kept)) {
            store.failure = Errno.EIO;
            assertEquals(AdditionalSense.SANITIZE_COMMAND_FAILED,
                before.initiator().run(String.format(OVERWRITE, 0x21, list.length), list).additional());
            store.failure = 0;
        }
        final ScriptedStore again = new ScriptedStore(SIZE, 512);
        final byte[] failed = kept.load(KeptState.Kind.SANITIZE);
        try (DeviceFixture after = new DeviceFixture(again, kept)) {
            final Initiator one = after.fresh(1).ready();
            assertEquals(AdditionalSense.SANITIZE_COMMAND_FAILED, one.run(READ).additional());
            assertTrue(one.run("48 1f 00 00 00 00 00 00 00 00").good());
            one.step();
            assertEquals(0, kept.load(KeptState.Kind.SANITIZE).length);
        }
        failed[0] |= 1;
        kept.states.put(KeptState.Kind.SANITIZE, failed);
        try (DeviceFixture after = new DeviceFixture(new ScriptedStore(SIZE, 512), kept)) {
            final Initiator one = after.fresh(1).ready();
            assertEquals(SenseKey.NOT_READY, one.run("03 00 00 00 ff 00").data()[2]);
            for (int i = 0; i < 50; i++) {
                one.step();
            }
            assertTrue(one.ready().run(READY).good());
            assertFilled(after, 0xF0);
            assertEquals(0, kept.load(KeptState.Kind.SANITIZE).length);
        }
    }

    @Test
    void shouldFailWhenItCannotBeRemembered() {
        final KeptInMemory kept = new KeptInMemory();
        try (DeviceFixture broken = new DeviceFixture(kept)) {
            final Initiator one = broken.initiator();
            kept.failure = -Errno.EIO;
            assertEquals(AdditionalSense.SANITIZE_COMMAND_FAILED, one.run(ERASE).additional());
            assertEquals(0, broken.store.log.size());
        }
    }

    @Test
    void shouldRefuseWhenProtected() {
        fixture.store.readOnly = true;
        assertEquals(SenseKey.DATA_PROTECT, initiator.run(ERASE).key());
    }
}
