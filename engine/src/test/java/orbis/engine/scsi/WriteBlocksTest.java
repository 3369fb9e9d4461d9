package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.ScsiStatus;
import orbis.protocol.scsi.SenseKey;
import orbis.sys.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBlocksTest {
    private static final byte[] BLOCK = DeviceFixture.pattern(512, 3);

    @ParameterizedTest
    @ValueSource(strings = {
        "0a 00 00 02 01 00",
        "2a 00 00 00 00 02 00 00 01 00",
        "aa 00 00 00 00 02 00 00 00 01 00 00",
        "8a 00 00 00 00 00 00 00 00 02 00 00 00 01 00 00",
    })
    void shouldWriteOneBlock(final String cdb) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome = fixture.initiator().run(cdb, BLOCK);
            assertTrue(outcome.good());
            assertArrayEquals(BLOCK, fixture.stored(1024, 512));
        }
    }

    @Test
    void shouldWriteManyChunks() {
        try (DeviceFixture fixture = new DeviceFixture(4096, 16 << 20)) {
            final byte[] bytes = DeviceFixture.pattern(5 << 20, 9);
            final Outcome outcome = fixture.initiator().run("2a 00 00 00 00 03 00 05 00 00", bytes);
            assertTrue(outcome.good());
            assertEquals(bytes.length, outcome.dataOutGivenBack);
            assertArrayEquals(bytes, fixture.stored(3 * 4096, bytes.length));
        }
    }

    @Test
    void shouldWriteOnlyWhatTheInitiatorSends() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome = fixture.initiator().run("2a 00 00 00 00 00 00 00 02 00", BLOCK);
            assertTrue(outcome.good());
            assertEquals(1024, outcome.task.dataOutLength());
            assertArrayEquals(BLOCK, fixture.stored(0, 512));
            assertArrayEquals(new byte[512], fixture.stored(512, 512));
        }
    }

    @Test
    void shouldAnswerGoodWhenTheInitiatorSendsNothing() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome = fixture.initiator().run("2a 00 00 00 00 00 00 00 01 00", new byte[0]);
            assertTrue(outcome.good());
            assertEquals(512, outcome.task.dataOutLength());
            assertEquals(List.of(), fixture.store.log);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 512, 4096 + 1, 256 * 1024 + 7})
    void shouldLeaveTheRestOfABlockAsItIs(final int length) {
        try (DeviceFixture fixture = new DeviceFixture(4096, 4 << 20)) {
            fixture.put(0, DeviceFixture.filled(1 << 20, 9));
            final byte[] bytes = DeviceFixture.pattern(length, 1);
            final Outcome outcome = fixture.initiator().run("2a 00 00 00 00 00 00 00 80 00", bytes);
            assertTrue(outcome.good());
            assertEquals(128 * 4096, outcome.task.dataOutLength());
            assertArrayEquals(bytes, fixture.stored(0, length));
            assertArrayEquals(DeviceFixture.filled(8192, 9), fixture.stored(length, 8192));
        }
    }

    @Test
    void shouldEndWhenAbortedWhileItReadsTheRestOfABlock() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome outcome = initiator.start("2a 00 00 00 00 00 00 00 01 00", 200, 0, new byte[200]);
            fixture.device.abort(outcome.task);
            assertFalse(outcome.over());
            fixture.store.release();
            initiator.settle(outcome);
            assertEquals(List.of("read 0 512"), fixture.store.log);
        }
    }

    @Test
    void shouldReachTheMediumWhenForced() {
        final ScriptedStore store = new ScriptedStore(1 << 20, 512);
        store.volatileCache = true;
        try (DeviceFixture fixture = new DeviceFixture(store, DeviceFixture.POOL)) {
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run("2a 08 00 00 00 00 00 00 01 00", BLOCK).good());
            assertTrue(initiator.run("2a 10 00 00 00 01 00 00 01 00", BLOCK).good());
            assertEquals(List.of("write durable 0 512", "write 512 512"), store.log);
        }
    }

    @Test
    void shouldRefuseWhenReadOnly() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.readOnly = true;
            final Outcome outcome = fixture.initiator().run("2a 00 00 00 00 00 00 00 01 00", BLOCK);
            assertEquals(SenseKey.DATA_PROTECT, outcome.key());
            assertEquals(AdditionalSense.WRITE_PROTECTED, outcome.additional());
        }
    }

    @ParameterizedTest
    @CsvSource({
        Errno.ENOSPC + ", 7, 0x2707",
        Errno.EDQUOT + ", 7, 0x2707",
        Errno.EROFS + ", 7, 0x2700",
        Errno.EIO + ", 3, 0x0c00",
        Errno.ENXIO + ", 4, 0x0800",
        Errno.ENOMEM + ", 11, 0x5503",
    })
    void shouldTellStoreErrors(final int errno, final int key, final int additional) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.failure = errno;
            final Outcome outcome = fixture.initiator().run("2a 00 00 00 00 00 00 08 00 00", new byte[1 << 20]);
            assertEquals(key, outcome.key());
            assertEquals(additional, outcome.additional());
            assertEquals(1 << 20, outcome.dataOutGivenBack);
        }
    }

    @Test
    void shouldKeepLaterCommandsOffTheBlocksOfAnAbandonedWrite() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome hung = initiator.start("2a 00 00 00 00 08 00 00 08 00", 4096, 0, new byte[4096]);
            fixture.device.abort(hung.task);
            initiator.step();
            assertFalse(hung.over());
            fixture.device.abandon(hung.task);
            assertEquals(1, hung.abortions);
            assertTrue(hung.task.busy());

            fixture.store.log.clear();
            final Outcome same = initiator.start("2a 00 00 00 00 0f 00 00 01 00", 512, 0, BLOCK);
            final Outcome other = initiator.start("2a 00 00 00 00 10 00 00 01 00", 512, 0, BLOCK);
            assertEquals(List.of("write 8192 512"), fixture.store.log);

            fixture.store.release();
            initiator.settle(same);
            initiator.settle(other);
            assertEquals(1, hung.releases);
            assertFalse(hung.task.busy());
            assertArrayEquals(BLOCK, fixture.stored(15 * 512, 512));
        }
    }

    @Test
    void shouldGiveChunksBackWhenAbortedBeforeItsTurn() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome first = initiator.start("28 00 00 00 00 00 00 00 01 00", 0, 512, null);
            initiator.attribute = ScsiTask.ORDERED;
            final Outcome second = initiator.start("2a 00 00 00 00 00 00 00 01 00", 512, 0, BLOCK);
            fixture.device.abort(second.task);
            assertEquals(1, second.abortions);
            assertEquals(512, second.dataOutGivenBack);
            fixture.store.release();
            assertTrue(initiator.settle(first).good());
            assertArrayEquals(new byte[512], fixture.stored(0, 512));
        }
    }

    @Test
    void shouldTellThatTheTurnOfATaskHasCome() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome first = initiator.start("28 00 00 00 00 00 00 00 01 00", 0, 512, null);
            initiator.attribute = ScsiTask.ORDERED;
            final Outcome second = initiator.start("2a 00 00 00 00 00 00 00 01 00", 512, 0, BLOCK);
            assertFalse(first.task.waits());
            assertTrue(second.task.waits());
            assertEquals(0, second.turns);
            fixture.store.release();
            assertTrue(initiator.settle(second).good());
            assertEquals(0, first.turns);
            assertEquals(1, second.turns);
        }
    }

    @Test
    void shouldLeaveHalfOfAllBuffersToTasksThatDoNotWait() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            final byte[] large = new byte[ScsiTask.MAX_CHUNK_LENGTH];
            fixture.store.hanging = true;
            final Outcome first = initiator.start("28 00 00 00 00 00 00 00 01 00", 0, 512, null);
            initiator.attribute = ScsiTask.ORDERED;
            final List<Outcome> waiting = new ArrayList<>();
            Outcome next = initiator.start("2a 00 00 00 00 00 00 02 00 00", large.length, 0, large);
            while (!next.over()) {
                waiting.add(next);
                next = initiator.start("2a 00 00 00 00 00 00 02 00 00", large.length, 0, large);
            }
            assertEquals(ScsiStatus.TASK_SET_FULL, next.status());
            assertEquals(DeviceFixture.POOL / 2 / large.length, waiting.size());
            initiator.attribute = ScsiTask.HEAD_OF_QUEUE;
            assertEquals(0, initiator.run("00 00 00 00 00 00").status());
            fixture.store.release();
            initiator.settle(first);
            waiting.forEach(each -> assertTrue(initiator.settle(each).good()));
        }
    }
}
