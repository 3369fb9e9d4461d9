package orbis.engine.net;

import java.util.concurrent.TimeUnit;

/**
 * How long an agent without work looks again before it sleeps, learnt from how long it was idle: as long as what
 * comes next tends to come within {@link #MAX_NS}, a sleep costs more time than it saves CPU; once it does not, the
 * agent sleeps at once. The same bargain as halt polling in the kernel's KVM.
 */
final class SpinWindow {
    /** Longest look, in nanoseconds: about what it takes to be woken on another core, a few times over. */
    static final long MAX_NS = TimeUnit.MICROSECONDS.toNanos(100);
    /** First look after the agent slept at once. */
    static final long FIRST_NS = TimeUnit.MICROSECONDS.toNanos(25);

    private long ns;

    /** How long to look, in nanoseconds. */
    long ns() {
        return ns;
    }

    /** Learns from a time without work that is over, in nanoseconds. */
    void onIdled(final long idledNs) {
        if (idledNs > MAX_NS) {
            ns = 0;
        } else if (idledNs > ns) {
            ns = ns == 0 ? FIRST_NS : Math.min(MAX_NS, 2 * ns);
        }
    }
}
