package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import orbis.sys.Errno;
import org.junit.jupiter.api.Test;

class ZeroingTest {
    private static final String PUNCH = "allocate 3 at 4096 + 600000";
    private static final String ZERO_RANGE = "allocate 17 at 4096 + 600000";
    private static final String ALLOCATE = "allocate 0 at 4096 + 600000";

    private final ScriptedEngine engine = new ScriptedEngine();
    private final List<Long> told = new ArrayList<>();

    @Test
    void shouldPunchWhenTheSpaceMayBeGivenBack() {
        final Zeroing zeroing = new Zeroing(engine.engine(), 3, false, false);
        zero(zeroing, true);
        engine.end(0);
        zero(zeroing, false);
        engine.end(0);
        assertEquals(List.of(PUNCH, ZERO_RANGE), engine.calls);
        assertEquals(List.of(0L, 0L), told);
    }

    @Test
    void shouldWriteZeroesToFilesInMemoryThatMustKeepTheirSpace() {
        final Zeroing zeroing = new Zeroing(engine.engine(), 3, false, true);
        zero(zeroing, false);
        engine.end(-Errno.EOPNOTSUPP);
        assertEquals(ZERO_RANGE, engine.calls.get(0));
        assertTrue(engine.calls.get(1).startsWith("write"), engine.calls.toString());
    }

    @Test
    void shouldGoDownToWritingZeroesAndRememberTheWay() {
        final Zeroing zeroing = new Zeroing(engine.engine(), 3, false, false);
        zero(zeroing, true);
        engine.end(-Errno.EOPNOTSUPP);
        engine.end(-Errno.EOPNOTSUPP);
        assertFalse(zeroing.canPunch());
        engine.end(262_144);
        engine.end(262_144);
        engine.end(75_712);
        assertEquals(List.of(PUNCH, ZERO_RANGE, "write at 4096 + 262144", "write at 266240 + 262144",
            "write at 528384 + 75712"), engine.calls);
        assertEquals(List.of(0L), told);
        engine.calls.clear();
        zero(zeroing, true);
        assertEquals(List.of("write at 4096 + 262144"), engine.calls);
    }

    @Test
    void shouldPunchAndAllocateAgainWhereRangesCannotBeZeroed() {
        final Zeroing zeroing = new Zeroing(engine.engine(), 3, false, false);
        zero(zeroing, false);
        engine.end(-Errno.EOPNOTSUPP);
        engine.end(0);
        engine.end(0);
        assertEquals(List.of(ZERO_RANGE, PUNCH, ALLOCATE), engine.calls);
        assertEquals(List.of(0L), told);
    }

    @Test
    void shouldAskOldKernelsToZeroADevice() {
        final Zeroing zeroing = new Zeroing(engine.engine(), 3, true, false);
        zero(zeroing, true);
        engine.end(-Errno.EOPNOTSUPP);
        engine.end(-Errno.EOPNOTSUPP);
        engine.end(0);
        assertEquals(List.of(PUNCH, ZERO_RANGE, "offload"), engine.calls);
        assertEquals(List.of(0L), told);
    }

    @Test
    void shouldTellRealErrorsAndTryTheSameWayAgain() {
        final Zeroing zeroing = new Zeroing(engine.engine(), 3, false, false);
        zero(zeroing, true);
        engine.end(-Errno.EIO);
        assertEquals(List.of((long) -Errno.EIO), told);
        assertTrue(zeroing.canPunch());
        zero(zeroing, true);
        assertEquals(List.of(PUNCH, PUNCH), engine.calls);
    }

    @Test
    void shouldTellTheErrorOfAWrite() {
        final Zeroing zeroing = new Zeroing(engine.engine(), 3, false, false);
        zero(zeroing, true);
        engine.end(-Errno.EOPNOTSUPP);
        engine.end(-Errno.EOPNOTSUPP);
        engine.end(262_144);
        engine.end(-Errno.ENOSPC);
        assertEquals(List.of((long) -Errno.ENOSPC), told);
    }

    @Test
    void shouldNotGiveAWayUpForARangeThatItDoesNotLike() {
        final Zeroing zeroing = new Zeroing(engine.engine(), 3, false, false);
        zero(zeroing, true);
        engine.end(-Errno.EINVAL);
        engine.end(0);
        assertEquals(List.of(PUNCH, ZERO_RANGE), engine.calls);
        assertTrue(zeroing.canPunch());
    }

    private void zero(final Zeroing zeroing, final boolean mayDiscard) {
        zeroing.zero(4096, 600_000, mayDiscard, (token, result) -> told.add(result), 0);
    }
}
