package orbis.engine.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many commands and bytes a second may pass in all. A command is let in while neither is in debt, and may take
 * more than there is: what it took too much delays the next. Any thread may ask and take, and none waits for another.
 */
public final class RateLimit {
    /** No limit. */
    public static final long NONE = 0;

    /** Bytes of a long command, as operating systems cut what they read and write. */
    private static final int LONG_COMMAND = 512 * 1024;

    private final Allowance commands;
    private final Allowance bytes;
    /** Commands that have their turn within a second. */
    private volatile int aSecond;

    /**
     * Makes a limit.
     *
     * @param commandsPerSecond most commands a second, or {@link #NONE}.
     * @param bytesPerSecond    most bytes a second, either way, or {@link #NONE}.
     */
    public RateLimit(final long commandsPerSecond, final long bytesPerSecond) {
        commands = new Allowance(commandsPerSecond);
        bytes = new Allowance(bytesPerSecond);
        aSecond = aSecond();
    }

    /** One that lets everything pass. */
    public static RateLimit unlimited() {
        return new RateLimit(NONE, NONE);
    }

    /** Most commands a second, or {@link #NONE}. */
    public long commandsPerSecond() {
        return commands.perSecond;
    }

    /** Most bytes a second, or {@link #NONE}. */
    public long bytesPerSecond() {
        return bytes.perSecond;
    }

    /**
     * How many commands may be on their way to wait for their turn: as many as have it within about a second. An
     * initiator's clock runs for what it has sent, and it aborts what takes too long.
     *
     * @param depth most.
     * @return 1 or more.
     */
    int window(final int depth) {
        return Math.min(depth, aSecond);
    }

    /**
     * Takes over what another limit allows; what was taken too much is forgiven.
     *
     * @param other is not changed.
     */
    public void become(final RateLimit other) {
        commands.become(other.commandsPerSecond());
        bytes.become(other.bytesPerSecond());
        aSecond = aSecond();
    }

    private int aSecond() {
        final long most = Math.min(commands.most(), bytes.most() / LONG_COMMAND);
        return (int) Math.max(1, Math.min(most, Integer.MAX_VALUE));
    }

    /** Whether a command may begin now. */
    boolean admits(final long nowNs) {
        return commands.admits(nowNs) && bytes.admits(nowNs);
    }

    /** Counts a command that begins now. */
    void take(final long length, final long nowNs) {
        commands.take(1, nowNs);
        bytes.take(length, nowNs);
    }

    /** So much a second: what is taken has to be paid for by time, a moment of which may be saved up. */
    private static final class Allowance {
        private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
        /** What time lets pass at once after a pause. */
        private static final long BURST_NS = TimeUnit.MILLISECONDS.toNanos(50);
        private static final long LONG_AGO = Long.MIN_VALUE;

        private volatile long perSecond;
        /** When all that was taken is paid for. */
        private final AtomicLong paidNs = new AtomicLong(LONG_AGO);

        private Allowance(final long perSecond) {
            this.perSecond = perSecond;
        }

        private void become(final long anotherPerSecond) {
            perSecond = anotherPerSecond;
            paidNs.set(LONG_AGO);
        }

        private long most() {
            return perSecond == NONE ? Long.MAX_VALUE : perSecond;
        }

        private boolean admits(final long nowNs) {
            return perSecond == NONE || paidNs.get() <= nowNs;
        }

        private void take(final long amount, final long nowNs) {
            final long rate = perSecond;
            if (rate == NONE) {
                return;
            }
            final long costNs = (long) (amount * NS_PER_SECOND / rate);
            long before;
            do {
                before = paidNs.get();
            } while (!paidNs.compareAndSet(before, Math.max(before, nowNs - BURST_NS) + costNs));
        }
    }
}
