package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseKey;
import orbis.sys.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UNMAP, WRITE SAME and GET LBA STATUS. */
class ProvisioningTest {
    private static final byte[] ONES = DeviceFixture.filled(512, 0xFF);

    private static byte[] unmap(final long... lbasAndNumbers) {
        final int described = lbasAndNumbers.length * 8;
        final ByteBuffer list = ByteBuffer.allocate(8 + described);
        list.putShort((short) (6 + described)).putShort((short) described).putInt(0);
        for (int i = 0; i < lbasAndNumbers.length; i += 2) {
            list.putLong(lbasAndNumbers[i]).putInt((int) lbasAndNumbers[i + 1]).putInt(0);
        }
        return list.array();
    }

    private static String unmapCdb(final byte[] list) {
        return String.format("42 00 00 00 00 00 00 %02x %02x 00", list.length >> 8, list.length & 0xFF);
    }

    @Test
    void shouldUnmapEachRange() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.put(0, DeviceFixture.filled(1 << 20, 1));
            final byte[] list = unmap(0, 8, 100, 0, 16, 8);
            final Outcome outcome = fixture.initiator().run(unmapCdb(list), list);
            assertTrue(outcome.good());
            assertEquals(List.of("discard 0 4096", "discard 8192 4096"), fixture.store.log);
            assertArrayEquals(new byte[4096], fixture.stored(8192, 4096));
        }
    }

    @Test
    void shouldAcceptNoRangesAtAll() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            final byte[] list = unmap();
            assertTrue(initiator.run(unmapCdb(list), list).good());
            assertTrue(initiator.run("42 00 00 00 00 00 00 00 00 00", new byte[0]).good());
        }
    }

    @Test
    void shouldUnmapNothingWhenOneRangeIsNotOnTheDisk() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final byte[] list = unmap(0, 8, 0x1FFFF, 2);
            final Outcome outcome = fixture.initiator().run(unmapCdb(list), list);
            assertEquals(AdditionalSense.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE, outcome.additional());
            assertEquals(List.of(), fixture.store.log);
        }
    }

    @Test
    void shouldNotTrustTheLengthInTheList() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            final byte[] list = unmap(0, 8);
            list[2] = (byte) 0xFF;
            list[3] = (byte) 0xFF;
            assertTrue(initiator.run(unmapCdb(list), list).good());
            assertEquals(List.of("discard 0 4096"), fixture.store.log);
            assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR,
                initiator.run("42 00 00 00 00 00 00 00 07 00", new byte[7]).additional());
            assertEquals(AdditionalSense.INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT,
                initiator.run("42 00 00 00 00 00 00 00 18 00", new byte[8]).additional());
            assertEquals(AdditionalSense.INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT,
                initiator.run("42 00 00 00 00 00 00 00 18 00", new byte[0]).additional());
        }
    }

    @Test
    void shouldRefuseTooManyRanges() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final byte[] list = unmap(new long[2 * (Unmap.MAX_DESCRIPTORS + 1)]);
            assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
                fixture.initiator().run(unmapCdb(list), list).additional());
        }
    }

    @Test
    void shouldNotKnowUnmapOnAThickDisk() {
        final ScriptedStore store = new ScriptedStore(1 << 20, 512);
        store.thin = false;
        try (DeviceFixture fixture = new DeviceFixture(store, DeviceFixture.POOL)) {
            final byte[] list = unmap(0, 8);
            final Initiator initiator = fixture.initiator();
            assertEquals(AdditionalSense.INVALID_COMMAND_OPERATION_CODE,
                initiator.run(unmapCdb(list), list).additional());
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                initiator.run("93 08 00 00 00 00 00 00 00 00 00 00 00 08 00 00", new byte[512]).additional());
        }
    }

    @Test
    void shouldStopUnmappingWhenAborted() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final byte[] list = unmap(0, 8, 16, 8);
            final Outcome outcome = initiator.start(unmapCdb(list), list.length, 0, list);
            fixture.device.abort(outcome.task);
            fixture.store.release();
            initiator.settle(outcome);
            assertEquals(1, outcome.abortions);
            assertEquals(List.of("discard 0 4096"), fixture.store.log);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "93 00 00 00 00 00 00 00 00 08 00 00 00 10 00 00, zero 4096 8192",
        "93 08 00 00 00 00 00 00 00 08 00 00 00 10 00 00, zero discarding 4096 8192",
        "41 00 00 00 00 08 00 00 10 00, zero 4096 8192",
        "41 08 00 01 ff f0 00 00 00 00, zero discarding 67100672 8192",
    })
    void shouldLeaveZeroesToTheStore(final String cdb, final String expected) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertTrue(fixture.initiator().run(cdb, new byte[512]).good());
            assertEquals(List.of(expected), fixture.store.log);
        }
    }

    @Test
    void shouldNeedNoDataWithNdob() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome = fixture.initiator().run("93 01 00 00 00 00 00 00 00 08 00 00 00 10 00 00");
            assertTrue(outcome.good());
            assertEquals(List.of("zero 4096 8192"), fixture.store.log);
        }
    }

    @Test
    void shouldUnmapWhateverThePatternIs() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertTrue(fixture.initiator().run("41 08 00 00 00 08 00 00 10 00", ONES).good());
            assertEquals(List.of("zero discarding 4096 8192"), fixture.store.log);
        }
    }

    @Test
    void shouldWriteAPatternBufferByBuffer() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome =
                fixture.initiator().run("93 00 00 00 00 00 00 00 00 08 00 00 06 01 00 00", ONES);
            assertTrue(outcome.good());
            assertArrayEquals(DeviceFixture.filled(1537 * 512, 0xFF), fixture.stored(4096, 1537 * 512));
            assertEquals(0, fixture.stored(4096 + 1537 * 512, 1)[0]);
            assertEquals(0, fixture.stored(4095, 1)[0]);
        }
    }

    @Test
    void shouldStopAPatternWhenAborted() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            fixture.store.hanging = true;
            final Outcome outcome =
                initiator.start("93 00 00 00 00 00 00 00 00 08 00 00 06 01 00 00", 512, 0, ONES);
            fixture.device.abort(outcome.task);
            assertFalse(outcome.over());
            fixture.store.release();
            initiator.settle(outcome);
            assertEquals(1, fixture.store.log.size());
        }
    }

    @Test
    void shouldStopAPatternThatWaitsForABuffer() {
        try (DeviceFixture fixture = new DeviceFixture(new ScriptedStore(1 << 20, 512), 256 * 1024)) {
            final Initiator initiator = fixture.initiator();
            final Outcome outcome =
                initiator.start("93 00 00 00 00 00 00 00 00 00 00 00 03 00 00 00", 512, 0, ONES);
            initiator.step();
            assertFalse(outcome.over());
            fixture.device.abort(outcome.task);
            assertEquals(1, outcome.abortions);
            assertEquals(512, outcome.dataOutGivenBack);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "93 10 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
        "93 18 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
        "41 18 00 00 00 00 00 00 01 00",
        "42 01 00 00 00 00 00 00 18 00",
        "93 04 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
        "93 20 00 00 00 00 00 00 00 00 00 00 00 01 00 00",
    })
    void shouldRefuseFlagsOfWriteSameAndBlocksToBeAnchored(final String cdb) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                fixture.initiator().run(cdb, new byte[512]).additional());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 1024})
    void shouldRefuseAnythingButOneBlock(final int length) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertEquals(AdditionalSense.INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT,
                fixture.initiator().run("41 08 00 00 00 00 00 00 01 00", new byte[length]).additional());
        }
    }

    @Test
    void shouldTellFullStore() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            fixture.store.failure = Errno.ENOSPC;
            final Outcome outcome = fixture.initiator().run("41 00 00 00 00 00 00 00 01 00", ONES);
            assertEquals(SenseKey.DATA_PROTECT, outcome.key());
            assertEquals(AdditionalSense.SPACE_ALLOCATION_FAILED_WRITE_PROTECT, outcome.additional());
        }
    }

    @Test
    void shouldTellWhatIsMapped() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            initiator.run("2a 00 00 00 00 08 00 00 08 00", new byte[4096]);
            final ByteBuffer status = initiator.run("9e 12 00 00 00 00 00 00 00 04 00 00 01 00 00 00").view();
            assertEquals(8 + 3 * 16, status.remaining());
            assertEquals(4 + 3 * 16, status.getInt(0));
            assertEquals(4, status.getLong(8));
            assertEquals(4, status.getInt(16));
            assertEquals(1, status.get(20));
            assertEquals(8, status.getLong(24));
            assertEquals(8, status.getInt(32));
            assertEquals(0, status.get(36));
        }
    }

    @Test
    void shouldTellOfNoMoreRangesThanItIsAskedFor() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            initiator.run("2a 00 00 00 00 08 00 00 08 00", new byte[4096]);
            final ByteBuffer one = initiator.run("9e 12 00 00 00 00 00 00 00 04 00 00 00 27 00 00").view();
            assertEquals(8 + 16, one.remaining());
            assertEquals(4 + 16, one.getInt(0));
            final ByteBuffer two = initiator.run("9e 12 00 00 00 00 00 00 00 04 00 00 00 28 00 00").view();
            assertEquals(4 + 2 * 16, two.getInt(0));
            assertEquals(8, two.getInt(32));
        }
    }

    @Test
    void shouldTellNoStatusBehindTheEnd() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            assertEquals(AdditionalSense.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE,
                initiator.run("9e 12 00 00 00 00 00 02 00 00 00 00 01 00 00 00").additional());
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                initiator.run("9e 12 00 00 00 00 00 00 00 00 00 00 00 17 00 00").additional());
            fixture.store.failure = Errno.EIO;
            assertEquals(SenseKey.MEDIUM_ERROR,
                initiator.run("9e 12 00 00 00 00 00 00 00 00 00 00 01 00 00 00").key());
        }
    }
}
