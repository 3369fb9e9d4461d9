package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompareAndWriteTest {
    private static final String FOUR_BLOCKS_AT_8 = "89 00 00 00 00 00 00 00 00 08 00 00 00 04 00 00";
    private static final byte[] NEW = DeviceFixture.pattern(2048, 7);

    private static byte[] expectingAndNew(final byte[] expecting) {
        final byte[] both = new byte[2 * expecting.length];
        System.arraycopy(expecting, 0, both, 0, expecting.length);
        System.arraycopy(NEW, 0, both, expecting.length, expecting.length);
        return both;
    }

    @Test
    void shouldWriteWhenAllBytesAreAsExpected() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome = fixture.initiator().run(FOUR_BLOCKS_AT_8, expectingAndNew(new byte[2048]));
            assertTrue(outcome.good());
            assertArrayEquals(NEW, fixture.stored(4096, 2048));
        }
    }

    @Test
    void shouldTellWhereBytesDifferAndLeaveTheBlocksAlone() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final byte[] expecting = new byte[2048];
            expecting[1234] = 1;
            final Outcome outcome = fixture.initiator().run(FOUR_BLOCKS_AT_8, expectingAndNew(expecting));
            assertEquals(SenseKey.MISCOMPARE, outcome.key());
            assertEquals(AdditionalSense.MISCOMPARE_DURING_VERIFY, outcome.additional());
            assertEquals(1234, outcome.information());
            assertArrayEquals(new byte[2048], fixture.stored(4096, 2048));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 8192, 0})
    void shouldRefuseAnythingButTwiceTheBlocks(final int length) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                fixture.initiator().run(FOUR_BLOCKS_AT_8, new byte[length]).additional());
        }
    }

    @Test
    void shouldRefuseMoreThanTheLimit() {
        try (DeviceFixture fixture = new DeviceFixture(4096, 4 << 20)) {
            final Initiator initiator = fixture.initiator();
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                initiator.run("89 00 00 00 00 00 00 00 00 00 00 00 00 21 00 00", new byte[66 * 4096]).additional());
            assertTrue(
                initiator.run("89 00 00 00 00 00 00 00 00 00 00 00 00 20 00 00", new byte[64 * 4096]).good());
            assertTrue(initiator.run("89 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00").good());
        }
    }

    @Test
    void shouldKeepOthersOffItsBlocks() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome swap =
                initiator.start(FOUR_BLOCKS_AT_8, 4096, 0, expectingAndNew(new byte[2048]));
            final Outcome write = initiator.start("2a 00 00 00 00 0b 00 00 01 00", 512, 0, new byte[512]);
            final Outcome read = initiator.start("28 00 00 00 00 00 00 00 09 00", 0, 9 * 512, null);
            final Outcome aside = initiator.start("28 00 00 00 00 0c 00 00 01 00", 0, 512, null);
            assertEquals(List.of("read 4096 2048", "read 6144 512"), fixture.store.log);
            fixture.store.release();
            assertTrue(initiator.settle(swap).good());
            assertTrue(initiator.settle(write).good());
            assertTrue(initiator.settle(read).good());
            assertTrue(initiator.settle(aside).good());
            assertEquals(NEW[0], read.data()[8 * 512]);
            assertArrayEquals(new byte[512], fixture.stored(11 * 512, 512));
        }
    }

    @Test
    void shouldWaitForOthersOnItsBlocks() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome write = initiator.start("2a 00 00 00 00 0b 00 00 01 00", 512, 0, new byte[512]);
            final Outcome swap =
                initiator.start(FOUR_BLOCKS_AT_8, 4096, 0, expectingAndNew(new byte[2048]));
            assertEquals(List.of("write 5632 512"), fixture.store.log);
            fixture.store.release();
            assertTrue(initiator.settle(write).good());
            assertTrue(initiator.settle(swap).good());
        }
    }

    @Test
    void shouldLetExactlyOneOfManyWin() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            final Outcome[] outcomes = new Outcome[8];
            for (int i = 0; i < outcomes.length; i++) {
                outcomes[i] = initiator.start(FOUR_BLOCKS_AT_8, 4096, 0, expectingAndNew(new byte[2048]));
            }
            int winners = 0;
            for (final Outcome outcome : outcomes) {
                if (initiator.settle(outcome).good()) {
                    winners++;
                }
            }
            assertEquals(1, winners);
        }
    }

    @Test
    void shouldWriteNothingAfterAnAbort() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome swap =
                initiator.start(FOUR_BLOCKS_AT_8, 4096, 0, expectingAndNew(new byte[2048]));
            fixture.device.abort(swap.task);
            assertFalse(swap.over());
            fixture.store.release();
            initiator.settle(swap);
            assertEquals(1, swap.abortions);
            assertArrayEquals(new byte[2048], fixture.stored(4096, 2048));
        }
    }
}
