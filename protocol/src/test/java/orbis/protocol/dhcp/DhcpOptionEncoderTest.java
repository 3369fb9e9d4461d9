package orbis.protocol.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DhcpOptionEncoderTest {
    private final byte[] bytes = new byte[1024];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final DhcpOptionEncoder encoder = new DhcpOptionEncoder();

    private String written(final int end) {
        return HexFormat.of().formatHex(bytes, 0, end);
    }

    @Test
    void shouldWriteOptions() {
        encoder.wrap(buffer, 0, bytes.length);

        encoder.putU8(DhcpOptionCode.MESSAGE_TYPE, MessageType.OFFER);
        encoder.putU32(DhcpOptionCode.SERVER_IDENTIFIER, 0xac100001);
        encoder.put(DhcpOptionCode.VENDOR_SPECIFIC, new byte[] {6, 1, 8, (byte) 255});
        encoder.putText(DhcpOptionCode.BOOT_FILE, "a.efi");
        encoder.pad();
        encoder.put(DhcpOptionCode.CLIENT_UUID, new UnsafeBuffer(new byte[] {9, 0, 1, 2}), 1, 3);

        assertEquals("350102" + "3604ac100001" + "2b04060108ff" + "4305612e656669" + "00" + "6103000102" + "ff",
            written(encoder.end()));
    }

    @Test
    void shouldSplitALongValue() {
        encoder.wrap(buffer, 0, bytes.length);

        assertTrue(encoder.put(DhcpOptionCode.CLASSLESS_ROUTES, new byte[256]));

        assertEquals("79ff" + "00".repeat(255) + "790100" + "ff", written(encoder.end()));
        assertEquals(260, DhcpOptionEncoder.encodedLength(256));
        assertEquals(2, DhcpOptionEncoder.encodedLength(0));
    }

    @Test
    void shouldWriteAnEmptyValue() {
        encoder.wrap(buffer, 0, bytes.length);

        assertTrue(encoder.put(80, new byte[0]));
        assertTrue(encoder.put(81, buffer, 0, 0));

        assertEquals("50005100ff", written(encoder.end()));
    }

    @Test
    void shouldLeaveOutWhatDoesNotFitAndGoOn() {
        encoder.wrap(buffer, 0, 10);

        assertTrue(encoder.putU32(DhcpOptionCode.SUBNET_MASK, 0xffffff00));
        assertFalse(encoder.putU32(DhcpOptionCode.ROUTER, 0xac100001));
        assertFalse(encoder.putText(DhcpOptionCode.DOMAIN_NAME, "a.example"));
        assertTrue(encoder.putU8(DhcpOptionCode.MESSAGE_TYPE, MessageType.ACK));

        assertEquals("0104ffffff00" + "350105" + "ff", written(encoder.end()));
        assertEquals(0, bytes[10]);
    }

    @Test
    void shouldWriteAnOptionOnce() {
        encoder.wrap(buffer, 0, bytes.length);

        assertTrue(encoder.putU8(DhcpOptionCode.MESSAGE_TYPE, MessageType.ACK));
        assertTrue(encoder.put(224, new byte[] {1}));
        for (final int code : new int[] {DhcpOptionCode.MESSAGE_TYPE, 224}) {
            assertFalse(encoder.putU8(code, 2));
            assertFalse(encoder.putU32(code, 2));
            assertFalse(encoder.putText(code, "2"));
            assertFalse(encoder.put(code, new byte[] {2}));
            assertFalse(encoder.put(code, buffer, 0, 1));
        }
        assertEquals("350105" + "e00101" + "ff", written(encoder.end()));

        encoder.wrap(buffer, 0, bytes.length);
        assertTrue(encoder.put(224, new byte[] {3}));
    }

    @Test
    void shouldKeepReservedRoomForTheLastOption() {
        encoder.wrap(buffer, 0, 10).reserve(3);

        assertTrue(encoder.putU32(DhcpOptionCode.SUBNET_MASK, 0xffffff00));
        assertFalse(encoder.putU8(DhcpOptionCode.MESSAGE_TYPE, MessageType.ACK));
        encoder.reserve(-3);
        assertTrue(encoder.put(DhcpOptionCode.RELAY_AGENT, new byte[] {7}));

        assertEquals("0104ffffff00" + "520107" + "ff", written(encoder.end()));
    }

    @Test
    void shouldNotPadOverTheEnd() {
        encoder.wrap(buffer, 0, 1);
        encoder.pad();

        assertEquals("ff", written(encoder.end()));
    }
}
