package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class BasicHeaderFlyweightTest {
    /** A READ(10) that iPXE might send: 1 block at LBA 0, with one AHS word and 0x030201 bytes announced. */
    private static final String READ_10 =
        "41c1000001030201 0001000000000000 00112233 00000200 00000007 00000003 28000000000000000100000000000000";

    private final ByteBuffer memory = ByteBuffer.allocateDirect(BasicHeaderFlyweight.LENGTH);
    private final long address = BufferUtil.address(memory);
    private final BasicHeaderFlyweight header = new BasicHeaderFlyweight();

    BasicHeaderFlyweightTest() {
        memory.put(0, HexFormat.of().parseHex(READ_10.replace(" ", "")));
    }

    @Test
    void shouldReadAHeaderAtAnAddress() {
        header.wrapHeader(address);
        assertEquals(Opcode.SCSI_COMMAND, header.opcode());
        assertTrue(header.immediate());
        assertEquals(0xc1, header.flags());
        assertEquals(4, header.totalAhsLength());
        assertEquals(0x030201, header.dataSegmentLength());
        assertEquals(0x0001_0000_0000_0000L, header.lun());
        assertEquals(0x00112233, header.initiatorTaskTag());
    }

    @Test
    void shouldPeekWithoutWrapping() {
        assertEquals(Opcode.SCSI_COMMAND, BasicHeaderFlyweight.opcode(address));
        assertEquals(Opcode.SCSI_COMMAND, BasicHeaderFlyweight.opcode(new UnsafeBuffer(memory), 0));
        assertEquals(4, BasicHeaderFlyweight.totalAhsLength(address));
        assertEquals(0x030201, BasicHeaderFlyweight.dataSegmentLength(address));
    }

    @Test
    void shouldPeekAtTheLargestLengths() {
        header.wrapHeader(address);
        header.totalAhsLength(1020).dataSegmentLength(0xFFFFFF);
        assertEquals(1020, BasicHeaderFlyweight.totalAhsLength(address));
        assertEquals(1020, header.totalAhsLength());
        assertEquals(0xFFFFFF, BasicHeaderFlyweight.dataSegmentLength(address));
        assertEquals(0xFFFFFF, header.dataSegmentLength());
    }

    @Test
    void shouldChangeTheImmediateBitAlone() {
        header.wrapHeader(address);
        assertFalse(header.immediate(false).immediate());
        assertEquals(0x01, memory.get(0));
        assertTrue(header.immediate(true).immediate());
        assertEquals(0x41, memory.get(0));
    }

    @Test
    void shouldPadToFourBytes() {
        assertEquals(0, BasicHeaderFlyweight.padded(0));
        assertEquals(4, BasicHeaderFlyweight.padded(1));
        assertEquals(4, BasicHeaderFlyweight.padded(4));
        assertEquals(8, BasicHeaderFlyweight.padded(5));
        assertEquals(0x1000000, BasicHeaderFlyweight.padded(0xFFFFFF));
    }
}
