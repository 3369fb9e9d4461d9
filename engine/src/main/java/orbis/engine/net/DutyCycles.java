package orbis.engine.net;

import java.util.concurrent.TimeUnit;

import orbis.engine.status.CountersFile;
import orbis.engine.status.SystemCounter;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Measures an agent's duty cycles by the one look at the clock with which each begins: a cycle that found work is
 * followed by the next at once, so what lies between is its own. After one that found none the agent may have slept.
 */
final class DutyCycles {
    /** A cycle as long as this is slow: whoever else uses the agent feels it. */
    static final long SLOW_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final AtomicCounter slow;
    private final AtomicCounter longest;
    private long beganNs;
    private long longestNs;
    private boolean worked;

    DutyCycles(final CountersFile counters) {
        slow = counters.system(SystemCounter.SLOW_CYCLES);
        longest = counters.system(SystemCounter.LONGEST_CYCLE_NS);
    }

    void onBegin(final long nowNs) {
        final long tookNs = nowNs - beganNs;
        if (worked && tookNs > longestNs) {
            longestNs = tookNs;
            raise(tookNs);
        }
        if (worked && tookNs >= SLOW_NS) {
            slow.increment();
        }
        beganNs = nowNs;
    }

    void onEnd(final int work) {
        worked = work > 0;
    }

    /** All agents share the counter. */
    private void raise(final long toNs) {
        long before = longest.get();
        while (before < toNs && !longest.compareAndSet(before, toNs)) {
            before = longest.get();
        }
    }
}
