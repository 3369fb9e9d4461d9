package orbis.protocol.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TftpFlyweightTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final TftpFlyweight packet = new TftpFlyweight();

    @Test
    void shouldReadAcknowledgment() {
        wrap("0004fffe");

        assertEquals(TftpOpcode.ACK, packet.opcode());
        assertTrue(packet.hasHeader());
        assertEquals(65534, packet.block());
    }

    @Test
    void shouldReadErrorOfUefiThatKnowsTheSizeNow() {
        wrap("00050008" + hex("User aborted the transfer") + "00");

        assertEquals(TftpOpcode.ERROR, packet.opcode());
        assertEquals(TftpError.OPTION_REFUSED, packet.errorCode());
        assertEquals("User aborted the transfer", packet.errorText());
    }

    @Test
    void shouldReplaceWhatCannotBePrintedInErrorText() {
        wrap("00050000" + "611b5b32aa62");

        assertEquals("a?[2?b", packet.errorText());
    }

    @Test
    void shouldCutLongErrorText() {
        buffer.setMemory(0, 256, (byte) 'x');

        assertEquals(TftpFlyweight.MAX_ERROR_TEXT, packet.wrap(buffer, 0, 256).errorText().length());
    }

    @Test
    void shouldTellWhatIsMissingFromShortPackets() {
        wrap("");
        assertEquals(0, packet.opcode());
        wrap("00");
        assertEquals(0, packet.opcode());
        wrap("000400");
        assertEquals(TftpOpcode.ACK, packet.opcode());
        assertFalse(packet.hasHeader());
    }

    @Test
    void shouldWriteDataHeaderAndRollOverToZero() {
        assertEquals(4, TftpFlyweight.putData(buffer, 8, 65535));
        assertBytes("0003ffff", 8);
        TftpFlyweight.putData(buffer, 8, 65536);
        assertBytes("00030000", 8);
    }

    @Test
    void shouldWriteAcknowledgment() {
        assertEquals(4, TftpFlyweight.putAck(buffer, 0, 258));
        assertBytes("00040102", 0);
    }

    @Test
    void shouldWriteErrorWithClosingZero() {
        assertEquals(14, TftpFlyweight.putError(buffer, 0, TftpError.NOT_FOUND, "not found"));
        assertBytes("00050001" + hex("not found") + "00", 0);
    }

    @Test
    void shouldCutLongErrorTextThatItWrites() {
        final int length = TftpFlyweight.putError(buffer, 0, TftpError.NOT_DEFINED, "y".repeat(400));

        assertEquals(4 + TftpFlyweight.MAX_ERROR_TEXT + 1, length);
        assertEquals(0, buffer.getByte(length - 1));
    }

    @Test
    void shouldCountOnlyAbortsThatFirmwareMakesOnPurposeAsPlainEnds() {
        assertTrue(TftpError.isPlainEnd(TftpError.OPTION_REFUSED));
        assertTrue(TftpError.isPlainEnd(TftpError.NOT_DEFINED));
        assertFalse(TftpError.isPlainEnd(TftpError.DISK_FULL));
    }

    private void wrap(final String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex);
        buffer.putBytes(0, bytes);
        packet.wrap(buffer, 0, bytes.length);
    }

    private void assertBytes(final String hex, final int offset) {
        final byte[] bytes = new byte[hex.length() / 2];
        buffer.getBytes(offset, bytes);
        assertArrayEquals(HexFormat.of().parseHex(hex), bytes);
    }

    private static String hex(final String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
