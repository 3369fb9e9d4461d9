package orbis.engine.scsi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitCommandsTest {
    @Test
    void shouldTellPowerOnToTheFirstCommandOnly() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.fresh(1);
            assertTrue(initiator.run("12 00 00 00 60 00").good());
            final Outcome first = initiator.run("00 00 00 00 00 00");
            assertEquals(SenseKey.UNIT_ATTENTION, first.key());
            assertEquals(AdditionalSense.POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED, first.additional());
            assertTrue(initiator.run("00 00 00 00 00 00").good());
        }
    }

    @Test
    void shouldTellUnitAttentionAsParameterData() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.fresh(1);
            final ByteBuffer sense = initiator.run("03 00 00 00 fc 00").view();
            assertEquals(SenseKey.UNIT_ATTENTION, sense.get(2));
            assertEquals(0x29, sense.get(12));
            final ByteBuffer descriptor = initiator.run("03 01 00 00 fc 00").view();
            assertEquals(0x72, descriptor.get(0));
            assertEquals(SenseKey.NO_SENSE, descriptor.get(1));
        }
    }

    @Test
    void shouldCutInquiryByAllocationLength() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            assertEquals(96, initiator.run("12 00 00 01 ff 00").data().length);
            assertEquals(5, initiator.run("12 00 00 00 05 00").data().length);
            assertEquals(0, initiator.run("12 00 00 00 00 00").data().length);
            final Outcome overflow = initiator.run("12 00 00 00 60 00", 36);
            assertEquals(36, overflow.data().length);
            assertEquals(96, overflow.task.dataInLength());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12 00 01 00 ff 00", "12 01 7f 00 ff 00", "12 02 00 00 ff 00"})
    void shouldRefusePagesThatAreNotThere(final String cdb) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, fixture.initiator().run(cdb).additional());
        }
    }

    @Test
    void shouldPassTheDefaultSelfTestAndRefuseOthers() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run("1d 04 00 00 00 00").good());
            assertTrue(initiator.run("1d 00 00 00 00 00").good());
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, initiator.run("1d 20 00 00 00 00").additional());
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, initiator.run("1d 10 00 00 04 00").additional());
        }
    }

    @Test
    void shouldGiveEveryPageThatItLists() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            final byte[] pages = initiator.run("12 01 00 00 ff 00").data();
            for (int i = 4; i < pages.length; i++) {
                final byte[] page = initiator.run(String.format("12 01 %02x 02 00 00", pages[i])).data();
                assertEquals(pages[i], page[1]);
                assertEquals(ByteBuffer.wrap(page).getShort(2) + 4, page.length);
            }
        }
    }

    @Test
    void shouldTellSerialNumber() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final byte[] page = fixture.initiator().run("12 01 80 00 ff 00").data();
            assertEquals("serial", new String(page, 4, page.length - 4, US_ASCII));
        }
    }

    @Test
    void shouldNameDisksApartInTheFirstEightCharacters() {
        final String one = new DeviceNames("iqn.2022-07.san.iscsi:disk-1").t10Id();
        final String two = new DeviceNames("iqn.2022-07.san.iscsi:disk-2").t10Id();
        assertTrue(!one.substring(0, 8).equals(two.substring(0, 8)));
    }

    @Test
    void shouldSayThatOtherUnitsAreNotThere() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            initiator.lun = 0x0001_0000_0000_0000L;
            assertEquals(0x7F, initiator.run("12 00 00 00 ff 00").data()[0]);
            assertEquals(AdditionalSense.LOGICAL_UNIT_NOT_SUPPORTED,
                initiator.run("00 00 00 00 00 00").additional());
            assertEquals(0x25, initiator.run("03 00 00 00 ff 00").data()[12]);
            initiator.lun = 0x4000_0000_0000_0000L;
            assertTrue(initiator.run("00 00 00 00 00 00").good());
        }
    }

    @Test
    void shouldReportLuns() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            final ByteBuffer luns = initiator.run("a0 00 00 00 00 00 00 00 01 00 00 00").view();
            assertEquals(16, luns.remaining());
            assertEquals(8, luns.getInt(0));
            assertEquals(0, luns.getLong(8));
            assertEquals(0, initiator.run("a0 00 01 00 00 00 00 00 01 00 00 00").view().getInt(0));
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                initiator.run("a0 00 00 00 00 00 00 00 00 0f 00 00").additional());
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                initiator.run("a0 00 03 00 00 00 00 00 01 00 00 00").additional());
        }
    }

    @Test
    void shouldReadCapacity() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            final ByteBuffer ten = initiator.run("25 00 00 00 00 00 00 00 00 00").view();
            assertEquals(0x1FFFF, ten.getInt(0));
            assertEquals(512, ten.getInt(4));
            final ByteBuffer sixteen = initiator.run("9e 10 00 00 00 00 00 00 00 00 00 00 00 ff 00 00").view();
            assertEquals(32, sixteen.remaining());
            assertEquals(0x1FFFF, sixteen.getLong(0));
            assertEquals(512, sixteen.getInt(8));
            assertEquals(3, sixteen.get(13));
            assertEquals((byte) 0xC0, sixteen.get(14));
        }
    }

    @Test
    void shouldReadCapacityBeyondTwoTebibytes() {
        final ScriptedStore store = new ScriptedStore(1 << 20, 512);
        store.pretendedSize = 3L << 40;
        try (DeviceFixture fixture = new DeviceFixture(store, DeviceFixture.POOL)) {
            final Initiator initiator = fixture.initiator();
            assertEquals(-1, initiator.run("25 00 00 00 00 00 00 00 00 00").view().getInt(0));
            assertEquals((3L << 40 >> 9) - 1,
                initiator.run("9e 10 00 00 00 00 00 00 00 00 00 00 00 ff 00 00").view().getLong(0));
        }
    }

    @Test
    void shouldRefuseAddressWithoutPmi() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                fixture.initiator().run("25 00 00 00 00 01 00 00 00 00").additional());
        }
    }

    @ParameterizedTest
    @CsvSource({"ff 00 00 00 00 00, 0x2000", "02 00 00 00 00 00, 0x2000",
        "9e 1f 00 00 00 00 00 00 00 00 00 00 00 00 00 00, 0x2400", "00 00 00 00 00 04, 0x2400"})
    void shouldRefuseWhatItDoesNotKnow(final String cdb, final int additional) {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Outcome outcome = fixture.initiator().run(cdb);
            assertEquals(SenseKey.ILLEGAL_REQUEST, outcome.key());
            assertEquals(additional, outcome.additional());
        }
    }

    @Test
    void shouldRefuseAcaTasks() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            initiator.attribute = ScsiTask.ACA;
            assertEquals(AdditionalSense.INVALID_MESSAGE_ERROR, initiator.run("00 00 00 00 00 00").additional());
        }
    }

    @Test
    void shouldFlushOnce() {
        final ScriptedStore store = new ScriptedStore(1 << 20, 512);
        store.volatileCache = true;
        try (DeviceFixture fixture = new DeviceFixture(store, DeviceFixture.POOL)) {
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run("35 00 00 00 00 00 00 00 00 00").good());
            assertTrue(initiator.run("91 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00").good());
            assertTrue(initiator.run("1b 00 00 00 00 00").good());
            initiator.step();
            assertEquals(List.of("flush", "flush", "flush"), store.log);
            assertTrue(initiator.run("1b 00 00 00 01 00").good());
            store.failure = 5;
            assertEquals(SenseKey.MEDIUM_ERROR, initiator.run("35 00 00 00 00 00 00 00 00 00").key());
            assertEquals(SenseKey.MEDIUM_ERROR, initiator.run("1b 00 00 00 00 00").key());
        }
    }

    @Test
    void shouldNotFlushWithoutVolatileCache() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            assertTrue(fixture.initiator().run("35 00 00 00 00 00 00 00 00 00").good());
            assertEquals(List.of(), fixture.store.log);
        }
    }

    @Test
    void shouldEjectAndLoadRemovableMedium() {
        final DeviceIdentity identity = new DeviceIdentity(DeviceFixture.NAME, "serial", true);
        try (DeviceFixture fixture = new DeviceFixture(new ScriptedStore(1 << 20, 512), 1 << 20, identity)) {
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run("1b 00 00 00 02 00").good());
            final Outcome outcome = initiator.run("28 00 00 00 00 00 00 00 01 00");
            assertEquals(SenseKey.NOT_READY, outcome.key());
            assertEquals(AdditionalSense.MEDIUM_NOT_PRESENT, outcome.additional());
            assertTrue(initiator.run("1b 00 00 00 03 00").good());
            assertTrue(initiator.run("28 00 00 00 00 00 00 00 01 00").good());
        }
    }

    @Test
    void shouldKeepFixedMedium() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            assertTrue(initiator.run("1b 00 00 00 02 00").good());
            assertTrue(initiator.run("00 00 00 00 00 00").good());
        }
    }

    @Test
    void shouldSenseModePages() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator initiator = fixture.initiator();
            final byte[] all = initiator.run("1a 00 3f 00 ff 00").data();
            assertEquals(all.length, (all[0] & 0xFF) + 1);
            assertEquals(8, all[3]);
            final byte[] caching = initiator.run("5a 08 08 00 00 00 00 00 ff 00").data();
            assertEquals(8 + 20, caching.length);
            assertEquals(8, caching[8]);
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, initiator.run("1a 00 3e 00 ff 00").additional());
            assertEquals(AdditionalSense.SAVING_PARAMETERS_NOT_SUPPORTED,
                initiator.run("1a 00 ff 00 ff 00").additional());
        }
    }

    @Test
    void shouldAbortAllByReset() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator one = fixture.initiator();
            final Initiator two = fixture.another();
            fixture.store.hanging = true;
            final Outcome read = one.start("28 00 00 00 00 00 00 00 01 00", 0, 512, null);
            final Outcome write = two.start("2a 00 00 00 00 00 00 00 01 00", 512, 0, new byte[512]);
            fixture.device.logicalUnitReset(one.nexus);
            fixture.store.release();
            one.settle(read);
            two.settle(write);
            assertEquals(1, read.abortions);
            assertEquals(1, write.abortions);
            assertEquals(AdditionalSense.BUS_DEVICE_RESET_FUNCTION_OCCURRED,
                two.run("00 00 00 00 00 00").additional());
        }
    }

    @Test
    void shouldWantAStartAfterAStop() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator one = fixture.initiator();
            final Initiator two = fixture.another();
            assertTrue(one.run("1b 00 00 00 00 00").good());
            for (final String cdb : new String[] {
                "00 00 00 00 00 00", "28 00 00 00 00 00 00 00 01 00", "25 00 00 00 00 00 00 00 00 00"
            }) {
                final Outcome outcome = two.run(cdb);
                assertEquals(SenseKey.NOT_READY, outcome.key());
                assertEquals(AdditionalSense.LOGICAL_UNIT_NOT_READY_INITIALIZING_COMMAND_REQUIRED,
                    outcome.additional());
            }
            assertTrue(two.run("12 00 00 00 60 00").good());
            assertTrue(two.run("1a 08 0a 00 ff 00").good());
            assertTrue(two.run("1b 00 00 00 01 00").good());
            assertTrue(one.run("28 00 00 00 00 00 00 00 01 00").good());
            // A power condition changes nothing.
            assertTrue(one.run("1b 00 00 00 30 00").good());
            assertTrue(one.run("00 00 00 00 00 00").good());
        }
    }

    @Test
    void shouldBeStartedByAResetAndForTheFirstWhoComes() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator one = fixture.initiator();
            assertTrue(one.run("1b 00 00 00 00 00").good());
            fixture.device.logicalUnitReset(one.nexus);
            assertTrue(one.ready().run("00 00 00 00 00 00").good());
            assertTrue(one.run("1b 00 00 00 00 00").good());
            assertEquals(SenseKey.NOT_READY, fixture.another().run("00 00 00 00 00 00").key());
            fixture.device.detach(one.nexus);
        }
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator one = fixture.initiator();
            assertTrue(one.run("1b 00 00 00 00 00").good());
            fixture.device.detach(one.nexus);
            assertTrue(fixture.another().run("28 00 00 00 00 00 00 00 01 00").good());
        }
    }

    @Test
    void shouldTellAllInitiatorsWhenItIsProtectedFromWriting() {
        try (DeviceFixture fixture = new DeviceFixture()) {
            final Initiator one = fixture.initiator();
            fixture.device.readOnly(true);
            assertEquals(AdditionalSense.MODE_PARAMETERS_CHANGED, one.run("00 00 00 00 00 00").additional());
            assertEquals((byte) 0x90, one.run("1a 08 0a 00 ff 00").data()[2]);
            assertEquals(SenseKey.DATA_PROTECT, one.run("2a 00 00 00 00 00 00 00 01 00", new byte[512]).key());
            fixture.device.readOnly(true);
            assertTrue(one.run("00 00 00 00 00 00").good());
            fixture.device.readOnly(false);
            one.ready();
            assertTrue(one.run("2a 00 00 00 00 00 00 00 01 00", new byte[512]).good());
        }
    }
}
