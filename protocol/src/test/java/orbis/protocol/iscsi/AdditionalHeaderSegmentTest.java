package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.agrona.BufferUtil;
import org.junit.jupiter.api.Test;

class AdditionalHeaderSegmentTest {
    private final ByteBuffer memory = ByteBuffer.allocateDirect(1024);
    private final AdditionalHeaderSegment segment = new AdditionalHeaderSegment();

    @Test
    void shouldFindNothingInNothing() {
        begin("");
        assertFalse(segment.next());
        assertFalse(segment.malformed());
    }

    @Test
    void shouldWalkAnExtendedCdbAndABidirectionalLength() {
        begin("0011 01 00 101112131415161718191a1b1c1d1e1f" + "0005 02 00 80000200");
        assertTrue(segment.next());
        assertEquals(AdditionalHeaderSegment.EXTENDED_CDB, segment.type());
        assertEquals(16, segment.dataLength());
        assertEquals(4, segment.dataOffset());
        assertEquals(0x10, segment.getByte(segment.dataOffset()));
        assertEquals(-1, segment.expectedReadLength());
        assertTrue(segment.next());
        assertEquals(AdditionalHeaderSegment.BIDIRECTIONAL_READ_LENGTH, segment.type());
        assertEquals(0x8000_0200L, segment.expectedReadLength());
        assertFalse(segment.next());
        assertFalse(segment.malformed());
    }

    @Test
    void shouldSkipThePaddingOfASegment() {
        begin("0002 01 00 aa 000000" + "0001 02 00");
        assertTrue(segment.next());
        assertEquals(1, segment.dataLength());
        assertTrue(segment.next());
        assertEquals(8, segment.dataOffset() - 4);
        assertEquals(0, segment.dataLength());
        assertFalse(segment.next());
    }

    @Test
    void shouldTakeALastSegmentWhosePaddingIsMissing() {
        begin("0002 01 00 aa");
        assertTrue(segment.next());
        assertFalse(segment.next());
        assertFalse(segment.malformed());
    }

    @Test
    void shouldRefuseASegmentLongerThanWhatFollows() {
        begin("0006 01 00 00000000");
        assertFalse(segment.next());
        assertTrue(segment.malformed());
        assertFalse(segment.next());
    }

    @Test
    void shouldRefuseALengthThatLeavesOutTheReservedByte() {
        begin("0000 01 00");
        assertFalse(segment.next());
        assertTrue(segment.malformed());
    }

    @Test
    void shouldRefuseAStumpOfASegment() {
        begin("0001 01 00" + "0001 01");
        assertTrue(segment.next());
        assertFalse(segment.next());
        assertTrue(segment.malformed());
    }

    private void begin(final String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        memory.put(0, bytes);
        segment.begin(BufferUtil.address(memory), bytes.length);
    }
}
