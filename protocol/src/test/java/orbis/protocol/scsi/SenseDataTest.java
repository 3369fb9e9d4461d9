package orbis.protocol.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class SenseDataTest {
    private final UnsafeBuffer buffer = Bytes.dirty(64);

    private String write(
        final boolean descriptor, final int key, final int additional, final long information,
        final int specific) {
        return Bytes.hex(buffer, 0, SenseData.write(buffer, descriptor, key, additional, information, specific));
    }

    @Test
    void shouldWriteFixedFormat() {
        assertEquals("70 00 05 00 00 00 00 0a 00 00 00 00 20 00 00 00 00 00",
            write(false, SenseKey.ILLEGAL_REQUEST, AdditionalSense.INVALID_COMMAND_OPERATION_CODE,
                SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC));
    }

    @Test
    void shouldPointAtFieldOfCdb() {
        assertEquals("70 00 05 00 00 00 00 0a 00 00 00 00 24 00 00 cf 00 01",
            write(false, SenseKey.ILLEGAL_REQUEST, AdditionalSense.INVALID_FIELD_IN_CDB,
                SenseData.NO_INFORMATION, SenseData.inCdb(1, 7)));
        assertEquals("70 00 05 00 00 00 00 0a 00 00 00 00 24 00 00 c0 00 02",
            write(false, SenseKey.ILLEGAL_REQUEST, AdditionalSense.INVALID_FIELD_IN_CDB,
                SenseData.NO_INFORMATION, SenseData.inCdb(2)));
    }

    @Test
    void shouldPointIntoParameterList() {
        assertEquals("70 00 05 00 00 00 00 0a 00 00 00 00 26 00 00 80 01 02",
            write(false, SenseKey.ILLEGAL_REQUEST, AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
                SenseData.NO_INFORMATION, SenseData.inParameters(0x102)));
    }

    @Test
    void shouldTellInformationThatFits() {
        assertEquals("f0 00 03 12 34 56 78 0a 00 00 00 00 11 00 00 00 00 00",
            write(false, SenseKey.MEDIUM_ERROR, AdditionalSense.UNRECOVERED_READ_ERROR, 0x12345678L, 0));
    }

    @Test
    void shouldLeaveOutInformationThatDoesNotFitFixedFormat() {
        assertEquals("70 00 03 00 00 00 00 0a 00 00 00 00 11 00 00 00 00 00",
            write(false, SenseKey.MEDIUM_ERROR, AdditionalSense.UNRECOVERED_READ_ERROR, 0x1_0000_0000L, 0));
    }

    @Test
    void shouldWriteDescriptorFormat() {
        assertEquals("72 06 29 00 00 00 00 00",
            write(true, SenseKey.UNIT_ATTENTION, AdditionalSense.POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED,
                SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC));
    }

    @Test
    void shouldWriteInformationAndProgressDescriptors() {
        assertEquals("72 02 04 1b 00 00 00 14 00 0a 80 00 00 00 00 01 00 00 00 02 02 06 00 00 80 80 00 00",
            write(true, SenseKey.NOT_READY, AdditionalSense.LOGICAL_UNIT_NOT_READY_SANITIZE_IN_PROGRESS,
                0x1_0000_0002L, SenseData.progress(0x8000)));
    }

    @Test
    void shouldReadTheKeyOfEitherFormat() {
        write(false, SenseKey.MEDIUM_ERROR, AdditionalSense.UNRECOVERED_READ_ERROR, 1, 0);
        assertEquals(SenseKey.MEDIUM_ERROR, SenseData.key(buffer));
        write(true, SenseKey.HARDWARE_ERROR, AdditionalSense.UNRECOVERED_READ_ERROR, 1, 0);
        assertEquals(SenseKey.HARDWARE_ERROR, SenseData.key(buffer));
    }
}
