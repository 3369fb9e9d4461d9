package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;

class AdditionalHeaderSegmentFuzzTest {
    private static final int MAX_LENGTH = 1020;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(BasicHeaderFlyweight.LENGTH + MAX_LENGTH);
    private final long address = BufferUtil.address(memory);
    private final BasicHeaderFlyweight header = new BasicHeaderFlyweight();
    private final AdditionalHeaderSegment segment = new AdditionalHeaderSegment();

    /** A header and whatever follows it: the walk ends, and stays within what the header announces. */
    @FuzzTest(maxDuration = "60s")
    void shouldStayWithinTheSegmentsThatAHeaderAnnounces(final byte[] pdu) {
        memory.put(0, pdu, 0, Math.min(pdu.length, memory.capacity()));
        header.wrapHeader(address);
        assertEquals(BasicHeaderFlyweight.totalAhsLength(address), header.totalAhsLength());
        assertEquals(BasicHeaderFlyweight.dataSegmentLength(address), header.dataSegmentLength());
        assertTrue(BasicHeaderFlyweight.padded(header.dataSegmentLength()) >= header.dataSegmentLength());
        segment.begin(address + BasicHeaderFlyweight.LENGTH, header.totalAhsLength());
        int end = 0;
        while (segment.next()) {
            assertTrue(segment.dataOffset() > end);
            assertTrue(segment.dataLength() >= 0);
            end = segment.dataOffset() + segment.dataLength();
            assertTrue(end <= header.totalAhsLength());
            assertTrue(segment.expectedReadLength() >= -1);
        }
    }
}
