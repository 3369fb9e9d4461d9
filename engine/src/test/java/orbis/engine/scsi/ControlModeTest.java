package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import orbis.protocol.scsi.AdditionalSense;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the control mode page says of task sets and aborted tasks is kept to: TST, QERR and TAS. */
class ControlModeTest {
    private static final String WRONG = "28 ff 00 00 00 00 00 00 01 00";
    private static final String READ = "28 00 00 00 00 00 00 00 01 00";
    private static final String READY = "00 00 00 00 00 00";
    private static final int TST = 0x20;
    private static final int TAS = 0x40;

    private DeviceFixture fixture;
    private Initiator one;
    private Initiator two;

    @BeforeEach
    void open() {
        fixture = new DeviceFixture();
        one = fixture.initiator();
        two = fixture.another();
    }

    @AfterEach
    void close() {
        fixture.store.release();
        for (int i = 0; i < 10; i++) {
            one.step();
        }
        fixture.close();
    }

    private Outcome select(final int tst, final int qerr, final int tas) {
        final byte[] list = {0, 0, 0, 0, 0x0A, 10, (byte) tst, (byte) (0x10 | qerr), 0, (byte) tas, 0, 0,
            (byte) 0xFF, (byte) 0xFF, 0, 0};
        final Outcome outcome = one.run("15 10 00 00 10 00", list);
        two.ready();
        return outcome;
    }

    private Outcome hanging(final Initiator initiator) {
        fixture.store.hanging = true;
        return initiator.start(READ, 0, 512, null);
    }

    private void release() {
        fixture.store.release();
        one.step();
        one.step();
    }

    @Test
    void shouldSayWhatCanBeChanged() {
        final byte[] changeable = one.run("1a 08 4a 00 ff 00").data();
        assertEquals(TST | 0x04, changeable[6]);
        assertEquals(0x06, changeable[7]);
        assertEquals(0x08, changeable[8]);
        assertEquals(TAS, changeable[9]);
        assertTrue(select(TST, 0x06, TAS).good());
        final byte[] current = one.run("1a 08 0a 00 ff 00").data();
        assertEquals(TST, current[6]);
        assertEquals(0x16, current[7]);
        assertEquals(TAS, current[9]);
        assertEquals(0x10, one.run("1a 08 8a 00 ff 00").data()[7]);
    }

    @Test
    void shouldRefuseValuesThatAreReserved() {
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, select(0, 0x04, 0).additional());
        assertEquals(AdditionalSense.INVALID_FIELD_IN_PARAMETER_LIST, select(0x40, 0, 0).additional());
        assertEquals(0x10, one.run("1a 08 0a 00 ff 00").data()[7]);
    }

    @Test
    void shouldLeaveOtherCommandsAloneWhenOneFails() {
        final Outcome read = hanging(one);
        assertFalse(one.run(WRONG).good());
        release();
        assertTrue(one.settle(read).good());
    }

    @Test
    void shouldAbortAllCommandsWhenOneFails() {
        assertTrue(select(0, 0x02, 0).good());
        final Outcome mine = hanging(one);
        final Outcome others = hanging(two);
        assertFalse(one.run(WRONG).good());
        release();
        assertEquals(1, mine.abortions);
        assertEquals(1, others.abortions);
        assertFalse(others.task.tellsAbort());
        assertTrue(one.run(READY).good());
        assertEquals(AdditionalSense.COMMANDS_CLEARED_BY_ANOTHER_INITIATOR, two.run(READY).additional());
    }

    @Test
    void shouldAbortAllCommandsWhenTheMediumFails() {
        assertTrue(select(0, 0x02, 0).good());
        final Outcome first = hanging(one);
        final Outcome second = hanging(one);
        fixture.store.failure = orbis.sys.Errno.EIO;
        release();
        fixture.store.failure = 0;
        assertEquals(1, first.completions);
        assertEquals(1, second.abortions);
    }

    @Test
    void shouldTellOthersByStatusInsteadWhenThatWasChosen() {
        assertTrue(select(0, 0x02, TAS).good());
        final Outcome mine = hanging(one);
        final Outcome others = hanging(two);
        assertFalse(one.run(WRONG).good());
        release();
        assertFalse(mine.task.tellsAbort());
        assertTrue(others.task.tellsAbort());
        assertTrue(two.run(READY).good());
    }

    @Test
    void shouldAbortTheCommandsOfTheSameInitiatorOnly() {
        for (final int[] chosen : new int[][] {{0, 0x06}, {TST, 0x06}, {TST, 0x02}}) {
            assertTrue(select(chosen[0], chosen[1], 0).good());
            final Outcome mine = hanging(one);
            final Outcome others = hanging(two);
            assertFalse(one.run(WRONG).good());
            release();
            assertEquals(1, mine.abortions);
            assertTrue(two.settle(others).good());
            assertTrue(two.run(READY).good());
        }
    }

    @Test
    void shouldOrderTheCommandsOfEachInitiatorByThemselves() {
        assertTrue(select(TST, 0, 0).good());
        final Outcome others = hanging(two);
        fixture.store.hanging = false;
        one.attribute = ScsiTask.ORDERED;
        assertTrue(one.run(READ).good());
        assertFalse(others.over());
        assertTrue(select(0, 0, 0).good());
        final Outcome behind = one.start(READ, 0, 512, null);
        one.step();
        assertFalse(behind.over());
        release();
        assertTrue(one.settle(behind).good());
    }
}
