package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.agrona.BufferUtil;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7143 appendix A, digests as they travel. */
class IscsiCrc32cTest {
    private final ByteBuffer memory = ByteBuffer.allocateDirect(64);
    private final long address = BufferUtil.address(memory);

    @Test
    void shouldDigestZeros() {
        assertDigest("00".repeat(32), "aa36918a");
    }

    @Test
    void shouldDigestOnes() {
        assertDigest("ff".repeat(32), "43aba862");
    }

    @Test
    void shouldDigestRisingBytes() {
        assertDigest("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "4e79dd46");
    }

    @Test
    void shouldDigestFallingBytes() {
        assertDigest("1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100", "5cdb3f11");
    }

    @Test
    void shouldDigestTheHeaderOfARead() {
        assertDigest(
            "01c00000000000000000000000000000" + "14000000000004000000001400000018"
                + "28000000000000000200000000000000",
            "563a96d9");
    }

    @Test
    void shouldGoOnOverPieces() {
        memory.put(0, HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
        int digest = IscsiCrc32c.NOTHING;
        digest = IscsiCrc32c.update(digest, address, 5);
        digest = IscsiCrc32c.update(digest, address + 5, 0);
        digest = IscsiCrc32c.update(digest, address + 5, 27);
        assertEquals(IscsiCrc32c.update(IscsiCrc32c.NOTHING, address, 32), digest);
    }

    @Test
    void shouldReadWhatItWrote() {
        IscsiCrc32c.write(address, 0x12345678);
        assertEquals(0x78, memory.get(0));
        assertEquals(0x12345678, IscsiCrc32c.read(address));
    }

    private void assertDigest(final String hex, final String expected) {
        final byte[] bytes = HexFormat.of().parseHex(hex);
        memory.put(0, bytes);
        IscsiCrc32c.write(address + 60, IscsiCrc32c.update(IscsiCrc32c.NOTHING, address, bytes.length));
        final byte[] digest = new byte[IscsiCrc32c.LENGTH];
        memory.get(60, digest);
        assertEquals(expected, HexFormat.of().formatHex(digest));
    }
}
