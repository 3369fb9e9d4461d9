package orbis.protocol.iscsi;

import static orbis.protocol.iscsi.BasicHeaderFlyweight.LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every field of the PDUs that the initiator sends, at the place where RFC 7143 section 11 draws it. */
class InitiatorPdusTest {
    private final byte[] bytes = HexFormat.of().parseHex("ee".repeat(LENGTH));
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    @Test
    void shouldLayOutScsiCommandAsTheStandardDraws() {
        final ScsiCommandFlyweight pdu = new ScsiCommandFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().finalBit(true).read(true).write(true).attribute(0x4).expectedDataTransferLength(0x9d9e9fa0L);
        pdu.cmdSn(0xa1a2a3a4).expStatSn(0xb1b2b3b4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "01e4000000010203 0001020304050607 cafe00019d9e9fa0 "
            + "a1a2a3a4b1b2b3b4 0000000000000000 0000000000000000");
        assertTrue(pdu.finalBit());
        assertTrue(pdu.read());
        assertTrue(pdu.write());
        assertEquals(0x4, pdu.attribute());
        assertEquals(0x9d9e9fa0L, pdu.expectedDataTransferLength());
        assertEquals(0xa1a2a3a4, pdu.cmdSn());
        assertEquals(0xb1b2b3b4, pdu.expStatSn());
        assertFalse(pdu.finalBit(false).finalBit());
        assertFalse(pdu.read(false).read());
        assertFalse(pdu.write(false).write());
    }

    @Test
    void shouldLayOutTaskManagementRequestAsTheStandardDraws() {
        final TaskManagementRequestFlyweight pdu = new TaskManagementRequestFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().function(0x9).referencedTaskTag(0x9d9e9fa0).refCmdSn(0x81828384).expDataSn(0x9d9e9fa0);
        pdu.cmdSn(0xa1a2a3a4).expStatSn(0xb1b2b3b4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "0289000000010203 0001020304050607 cafe00019d9e9fa0 "
            + "a1a2a3a4b1b2b3b4 818283849d9e9fa0 0000000000000000");
        assertEquals(0x9, pdu.function());
        assertEquals(0x9d9e9fa0, pdu.referencedTaskTag());
        assertEquals(0x81828384, pdu.refCmdSn());
        assertEquals(0x9d9e9fa0, pdu.expDataSn());
        assertEquals(0xa1a2a3a4, pdu.cmdSn());
        assertEquals(0xb1b2b3b4, pdu.expStatSn());
    }

    @Test
    void shouldLayOutDataOutAsTheStandardDraws() {
        final DataOutFlyweight pdu = new DataOutFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().finalBit(true).targetTransferTag(0x9d9e9fa0).dataSn(0x9d9e9fa0).bufferOffset(0xb9babbbcL);
        pdu.expStatSn(0xb1b2b3b4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "0580000000010203 0001020304050607 cafe00019d9e9fa0 "
            + "00000000b1b2b3b4 000000009d9e9fa0 b9babbbc00000000");
        assertTrue(pdu.finalBit());
        assertEquals(0x9d9e9fa0, pdu.targetTransferTag());
        assertEquals(0x9d9e9fa0, pdu.dataSn());
        assertEquals(0xb9babbbcL, pdu.bufferOffset());
        assertEquals(0xb1b2b3b4, pdu.expStatSn());
        assertFalse(pdu.finalBit(false).finalBit());
    }

    @Test
    void shouldLayOutTextRequestAsTheStandardDraws() {
        final TextRequestFlyweight pdu = new TextRequestFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().finalBit(true).continueBit(true).targetTransferTag(0x9d9e9fa0);
        pdu.cmdSn(0xa1a2a3a4).expStatSn(0xb1b2b3b4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "04c0000000010203 0001020304050607 cafe00019d9e9fa0 "
            + "a1a2a3a4b1b2b3b4 0000000000000000 0000000000000000");
        assertTrue(pdu.finalBit());
        assertTrue(pdu.continueBit());
        assertEquals(0x9d9e9fa0, pdu.targetTransferTag());
        assertEquals(0xa1a2a3a4, pdu.cmdSn());
        assertEquals(0xb1b2b3b4, pdu.expStatSn());
        assertFalse(pdu.finalBit(false).finalBit());
        assertFalse(pdu.continueBit(false).continueBit());
    }

    @Test
    void shouldLayOutLoginRequestAsTheStandardDraws() {
        final LoginRequestFlyweight pdu = new LoginRequestFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().versionMin(0x96).cid(0x9d9e).transit(true).continueBit(true).currentStage(1).nextStage(0x3)
            .versionMax(0x8f).isid(0xb9babbbcbdbeL).tsih(0xe3e4);
        pdu.cmdSn(0xa1a2a3a4).expStatSn(0xb1b2b3b4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203);
        assertHeader(
            "43c78f9600010203 b9babbbcbdbee3e4 cafe00019d9e0000 "
            + "a1a2a3a4b1b2b3b4 0000000000000000 0000000000000000");
        assertTrue(pdu.transit());
        assertTrue(pdu.continueBit());
        assertEquals(1, pdu.currentStage());
        assertEquals(0x3, pdu.nextStage());
        assertEquals(0x8f, pdu.versionMax());
        assertEquals(0x96, pdu.versionMin());
        assertEquals(0xb9babbbcbdbeL, pdu.isid());
        assertEquals(0xe3e4, pdu.tsih());
        assertEquals(0x9d9e, pdu.cid());
        assertEquals(0xa1a2a3a4, pdu.cmdSn());
        assertEquals(0xb1b2b3b4, pdu.expStatSn());
        assertFalse(pdu.transit(false).transit());
        assertFalse(pdu.continueBit(false).continueBit());
    }

    @Test
    void shouldLayOutLogoutRequestAsTheStandardDraws() {
        final LogoutRequestFlyweight pdu = new LogoutRequestFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().reason(0x44).cid(0x9d9e);
        pdu.cmdSn(0xa1a2a3a4).expStatSn(0xb1b2b3b4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "06c4000000010203 0001020304050607 cafe00019d9e0000 "
            + "a1a2a3a4b1b2b3b4 0000000000000000 0000000000000000");
        assertEquals(0x44, pdu.reason());
        assertEquals(0x9d9e, pdu.cid());
        assertEquals(0xa1a2a3a4, pdu.cmdSn());
        assertEquals(0xb1b2b3b4, pdu.expStatSn());
    }

    @Test
    void shouldLayOutSnackRequestAsTheStandardDraws() {
        final SnackRequestFlyweight pdu = new SnackRequestFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().type(0x4).targetTransferTag(0x9d9e9fa0).begRun(0xb9babbbc).runLength(0xd5d6d7d8L);
        pdu.expStatSn(0xb1b2b3b4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "1084000000010203 0001020304050607 cafe00019d9e9fa0 "
            + "00000000b1b2b3b4 0000000000000000 b9babbbcd5d6d7d8");
        assertEquals(0x4, pdu.type());
        assertEquals(0x9d9e9fa0, pdu.targetTransferTag());
        assertEquals(0xb9babbbc, pdu.begRun());
        assertEquals(0xd5d6d7d8L, pdu.runLength());
        assertEquals(0xb1b2b3b4, pdu.expStatSn());
    }

    @Test
    void shouldLayOutNopOutAsTheStandardDraws() {
        final NopOutFlyweight pdu = new NopOutFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().targetTransferTag(0x9d9e9fa0);
        pdu.cmdSn(0xa1a2a3a4).expStatSn(0xb1b2b3b4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "0080000000010203 0001020304050607 cafe00019d9e9fa0 "
            + "a1a2a3a4b1b2b3b4 0000000000000000 0000000000000000");
        assertEquals(0x9d9e9fa0, pdu.targetTransferTag());
        assertEquals(0xa1a2a3a4, pdu.cmdSn());
        assertEquals(0xb1b2b3b4, pdu.expStatSn());
    }

    private void assertHeader(final String hex) {
        assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(bytes));
    }
}
