package orbis.protocol.scsi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportIdTest {
    private final UnsafeBuffer buffer = Bytes.dirty(512);

    @Test
    void shouldWriteBytes() {
        final int length = TransportId.write(buffer, 8, TransportId.portName("iqn.a", 0x00023D000001L));
        assertEquals("45 00 00 18 69 71 6e 2e 61 2c 69 2c 30 78 30 30 30 32 33 64 30 30 30 30 30 31 00 00",
            Bytes.hex(buffer, 8, length));
    }

    @Test
    void shouldFillUpToTwentyBytes() {
        assertEquals(24, TransportId.write(buffer, 0, "iqn.a"));
    }

    @Test
    void shouldReadHoweverTheIsidIsWritten() {
        assertEquals("iqn.a,i,0x00023d000001", port("iqn.A,i,0x23D000001\0garbage"));
        assertEquals("iqn.a,i,0x00023d000001", port("iqn.a,i,0x00023d000001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iqn.a", ",i,0x1", "iqn.a,i,0x", "iqn.a,i,0xg", "iqn.a,i,0x1234567890123", ""})
    void shouldReadNothingElse(final String text) {
        assertEquals(TransportId.NONE, port(text));
    }

    @Test
    void shouldNotReadDeviceNamesNorOtherProtocols() {
        put("iqn.a,i,0x1");
        buffer.putByte(0, (byte) 0x05);
        assertEquals(TransportId.NONE, TransportId.port(buffer, 0, 15));
        buffer.putByte(0, (byte) 0x46);
        assertEquals(0, TransportId.length(buffer, 0, 100));
    }

    @Test
    void shouldNotReadBeyondTheEnd() {
        final int length = put("iqn.a,i,0x1\0\0\0\0\0\0\0\0\0");
        assertEquals(length, TransportId.length(buffer, 0, length));
        assertEquals(0, TransportId.length(buffer, 0, length - 1));
        assertEquals(0, TransportId.length(buffer, 0, 3));
        assertEquals(TransportId.NONE, port("x".repeat(250) + ",i,0x1"));
    }

    /** SPC-4 7.6.4.6: at least 20 bytes after the header, and a multiple of four. */
    @ParameterizedTest
    @CsvSource({"0, 0", "8, 0", "16, 0", "19, 0", "20, 24", "21, 0", "22, 0", "24, 28"})
    void shouldTakeOnlyLengthsThatThereAre(final int additional, final int length) {
        put("x".repeat(additional));
        assertEquals(length, TransportId.length(buffer, 0, 100));
    }

    private int put(final String text) {
        buffer.putByte(0, (byte) 0x45);
        buffer.putShort(2, (short) text.length(), java.nio.ByteOrder.BIG_ENDIAN);
        buffer.putBytes(4, text.getBytes(US_ASCII));
        return 4 + text.length();
    }

    private String port(final String text) {
        return TransportId.port(buffer, 0, put(text));
    }
}
