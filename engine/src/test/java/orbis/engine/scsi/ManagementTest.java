package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports, mode pages, log pages and buffers. */
class ManagementTest {
    private static final String RSOC = "a3 0c %02x %02x %04x 00 00 40 00 00 00";

    private DeviceFixture fixture;
    private Initiator one;
    private Initiator two;

    @BeforeEach
    void open() {
        fixture = new DeviceFixture();
        one = fixture.initiator();
        two = fixture.another();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldReportEveryCommandTheSameInListAndAlone() {
        final ByteBuffer all = one.run(String.format(RSOC, 0, 0, 0)).view();
        assertEquals(all.remaining() - 4, all.getInt(0));
        int last = -1;
        for (int at = 4; at < all.remaining(); at += 8) {
            final int opcode = all.get(at) & 0xFF;
            final int action = all.getShort(at + 2);
            assertTrue((opcode << 16 | action) > last, "not in order");
            last = opcode << 16 | action;
            final boolean hasAction = (all.get(at + 5) & 1) != 0;
            final ByteBuffer alone = one.run(String.format(RSOC, hasAction ? 2 : 1, opcode, action)).view();
            assertEquals(3, alone.get(1));
            assertEquals(all.getShort(at + 6), alone.getShort(2));
            assertEquals(alone.getShort(2) + 4, alone.remaining());
            assertEquals((byte) opcode, alone.get(4));
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
                one.run(String.format(RSOC, hasAction ? 1 : 2, opcode, action)).additional());
        }
    }

    @Test
    void shouldReportTimeouts() {
        final ByteBuffer all = one.run(String.format(RSOC, 0x80, 0, 0)).view();
        assertEquals(2, all.get(4 + 5) & 2);
        assertEquals(10, all.getShort(12));
        final ByteBuffer alone = one.run(String.format(RSOC, 0x81, 0x28, 0)).view();
        assertEquals((byte) 0x83, alone.get(1));
        assertEquals(4 + 10 + 12, alone.remaining());
    }

    @Test
    void shouldReportWhatItDoesNotKnow() {
        assertEquals(1, one.run(String.format(RSOC, 1, 0xC0, 0)).view().get(1));
        assertEquals(1, one.run(String.format(RSOC, 2, 0x9E, 0x1F)).view().get(1));
        assertEquals(1, one.run(String.format(RSOC, 2, 0x9E, 0xFFFF)).view().get(1));
        assertEquals(3, one.run(String.format(RSOC, 3, 0x9E, 0x10)).view().get(1));
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, one.run(String.format(RSOC, 4, 0, 0)).additional());
    }

    @Test
    void shouldReportTaskManagement() {
        assertArrayEquals(new byte[] {(byte) 0xDE, 7, 0, 0}, one.run("a3 0d 00 00 00 00 00 00 01 00 00 00").data());
        assertEquals(16, one.run("a3 0d 80 00 00 00 00 00 01 00 00 00").data().length);
    }

    @Test
    void shouldReportAndSetPortGroups() {
        final ByteBuffer report = one.run("a3 0a 00 00 00 00 00 00 01 00 00 00").view();
        assertEquals(12, report.getInt(0));
        assertEquals(1, report.get(11));
        assertEquals(1, report.getInt(12));
        assertTrue(one.run("a4 0a 00 00 00 00 00 00 00 08 00 00", new byte[] {0, 0, 0, 0, 1, 0, 0, 1}).good());
        assertEquals(AdditionalSense.ASYMMETRIC_ACCESS_STATE_CHANGED, two.run("00 00 00 00 00 00").additional());
        assertEquals(1, one.run("a3 2a 00 00 00 00 00 00 01 00 00 00").view().get(8));
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
            one.run("a4 0a 00 00 00 00 00 00 00 08 00 00", new byte[] {0, 0, 0, 0, 2, 0, 0, 1}).additional());
        assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR,
            one.run("a4 0a 00 00 00 00 00 00 00 07 00 00", new byte[7]).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
            one.run("a3 4a 00 00 00 00 00 00 01 00 00 00").additional());
    }

    @Test
    void shouldKeepIdentifyingInformation() {
        assertTrue(one.run("a4 06 00 00 00 00 00 00 00 03 00 00", new byte[] {7, 8, 9}).good());
        assertArrayEquals(new byte[] {0, 0, 0, 3, 7, 8, 9}, two.run("a3 05 00 00 00 00 00 00 01 00 00 00").data());
        assertTrue(one.run("a4 06 00 00 00 00 00 00 00 00 00 00", new byte[0]).good());
        assertEquals(4, two.run("a3 05 00 00 00 00 00 00 01 00 00 00").data().length);
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
            one.run("a4 06 00 00 00 00 00 00 00 01 04 00", new byte[] {65}).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
            one.run("a4 06 00 00 00 00 00 00 00 41 00 00", new byte[65]).additional());
        assertEquals(12, one.run("a3 05 00 00 00 00 00 00 01 00 fe 00").data().length);
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
            one.run("a3 05 00 00 00 00 00 00 01 00 02 00").additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
            one.run("a4 06 00 00 00 00 00 00 00 01 02 00", new byte[1]).additional());
    }

    @Test
    void shouldKeepIdentifyingInformationThroughTheEndOfTheProcess() {
        final KeptInMemory kept = new KeptInMemory();
        try (DeviceFixture before = new DeviceFixture(kept)) {
            final Initiator initiator = before.initiator();
            assertTrue(initiator.run("a4 06 00 00 00 00 00 00 00 03 00 00", new byte[] {7, 8, 9}).good());
            assertTrue(initiator.run("a4 06 00 00 00 00 00 00 00 02 04 00", new byte[] {65, 0}).good());
        }
        try (DeviceFixture after = new DeviceFixture(kept)) {
            final Initiator initiator = after.initiator();
            assertArrayEquals(new byte[] {0, 0, 0, 3, 7, 8, 9},
                initiator.run("a3 05 00 00 00 00 00 00 01 00 00 00").data());
            assertArrayEquals(new byte[] {0, 0, 0, 2, 65, 0},
                initiator.run("a3 05 00 00 00 00 00 00 01 00 04 00").data());
            assertTrue(initiator.run("a4 06 00 00 00 00 00 00 00 00 00 00", new byte[0]).good());
            assertTrue(initiator.run("a4 06 00 00 00 00 00 00 00 00 04 00", new byte[0]).good());
            assertEquals(0, kept.load(KeptState.Kind.IDENTIFYING_INFORMATION).length);
            kept.failure = -orbis.sys.Errno.EIO;
            assertEquals(SenseKey.MEDIUM_ERROR,
                initiator.run("a4 06 00 00 00 00 00 00 00 01 00 00", new byte[1]).key());
        }
    }

    @Test
    void shouldReportNoPriorities() {
        assertArrayEquals(new byte[4], one.run("a3 0e 00 00 00 00 00 00 01 00 00 00").data());
    }

    @Test
    void shouldEchoToEachWhatItWrote() {
        assertEquals(AdditionalSense.COMMAND_SEQUENCE_ERROR, one.run("3c 0a 00 00 00 00 00 01 00 00").additional());
        assertEquals(4096, one.run("3c 0b 00 00 00 00 00 01 00 00").view().getInt(0));
        final byte[] bytes = DeviceFixture.pattern(256, 1);
        assertTrue(one.run("3b 0a 00 00 00 00 00 01 00 00", bytes).good());
        assertTrue(two.run("3b 0a 00 00 00 00 00 01 00 00", new byte[256]).good());
        assertArrayEquals(bytes, one.run("3c 0a 00 00 00 00 00 01 00 00").data());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, one.run("3c 02 00 00 00 00 00 01 00 00").additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
            one.run("3b 05 00 00 00 00 00 01 00 00", bytes).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB,
            one.run("3b 0a 00 00 00 00 00 10 01 00", new byte[4097]).additional());
    }

    @Test
    void shouldPreventRemoval() {
        final DeviceIdentity identity = new DeviceIdentity(DeviceFixture.NAME, "serial", true);
        try (DeviceFixture removable = new DeviceFixture(new ScriptedStore(1 << 20, 512), 1 << 20, identity)) {
            final Initiator first = removable.initiator();
            final Initiator second = removable.another();
            assertTrue(first.run("1e 00 00 00 01 00").good());
            assertEquals(AdditionalSense.MEDIUM_REMOVAL_PREVENTED, second.run("1b 00 00 00 02 00").additional());
            assertEquals(AdditionalSense.MEDIUM_REMOVAL_PREVENTED, second.run("1b 00 00 00 03 00").additional());
            assertTrue(first.run("1e 00 00 00 00 00").good());
            assertTrue(second.run("1e 00 00 00 01 00").good());
            removable.device.targetReset(null, true);
            assertTrue(first.ready().run("1b 00 00 00 02 00").good());
            assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, first.run("1e 00 00 00 02 00").additional());
        }
    }

    @Test
    void shouldHaveNoDefects() {
        assertArrayEquals(new byte[] {0, 0x1D, 0, 0}, one.run("37 00 1d 00 00 00 00 00 20 00").data());
        assertArrayEquals(new byte[] {0, 0x1D, 0, 0, 0, 0, 0, 0},
            one.run("b7 1d 00 00 00 00 00 00 00 20 00 00").data());
    }

    @Test
    void shouldGiveEveryLogPageThatItLists() {
        final ByteBuffer pages = one.run("4d 00 40 ff 00 00 00 02 00 00").view();
        for (int at = 4; at < pages.remaining(); at += 2) {
            final String cdb = String.format("4d 00 %02x %02x 00 00 00 02 00 00",
                0x40 | pages.get(at), pages.get(at + 1));
            final ByteBuffer page = one.run(cdb).view();
            assertEquals(pages.get(at), page.get(0) & 0x3F);
            assertEquals(page.remaining() - 4, page.getShort(2));
        }
        assertEquals(4 + 5, one.run("4d 00 40 00 00 00 00 02 00 00").data().length);
    }

    @Test
    void shouldBeginLogPageAtAParameter() {
        assertEquals(1, one.run("4d 00 4d 00 00 00 01 02 00 00").view().getShort(4));
        assertEquals(5, one.run("4d 00 4e 00 00 00 05 02 00 00").view().getShort(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4d 00 7f 00 00 00 00 02 00 00", "4d 01 40 00 00 00 00 02 00 00",
        "4d 00 4d 00 00 00 02 02 00 00", "4d 00 4d 05 00 00 00 02 00 00"})
    void shouldRefuseLogPages(final String cdb) {
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, one.run(cdb).additional());
    }

    @Test
    void shouldTellLowSpaceOnce() {
        fixture.device.spaceThreshold(4 << 20);
        measure(8 << 20, 0);
        assertTrue(one.run("00 00 00 00 00 00").good());
        measure(3 << 20, 9);
        assertTrue(one.run("00 00 00 00 00 00").good(), "measured too often");
        measure(3 << 20, 10);
        measure(2 << 20, 20);
        assertEquals(AdditionalSense.THIN_PROVISIONING_SOFT_THRESHOLD_REACHED,
            one.run("00 00 00 00 00 00").additional());
        assertTrue(one.run("00 00 00 00 00 00").good());
        measure(8 << 20, 30);
        measure(2 << 20, 40);
        assertEquals(AdditionalSense.THIN_PROVISIONING_SOFT_THRESHOLD_REACHED,
            one.run("00 00 00 00 00 00").additional());
        final ByteBuffer page = one.run("4d 00 4c 00 00 00 00 02 00 00").view();
        assertEquals(2, page.getInt(8));
        assertEquals(1, page.getInt(20));
    }

    private void measure(final long available, final long second) {
        fixture.store.available = available;
        fixture.device.onTick(java.util.concurrent.TimeUnit.SECONDS.toNanos(second));
        one.step();
    }

    @Test
    void shouldMeasureSpaceWhenSomebodyAsksAndNoMoreWhileThatHangs() {
        measure(8 << 20, 0);
        assertEquals(List.of(), fixture.store.log);
        assertEquals(4, one.run("4d 00 4c 00 00 00 00 02 00 00").data().length);
        fixture.store.hanging = true;
        measure(8 << 20, 0);
        measure(8 << 20, 20);
        measure(8 << 20, 40);
        assertEquals(List.of("space"), fixture.store.log);
        fixture.store.release();
        one.step();
        assertEquals(28, one.run("4d 00 4c 00 00 00 00 02 00 00").data().length);
        measure(8 << 20, 60);
        assertEquals(List.of("space", "space"), fixture.store.log);
    }

    @Test
    void shouldTellNewCapacityToAll() {
        fixture.store.pretendedSize = 32 << 20;
        fixture.device.resized();
        assertEquals(AdditionalSense.CAPACITY_DATA_HAS_CHANGED, one.run("00 00 00 00 00 00").additional());
        assertEquals(AdditionalSense.CAPACITY_DATA_HAS_CHANGED, two.run("00 00 00 00 00 00").additional());
        assertEquals(0xFFFF, one.run("25 00 00 00 00 00 00 00 00 00").view().getInt(0));
    }

    @Test
    void shouldProtectFromWritingByModeSelect() {
        final byte[] list = new byte[4 + 12];
        list[4] = 0x0A;
        list[5] = 10;
        list[7] = 0x10;
        list[8] = 0x08;
        list[12] = (byte) 0xFF;
        list[13] = (byte) 0xFF;
        assertTrue(one.run("15 10 00 00 10 00", list).good());
        assertEquals(AdditionalSense.MODE_PARAMETERS_CHANGED, two.run("00 00 00 00 00 00").additional());
        assertEquals((byte) 0x90, two.run("1a 08 0a 00 ff 00").data()[2]);
        assertEquals(SenseKey.DATA_PROTECT, two.run("2a 00 00 00 00 00 00 00 01 00", new byte[512]).key());
        list[6] = 0x04;
        list[8] = 0;
        assertTrue(one.run("15 10 00 00 10 00", list).good());
        two.ready();
        assertTrue(two.run("2a 00 00 00 00 00 00 00 01 00", new byte[512]).good());
        final Outcome outcome = two.run("28 ff 00 00 00 00 00 00 01 00");
        assertEquals(0x72, outcome.task.sense().getByte(0));
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, outcome.additional());
    }

    @Test
    void shouldTurnTheWriteCacheOffAndOn() {
        final ScriptedStore store = new ScriptedStore(1 << 20, 512);
        store.volatileCache = true;
        try (DeviceFixture cached = new DeviceFixture(store, 1 << 20)) {
            final Initiator initiator = cached.initiator();
            final byte[] page = initiator.run("5a 00 08 00 00 00 00 00 ff 00").data();
            assertEquals(0x04, page[18]);
            final byte[] list = page.clone();
            list[0] = 0;
            list[1] = 0;
            list[3] = 0;
            list[18] = 0;
            assertTrue(initiator.run("55 10 00 00 00 00 00 00 24 00", list).good());
            assertTrue(initiator.run("2a 00 00 00 00 00 00 00 01 00", new byte[512]).good());
            assertEquals(List.of("flush", "write durable 0 512"), store.log);
            assertEquals(0x04, initiator.run("5a 00 48 00 00 00 00 00 ff 00").data()[18]);
        }
    }

    @Test
    void shouldChangeNothingByAListThatIsWrong() {
        final byte[] list = new byte[4 + 12 + 2];
        list[4] = 0x0A;
        list[5] = 10;
        list[7] = 0x10;
        list[8] = 0x08;
        list[12] = (byte) 0xFF;
        list[13] = (byte) 0xFF;
        assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, select(list, 17));
        list[16] = 0x3E;
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, select(list, 18));
        list[7] = 0x20;
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, select(list, 16));
        list[3] = 7;
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, select(list, 16));
        list[3] = (byte) 200;
        assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, select(list, 16));
        assertEquals(AdditionalSense.PARAMETER_LIST_LENGTH_ERROR, select(list, 3));
        assertFalse(fixture.store.readOnly);
        assertTrue(two.run("2a 00 00 00 00 00 00 00 01 00", new byte[512]).good());
        assertTrue(one.run("15 10 00 00 00 00", new byte[0]).good());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, one.run("15 11 00 00 04 00", new byte[4]).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, one.run("15 00 00 00 04 00", new byte[4]).additional());
    }

    private int select(final byte[] list, final int length) {
        return one.run(String.format("15 10 00 00 %02x 00", length), java.util.Arrays.copyOf(list, length))
            .additional();
    }
}
