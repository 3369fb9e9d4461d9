package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import orbis.engine.status.CountersFile;
import orbis.engine.status.SystemCounter;
import org.junit.jupiter.api.Test;

class DutyCyclesTest {
    private final CountersFile counters = CountersFile.inMemory(1, 1);
    private final DutyCycles cycles = new DutyCycles(counters);

    /** A cycle of an agent, and the beginning of its next. */
    private static void cycle(final DutyCycles agent, final int work, final long tookNs) {
        agent.onBegin(1_000);
        agent.onEnd(work);
        agent.onBegin(1_000 + tookNs);
        agent.onEnd(0);
    }

    private void assertCounted(final long slow, final long longestNs) {
        assertEquals(slow, counters.system(SystemCounter.SLOW_CYCLES).get());
        assertEquals(longestNs, counters.system(SystemCounter.LONGEST_CYCLE_NS).get());
    }

    @Test
    void shouldKeepTheLongestCycleAndCountThoseThatAreSlow() {
        cycle(cycles, 1, DutyCycles.SLOW_NS - 1);
        assertCounted(0, DutyCycles.SLOW_NS - 1);

        cycle(cycles, 1, DutyCycles.SLOW_NS + 7);
        cycle(cycles, 1, DutyCycles.SLOW_NS);
        assertCounted(2, DutyCycles.SLOW_NS + 7);
    }

    @Test
    void shouldTakeNoSleepForACycle() {
        cycle(cycles, 0, 2 * DutyCycles.SLOW_NS);

        assertCounted(0, 0);
    }

    @Test
    void shouldKeepTheLongestOfAllAgents() {
        cycle(cycles, 1, 700);
        cycle(new DutyCycles(counters), 1, 500);

        assertCounted(0, 700);
    }
}
