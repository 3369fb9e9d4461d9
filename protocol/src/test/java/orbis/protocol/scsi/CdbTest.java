package orbis.protocol.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CdbTest {
    @Test
    void shouldReadSixByteBlock() {
        final var cdb = Bytes.of("08 f2 34 56 07 04");
        assertEquals(Opcode.READ_6, Cdb.opcode(cdb));
        assertEquals(0x123456, Cdb.lba(cdb));
        assertEquals(7, Cdb.transferLength(cdb));
        assertEquals(7, Cdb.blocks6(cdb));
        assertEquals(Cdb.NACA, Cdb.control(cdb));
    }

    @Test
    void shouldTake256BlocksForZeroInSixBytes() {
        assertEquals(256, Cdb.blocks6(Bytes.of("08 00 00 00 00 00")));
    }

    @Test
    void shouldReadTenByteBlock() {
        final var cdb = Bytes.of("2a 38 ff fe fd fc 00 ff fe 04");
        assertEquals(Opcode.WRITE_10, Cdb.opcode(cdb));
        assertEquals(0xFFFEFDFCL, Cdb.lba(cdb));
        assertEquals(0xFFFE, Cdb.transferLength(cdb));
        assertEquals(1, Cdb.protect(cdb));
        assertEquals(Cdb.FUA | Cdb.DPO, Cdb.byteAt(cdb, 1) & 0x18);
        assertEquals(4, Cdb.control(cdb));
    }

    @Test
    void shouldReadTwelveByteBlock() {
        final var cdb = Bytes.of("a8 00 80 00 00 01 ff ff ff ff 00 04");
        assertEquals(0x80000001L, Cdb.lba(cdb));
        assertEquals(0xFFFFFFFFL, Cdb.transferLength(cdb));
        assertEquals(4, Cdb.control(cdb));
    }

    @Test
    void shouldReadSixteenByteBlock() {
        final var cdb = Bytes.of("8f 06 ff ee dd cc bb aa 99 88 80 00 00 02 00 04");
        assertEquals(0xFFEEDDCCBBAA9988L, Cdb.lba(cdb));
        assertEquals(0x80000002L, Cdb.transferLength(cdb));
        assertEquals(3, Cdb.byteCheck(cdb));
        assertEquals(4, Cdb.control(cdb));
    }

    @Test
    void shouldReadServiceAction() {
        final var cdb = Bytes.of("9e f0 00 00 00 00 00 00 00 00 00 00 00 20 00 00");
        assertEquals(ServiceAction.READ_CAPACITY_16, Cdb.serviceAction(cdb));
        assertEquals(0xF000, Cdb.shortAt(cdb, 1));
        assertEquals(0x20, Cdb.intAt(cdb, 10));
    }

    @Test
    void shouldKnowLengthByOperationCode() {
        assertEquals(6, Cdb.length(0x1F));
        assertEquals(10, Cdb.length(0x20));
        assertEquals(10, Cdb.length(0x5F));
        assertEquals(Cdb.UNKNOWN_LENGTH, Cdb.length(0x7F));
        assertEquals(16, Cdb.length(0x80));
        assertEquals(12, Cdb.length(0xA0));
        assertEquals(Cdb.UNKNOWN_LENGTH, Cdb.length(0xC0));
    }

    @Test
    void shouldHaveNoControlByteWhereLengthIsUnknown() {
        assertEquals(0, Cdb.control(Bytes.of("c0 ff ff ff ff ff")));
    }
}
