package orbis.protocol.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InquiryDataTest {
    private final UnsafeBuffer buffer = Bytes.dirty(256);

    @Test
    void shouldWriteStandardData() {
        assertEquals(96, StandardInquiry.write(buffer, "ORBIS", "DISK", "1", true, false));
        assertEquals("00 00 06 12 5b 28 00 02 4f 52 42 49 53 20 20 20 44 49 53 4b "
            + "20 20 20 20 20 20 20 20 20 20 20 20 31 20 20 20", Bytes.hex(buffer, 0, 36));
        assertEquals("00 a0 04 60 04 c0 09 60 00 00", Bytes.hex(buffer, 58, 10));
    }

    @Test
    void shouldSayThatThereIsNoUnit() {
        StandardInquiry.write(buffer, "ORBIS", "DISK", "1", false, false);
        assertEquals(0x7F, buffer.getByte(0));
    }

    @Test
    void shouldSayThatTheMediumIsRemovable() {
        StandardInquiry.write(buffer, "ORBIS", "DISK", "1", true, true);
        assertEquals((byte) 0x80, buffer.getByte(1));
    }

    @Test
    void shouldCutAndCleanText() {
        StandardInquiry.write(buffer, "ORBIS-TOO-LONG", "D\u0007K\u00e9", "1", true, false);
        assertEquals("4f 52 42 49 53 2d 54 4f 44 3f 4b 3f 20", Bytes.hex(buffer, 8, 13));
    }

    @Test
    void shouldListPages() {
        assertEquals("00 00 00 03 00 80 b0", Bytes.hex(buffer, 0, VpdPage.supportedPages(buffer, 0, 0x80, 0xB0)));
    }

    @Test
    void shouldWriteSerialNumber() {
        assertEquals("00 80 00 03 61 62 63", Bytes.hex(buffer, 0, VpdPage.unitSerialNumber(buffer, "abc")));
    }

    @Test
    void shouldWriteExtendedInquiryData() {
        assertEquals(64, VpdPage.extendedInquiry(buffer, true));
        assertEquals("00 86 00 3c 00 27 01 01 00 00 00 00 00 fc 00", Bytes.hex(buffer, 0, 15));
    }

    @Test
    void shouldWriteModePagePolicy() {
        assertEquals("00 87 00 04 3f ff 00 00", Bytes.hex(buffer, 0, VpdPage.modePagePolicy(buffer)));
    }

    @Test
    void shouldWriteBlockDeviceCharacteristics() {
        assertEquals(64, VpdPage.blockDeviceCharacteristics(buffer, true, true));
        assertEquals("00 b1 00 3c 00 01 00 50 00", Bytes.hex(buffer, 0, 9));
    }

    @Test
    void shouldWriteLogicalBlockProvisioning() {
        assertEquals("00 b2 00 04 0b e4 02 00",
            Bytes.hex(buffer, 0, VpdPage.logicalBlockProvisioning(buffer, true, true, 11)));
        assertEquals("00 b2 00 04 00 00 00 00",
            Bytes.hex(buffer, 0, VpdPage.logicalBlockProvisioning(buffer, false, false, 0)));
    }

    @Test
    void shouldWriteBlockLimits() {
        final BlockLimits limits = new BlockLimits(0x10000, 8, 0x800, 255, -1, 256, 0xFFFF_FFFFL, 256);
        assertEquals(64, limits.write(buffer));
        assertEquals("00 b0 00 3c 00 ff 00 08 00 01 00 00 00 00 08 00 00 01 00 00 ff ff ff ff 00 00 01 00 "
            + "00 00 00 08 80 00 00 00 00 00 00 00 ff ff ff ff 00 00 01 00 00 00", Bytes.hex(buffer, 0, 50));
    }

    @Test
    void shouldTellNoUnmapGranularityWithoutUnmap() {
        new BlockLimits(0x10000, 8, 0x800, 255, 0, 0, 0, 0).write(buffer);
        assertEquals("00 00 00 00 00 00 00 00", Bytes.hex(buffer, 28, 8));
    }

    @Test
    void shouldWriteDesignators() {
        final Designators list = new Designators(buffer, 4)
            .naa(0x3000000000000001L)
            .naaExtended(0x6024F52000000001L, 2)
            .eui64(0x024F520000000001L)
            .t10("ORBIS", "ab")
            .relativeTargetPort(1)
            .targetPortGroup(2)
            .portName("iqn.a,t,0x0001")
            .deviceName("iqn.abc");
        assertEquals("01 03 00 08 30 00 00 00 00 00 00 01 "
            + "01 03 00 10 60 24 f5 20 00 00 00 01 00 00 00 00 00 00 00 02 "
            + "01 02 00 08 02 4f 52 00 00 00 00 01 "
            + "02 01 00 0a 4f 52 42 49 53 20 20 20 61 62 "
            + "51 94 00 04 00 00 00 01 51 95 00 04 00 00 00 02 "
            + "53 98 00 10 69 71 6e 2e 61 2c 74 2c 30 78 30 30 30 31 00 00 "
            + "53 a8 00 08 69 71 6e 2e 61 62 63 00",
            Bytes.hex(buffer, 4, list.length()));
    }
}
