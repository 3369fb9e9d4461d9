package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.agrona.BufferUtil;
import org.junit.jupiter.api.Test;

class CdbTest {
    private final ByteBuffer memory = BufferUtil.allocateDirectAligned(64, 8);
    private final long address = BufferUtil.address(memory);

    @Test
    void shouldLayOutRead16() {
        Cdb.transfer16(address, false, true, 0x0102030405060708L, 0x11223344);

        assertCdb("88000102030405060708112233440000");
    }

    @Test
    void shouldLayOutWrite16WithFua() {
        Cdb.transfer16(address, true, true, 1, 8);

        assertCdb("8a080000000000000001000000080000");
    }

    @Test
    void shouldLayOutReadCapacity16() {
        Cdb.readCapacity16(address, 32);

        assertCdb("9e100000000000000000000000200000");
    }

    @Test
    void shouldReadSenseOfBothFormats() {
        memory.put(0, HexFormat.of().parseHex("0012700002000000000a000000002900000000000000"));
        assertEquals(0x022900, Cdb.sense(address, 20) & 0xFFFFFF);
        memory.put(0, HexFormat.of().parseHex("0008720b4403000000000000000000000000"));
        assertEquals(0x0b4403, Cdb.sense(address, 18));
    }

    @Test
    void shouldFindNoSenseInDataThatIsTooShort() {
        assertEquals(0, Cdb.sense(address, 0));
        assertEquals(0, Cdb.sense(address, 15));
    }

    private void assertCdb(final String hex) {
        final byte[] cdb = new byte[16];
        memory.get(0, cdb);
        assertArrayEquals(HexFormat.of().parseHex(hex), cdb);
    }
}
