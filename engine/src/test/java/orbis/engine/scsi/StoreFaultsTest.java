package orbis.engine.scsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import orbis.sys.Errno;
import org.junit.jupiter.api.Test;

class StoreFaultsTest {
    /** Near the end of what a clock counts: it goes on below zero. */
    private static final long START_NS = Long.MAX_VALUE - 1;

    private final StoreFaults faults = new StoreFaults();

    @Test
    void shouldTellNothingWhenNothingFailed() {
        assertNull(faults.due(START_NS));
    }

    @Test
    void shouldTellTheFirstFaultAtOnce() {
        faults.add(Errno.ENOSPC);

        assertEquals("an I/O failed below it: No space left on device", faults.due(START_NS));
        assertNull(faults.due(START_NS + StoreFaults.INTERVAL_NS));
    }

    @Test
    void shouldGatherFaultsThatFollow() {
        faults.add(Errno.ENOSPC);
        faults.due(START_NS);
        faults.add(Errno.ENOSPC);
        faults.add(Errno.EIO);

        assertNull(faults.due(START_NS + StoreFaults.INTERVAL_NS - 1));
        assertEquals("2 I/Os failed below it, the last one: Input/output error",
            faults.due(START_NS + StoreFaults.INTERVAL_NS));
    }
}
