package orbis.protocol.dhcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DhcpOptionsTest {
    private final DhcpOptions options = new DhcpOptions();

    private boolean wrap(final String optionsHex) {
        return wrap("", "", optionsHex);
    }

    private boolean wrap(final String fileHex, final String serverNameHex, final String optionsHex) {
        final HexFormat hex = HexFormat.of();
        final byte[] value = hex.parseHex(optionsHex);
        final byte[] packet = new byte[DhcpFlyweight.OPTIONS_OFFSET + value.length];
        final byte[] file = hex.parseHex(fileHex);
        final byte[] serverName = hex.parseHex(serverNameHex);
        System.arraycopy(file, 0, packet, DhcpFlyweight.FILE_OFFSET, file.length);
        System.arraycopy(serverName, 0, packet, DhcpFlyweight.SERVER_NAME_OFFSET, serverName.length);
        System.arraycopy(value, 0, packet, DhcpFlyweight.OPTIONS_OFFSET, value.length);
        return options.wrap(new UnsafeBuffer(packet), packet.length);
    }

    private byte[] value(final int code) {
        final byte[] value = new byte[options.length(code)];
        options.buffer(code).getBytes(options.offset(code), value);
        return value;
    }

    @Test
    void shouldFindTheOptionsOfUefiFirmware() {
        assertTrue(wrap("350101" + "390205c0" + "370401032b43"
            + "6111005a4b3c2d1e0f112233445566778899aa" + "5e03010300" + "5d020007"
            + "3c20505845436c69656e743a417263683a30303030373a554e44493a303033303030" + "ff"));

        assertEquals(MessageType.DISCOVER, options.messageType());
        assertEquals(1472, options.u16(DhcpOptionCode.MAX_MESSAGE_SIZE, 576));
        assertTrue(options.contains(DhcpOptionCode.PARAMETER_REQUEST_LIST, 67));
        assertFalse(options.contains(DhcpOptionCode.PARAMETER_REQUEST_LIST, 66));
        assertEquals(17, options.length(DhcpOptionCode.CLIENT_UUID));
        assertEquals(7, options.u16At(DhcpOptionCode.CLIENT_ARCHITECTURE, 0));
        assertTrue(options.startsWith(DhcpOptionCode.VENDOR_CLASS, "PXEClient".getBytes(StandardCharsets.US_ASCII)));
        assertFalse(options.startsWith(DhcpOptionCode.VENDOR_CLASS, "HTTPClient".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("PXEClient:Arch:00007:UNDI:003000", options.text(DhcpOptionCode.VENDOR_CLASS));
        assertFalse(options.has(DhcpOptionCode.REQUESTED_ADDRESS));
        assertEquals(0, options.address(DhcpOptionCode.REQUESTED_ADDRESS));
    }

    @Test
    void shouldSkipPadsAndStopAtTheEnd() {
        assertTrue(wrap("0000" + "350103" + "00" + "3204ac100082" + "ff" + "3604ac100001"));

        assertEquals(0xac100082, options.address(DhcpOptionCode.REQUESTED_ADDRESS));
        assertFalse(options.has(DhcpOptionCode.SERVER_IDENTIFIER));
    }

    @Test
    void shouldKeepWhatStandsBeforeALengthThatLies() {
        assertTrue(wrap("350101" + "3250ac10"));

        assertEquals(MessageType.DISCOVER, options.messageType());
        assertFalse(options.has(DhcpOptionCode.REQUESTED_ADDRESS));
        assertTrue(wrap("350101" + "32"));
        assertEquals(MessageType.DISCOVER, options.messageType());
        assertFalse(options.has(DhcpOptionCode.REQUESTED_ADDRESS));
    }

    @Test
    void shouldGiveDefaultsForValuesOfAnotherLength() {
        assertTrue(wrap("35020101" + "390105" + "3203ac1000" + "ff"));

        assertEquals(0, options.messageType());
        assertEquals(576, options.u16(DhcpOptionCode.MAX_MESSAGE_SIZE, 576));
        assertEquals(0, options.address(DhcpOptionCode.REQUESTED_ADDRESS));
    }

    @Test
    void shouldReadTheFileAndServerNameFieldsWhenOverloaded() {
        assertTrue(wrap("3204ac100082ff", "3604ac100001ff", "350103" + "340103" + "ff"));

        assertEquals(0xac100082, options.address(DhcpOptionCode.REQUESTED_ADDRESS));
        assertEquals(0xac100001, options.address(DhcpOptionCode.SERVER_IDENTIFIER));
    }

    @Test
    void shouldLeaveTheFileFieldAloneWhenNotOverloaded() {
        assertTrue(wrap("3204ac100082ff", "", "350103" + "340102" + "ff"));

        assertFalse(options.has(DhcpOptionCode.REQUESTED_ADDRESS));
    }

    @Test
    void shouldJoinPiecesInTheOrderOfTheFields() {
        assertTrue(wrap("2b0105ff", "2b0106ff", "2b020102" + "340103" + "3d0107" + "2b020304" + "3d0108" + "ff"));

        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, value(DhcpOptionCode.VENDOR_SPECIFIC));
        assertArrayEquals(new byte[] {7, 8}, value(DhcpOptionCode.CLIENT_IDENTIFIER));
    }

    @Test
    void shouldRefusePiecesThatBlowUp() {
        final StringBuilder hex = new StringBuilder();
        hex.append("2bff").append("00".repeat(255)).append("3dff").append("00".repeat(255));
        for (int i = 0; i < 100; i++) {
            hex.append("2b0101").append("3d0101");
        }

        assertFalse(wrap(hex.toString()));
    }

    @Test
    void shouldForgetThePacketBefore() {
        wrap("2b020102" + "2b020304" + "3204ac100082" + "ff");
        wrap("350101" + "2b0109" + "ff");

        assertFalse(options.has(DhcpOptionCode.REQUESTED_ADDRESS));
        assertArrayEquals(new byte[] {9}, value(DhcpOptionCode.VENDOR_SPECIFIC));
    }

    @Test
    void shouldFindEncapsulatedOptions() {
        wrap("520c" + "0104abcdef01" + "0504ac110000" + "ff");

        assertEquals(7, options.find(DhcpOptionCode.RELAY_AGENT, DhcpOptionCode.RELAY_LINK_SELECTION));
        assertEquals(4, options.u8(DhcpOptionCode.RELAY_AGENT, 7));
        assertEquals(0xac, options.u8(DhcpOptionCode.RELAY_AGENT, 8));
        assertEquals(-1, options.find(DhcpOptionCode.RELAY_AGENT, 9));
        assertEquals(-1, options.find(DhcpOptionCode.IPXE, 1));
    }

    @Test
    void shouldNotFollowAnEncapsulatedLengthThatLies() {
        wrap("5204" + "0509ac11" + "ff");

        assertEquals(-1, options.find(DhcpOptionCode.RELAY_AGENT, DhcpOptionCode.RELAY_LINK_SELECTION));
    }
}
