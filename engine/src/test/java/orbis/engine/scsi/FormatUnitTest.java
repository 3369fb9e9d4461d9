package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.SenseKey;
import orbis.sys.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatUnitTest extends PatternedDisk {
    private static final String FORMAT = "04 00 00 00 00 00";
    private static final String WITH_LIST = "04 10 00 00 00 00";

    @Test
    void shouldMakeZeroesOfAllBlocks() {
        assertTrue(initiator.run(FORMAT).good());
        assertFilled(fixture, 0);
    }

    @ParameterizedTest
    @CsvSource({"04 10 00 00 00 00, 00000000", "04 18 00 00 00 00, 00800000", "04 30 00 00 00 00, 0080000000000000"})
    void shouldTakeAListThatAsksForNothingSpecial(final String cdb, final String list) {
        assertTrue(initiator.run(cdb, HexFormat.of().parseHex(list)).good());
        assertFilled(fixture, 0);
    }

    @Test
    void shouldFormatInTheBackgroundAndSayHowFarItIs() {
        fixture.store.hanging = true;
        assertTrue(initiator.run(WITH_LIST, new byte[] {0, 2, 0, 0}).good());
        final Outcome busy = initiator.run(READY);
        assertEquals(SenseKey.NOT_READY, busy.key());
        assertEquals(AdditionalSense.LOGICAL_UNIT_NOT_READY_FORMAT_IN_PROGRESS, busy.additional());
        assertEquals(0x04, initiator.run("03 00 00 00 ff 00").data()[13]);
        fixture.store.release();
        initiator.step();
        assertTrue(initiator.run(READY).good());
        assertFilled(fixture, 0);
    }

    @Test
    void shouldGoOnWhenTheCommandIsAborted() {
        fixture.store.hanging = true;
        final Outcome format = initiator.start(WITH_LIST, 4, 0, new byte[4]);
        fixture.device.abort(format.task);
        assertEquals(1, format.abortions);
        assertEquals(4, format.dataOutGivenBack);
        assertFalse(initiator.run(READY).good());
        fixture.store.release();
        initiator.step();
        assertTrue(initiator.run(READY).good());
    }

    @Test
    void shouldWantAnotherFormatAfterOneThatFailed() {
        fixture.store.failure = Errno.EIO;
        assertEquals(AdditionalSense.FORMAT_COMMAND_FAILED, initiator.run(FORMAT).additional());
        fixture.store.failure = 0;
        assertEquals(AdditionalSense.FORMAT_COMMAND_FAILED, initiator.run(READ).additional());
        assertTrue(initiator.run(FORMAT).good());
        assertTrue(initiator.run(READ).good());
    }

    @Test
    void shouldNotUndoThatSanitizeFailed() {
        fixture.store.failure = Errno.EIO;
        assertFalse(initiator.run("48 02 00 00 00 00 00 00 00 00").good());
        fixture.store.failure = 0;
        assertEquals(AdditionalSense.SANITIZE_COMMAND_FAILED, initiator.run(FORMAT).additional());
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 40 00 00 00 00", "04 80 00 00 00 00", "04 11 00 00 00 00", "04 20 00 00 00 00",
        "04 08 00 00 00 00", "04 00 00 00 01 00"})
    void shouldRefuseWhatItHasNot(final String cdb) {
        assertEquals(AdditionalSense.INVALID_FIELD_IN_CDB, initiator.run(cdb).additional());
        assertEquals(0, fixture.store.log.size());
    }

    @ParameterizedTest
    @CsvSource({"10, 01000000", "10, 00880000", "10, 00c00000", "10, 00000004", "30, 0000000100000000",
        "30, 0000000000000008"})
    void shouldRefuseAListThatAsksForMore(final String flags, final String list) {
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST,
            initiator.run("04 " + flags + " 00 00 00 00", HexFormat.of().parseHex(list)).additional());
        assertEquals(0, fixture.store.log.size());
    }

    @Test
    void shouldRefuseWhenProtected() {
        fixture.store.readOnly = true;
        assertEquals(SenseKey.DATA_PROTECT, initiator.run(FORMAT).key());
    }
}
