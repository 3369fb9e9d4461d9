package orbis.protocol.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ModePageTest {
    private final UnsafeBuffer buffer = Bytes.dirty(64);

    @Test
    void shouldWriteHeaderOfSix() {
        ModePage.header6(buffer, 24, 0x90, 8);
        assertEquals("17 00 90 08", Bytes.hex(buffer, 0, 4));
    }

    @Test
    void shouldWriteHeaderOfTen() {
        ModePage.header10(buffer, 0x124, 0x10, 16, true);
        assertEquals("01 22 00 10 01 00 00 10", Bytes.hex(buffer, 0, 8));
        ModePage.header10(buffer, 0x10, 0x10, 8, false);
        assertEquals("00 0e 00 10 00 00 00 08", Bytes.hex(buffer, 0, 8));
    }

    @Test
    void shouldWriteShortDescriptor() {
        final int length = ModePage.shortDescriptor(buffer, 0, 0x20000, 512);
        assertEquals("00 02 00 00 00 00 02 00", Bytes.hex(buffer, 0, length));
        ModePage.shortDescriptor(buffer, 0, 0x1_0000_0000L, 512);
        assertEquals("ff ff ff ff 00 00 02 00", Bytes.hex(buffer, 0, 8));
    }

    @Test
    void shouldWriteLongDescriptor() {
        assertEquals("00 00 00 01 00 00 00 00 00 00 00 00 00 00 10 00",
            Bytes.hex(buffer, 0, ModePage.longDescriptor(buffer, 0, 0x1_0000_0000L, 4096)));
    }

    @Test
    void shouldWriteBlankPages() {
        assertEquals("01 02 00 00", Bytes.hex(buffer, 0, ModePage.blank(buffer, 0, 1, 2)));
        assertEquals("4a 01 00 02 00 00", Bytes.hex(buffer, 0, ModePage.blankSubpage(buffer, 0, 0x0A, 1, 2)));
    }
}
