package orbis.protocol.iscsi;

import static orbis.protocol.iscsi.BasicHeaderFlyweight.LENGTH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every field of the PDUs that the target sends, at the place where RFC 7143 section 11 draws it. */
class TargetPdusTest {
    private final byte[] bytes = HexFormat.of().parseHex("ee".repeat(LENGTH));
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);

    @Test
    void shouldLayOutScsiResponseAsTheStandardDraws() {
        final ScsiResponseFlyweight pdu = new ScsiResponseFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().bidiReadOverflow(true).bidiReadUnderflow(true).overflow(true).underflow(true).response(0x8f)
            .status(0x96).snackTag(0x9d9e9fa0).expDataSn(0x9d9e9fa0).bidiReadResidualCount(0xb9babbbcL)
            .residualCount(0xd5d6d7d8L);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "219e8f9600010203 0001020304050607 cafe00019d9e9fa0 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c49d9e9fa0 b9babbbcd5d6d7d8");
        assertTrue(pdu.bidiReadOverflow());
        assertTrue(pdu.bidiReadUnderflow());
        assertTrue(pdu.overflow());
        assertTrue(pdu.underflow());
        assertEquals(0x8f, pdu.response());
        assertEquals(0x96, pdu.status());
        assertEquals(0x9d9e9fa0, pdu.snackTag());
        assertEquals(0x9d9e9fa0, pdu.expDataSn());
        assertEquals(0xb9babbbcL, pdu.bidiReadResidualCount());
        assertEquals(0xd5d6d7d8L, pdu.residualCount());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
        assertFalse(pdu.bidiReadOverflow(false).bidiReadOverflow());
        assertFalse(pdu.bidiReadUnderflow(false).bidiReadUnderflow());
        assertFalse(pdu.overflow(false).overflow());
        assertFalse(pdu.underflow(false).underflow());
    }

    @Test
    void shouldLayOutTaskManagementResponseAsTheStandardDraws() {
        final TaskManagementResponseFlyweight pdu = new TaskManagementResponseFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().response(0x8f).additionalResponseInformation(0x9d9e9f);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "22808f0000010203 0001020304050607 cafe00019d9e9f00 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c400000000 0000000000000000");
        assertEquals(0x8f, pdu.response());
        assertEquals(0x9d9e9f, pdu.additionalResponseInformation());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
    }

    @Test
    void shouldLayOutDataInAsTheStandardDraws() {
        final DataInFlyweight pdu = new DataInFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().finalBit(true).acknowledge(true).overflow(true).underflow(true).statusPresent(true)
            .status(0x96).targetTransferTag(0x9d9e9fa0).dataSn(0x9d9e9fa0).bufferOffset(0xb9babbbcL)
            .residualCount(0xd5d6d7d8L);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "25c7009600010203 0001020304050607 cafe00019d9e9fa0 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c49d9e9fa0 b9babbbcd5d6d7d8");
        assertTrue(pdu.finalBit());
        assertTrue(pdu.acknowledge());
        assertTrue(pdu.overflow());
        assertTrue(pdu.underflow());
        assertTrue(pdu.statusPresent());
        assertEquals(0x96, pdu.status());
        assertEquals(0x9d9e9fa0, pdu.targetTransferTag());
        assertEquals(0x9d9e9fa0, pdu.dataSn());
        assertEquals(0xb9babbbcL, pdu.bufferOffset());
        assertEquals(0xd5d6d7d8L, pdu.residualCount());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
        assertFalse(pdu.finalBit(false).finalBit());
        assertFalse(pdu.acknowledge(false).acknowledge());
        assertFalse(pdu.overflow(false).overflow());
        assertFalse(pdu.underflow(false).underflow());
        assertFalse(pdu.statusPresent(false).statusPresent());
    }

    @Test
    void shouldLayOutR2tAsTheStandardDraws() {
        final R2tFlyweight pdu = new R2tFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().targetTransferTag(0x9d9e9fa0).r2tSn(0x9d9e9fa0).bufferOffset(0xb9babbbcL)
            .desiredDataTransferLength(0xd5d6d7d8L);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "3180000000010203 0001020304050607 cafe00019d9e9fa0 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c49d9e9fa0 b9babbbcd5d6d7d8");
        assertEquals(0x9d9e9fa0, pdu.targetTransferTag());
        assertEquals(0x9d9e9fa0, pdu.r2tSn());
        assertEquals(0xb9babbbcL, pdu.bufferOffset());
        assertEquals(0xd5d6d7d8L, pdu.desiredDataTransferLength());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
    }

    @Test
    void shouldLayOutAsyncMessageAsTheStandardDraws() {
        final AsyncMessageFlyweight pdu = new AsyncMessageFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().event(0x9d).vendorCode(0xa4).parameter1(0xabac).parameter2(0xb9ba).parameter3(0xc7c8);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203);
        assertHeader(
            "3280000000010203 0000000000000000 cafe000100000000 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c49da4abac b9bac7c800000000");
        assertEquals(0x9d, pdu.event());
        assertEquals(0xa4, pdu.vendorCode());
        assertEquals(0xabac, pdu.parameter1());
        assertEquals(0xb9ba, pdu.parameter2());
        assertEquals(0xc7c8, pdu.parameter3());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
    }

    @Test
    void shouldLayOutTextResponseAsTheStandardDraws() {
        final TextResponseFlyweight pdu = new TextResponseFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().finalBit(true).continueBit(true).targetTransferTag(0x9d9e9fa0);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "24c0000000010203 0001020304050607 cafe00019d9e9fa0 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c400000000 0000000000000000");
        assertTrue(pdu.finalBit());
        assertTrue(pdu.continueBit());
        assertEquals(0x9d9e9fa0, pdu.targetTransferTag());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
        assertFalse(pdu.finalBit(false).finalBit());
        assertFalse(pdu.continueBit(false).continueBit());
    }

    @Test
    void shouldLayOutLoginResponseAsTheStandardDraws() {
        final LoginResponseFlyweight pdu = new LoginResponseFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().versionActive(0x96).status(0x9d9e).transit(true).continueBit(true).currentStage(1).nextStage(0x3)
            .versionMax(0x8f).isid(0xb9babbbcbdbeL).tsih(0xe3e4);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203);
        assertHeader(
            "23c78f9600010203 b9babbbcbdbee3e4 cafe000100000000 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c49d9e0000 0000000000000000");
        assertTrue(pdu.transit());
        assertTrue(pdu.continueBit());
        assertEquals(1, pdu.currentStage());
        assertEquals(0x3, pdu.nextStage());
        assertEquals(0x8f, pdu.versionMax());
        assertEquals(0x96, pdu.versionActive());
        assertEquals(0xb9babbbcbdbeL, pdu.isid());
        assertEquals(0xe3e4, pdu.tsih());
        assertEquals(0x9d9e, pdu.status());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
        assertFalse(pdu.transit(false).transit());
        assertFalse(pdu.continueBit(false).continueBit());
    }

    @Test
    void shouldLayOutLogoutResponseAsTheStandardDraws() {
        final LogoutResponseFlyweight pdu = new LogoutResponseFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().response(0x8f).time2Wait(0xb9ba).time2Retain(0xc7c8);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "26808f0000010203 0001020304050607 cafe000100000000 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c400000000 b9bac7c800000000");
        assertEquals(0x8f, pdu.response());
        assertEquals(0xb9ba, pdu.time2Wait());
        assertEquals(0xc7c8, pdu.time2Retain());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
    }

    @Test
    void shouldLayOutRejectAsTheStandardDraws() {
        final RejectFlyweight pdu = new RejectFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().reason(0x8f).dataSn(0x9d9e9fa0);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "3f808f0000010203 0001020304050607 cafe000100000000 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c49d9e9fa0 0000000000000000");
        assertEquals(0x8f, pdu.reason());
        assertEquals(0x9d9e9fa0, pdu.dataSn());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
    }

    @Test
    void shouldLayOutNopInAsTheStandardDraws() {
        final NopInFlyweight pdu = new NopInFlyweight();
        pdu.wrap(buffer, 0, LENGTH);
        pdu.blank().targetTransferTag(0x9d9e9fa0);
        pdu.statSn(0xa1a2a3a4).expCmdSn(0xb1b2b3b4).maxCmdSn(0xc1c2c3c4);
        pdu.initiatorTaskTag(0xcafe0001).dataSegmentLength(0x010203).lun(0x0001020304050607L);
        assertHeader(
            "2080000000010203 0001020304050607 cafe00019d9e9fa0 "
            + "a1a2a3a4b1b2b3b4 c1c2c3c400000000 0000000000000000");
        assertEquals(0x9d9e9fa0, pdu.targetTransferTag());
        assertEquals(0xa1a2a3a4, pdu.statSn());
        assertEquals(0xb1b2b3b4, pdu.expCmdSn());
        assertEquals(0xc1c2c3c4, pdu.maxCmdSn());
    }

    private void assertHeader(final String hex) {
        assertEquals(hex.replace(" ", ""), HexFormat.of().formatHex(bytes));
    }
}
