package orbis.engine.session;

import java.util.concurrent.TimeUnit;

/**
 * How many commands and bytes a second a disk's initiators may have in all: two buckets that fill with time. A
 * command is let in while neither is in debt, and may take more than there is: what it took too much delays the next.
 */
public final class RateLimit {
    /** No limit. */
    public static final long NONE = 0;

    /** What time lets pass at once after a pause. */
    private static final double BURST_SECONDS = 0.05;
    /** Bytes of a long command, as operating systems cut what they read and write. */
    private static final int LONG_COMMAND = 512 * 1024;
    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private double commandsPerSecond;
    private double bytesPerSecond;
    /** Commands that have their turn within a second. */
    private int aSecond;
    private double commands;
    private double bytes;
    private long filledNs;
    private boolean begun;

    /**
     * Makes a limit.
     *
     * @param commandsPerSecond most commands a second, or {@link #NONE}.
     * @param bytesPerSecond    most bytes a second, either way, or {@link #NONE}.
     */
    public RateLimit(final long commandsPerSecond, final long bytesPerSecond) {
        this.commandsPerSecond = commandsPerSecond == NONE ? Double.POSITIVE_INFINITY : commandsPerSecond;
        this.bytesPerSecond = bytesPerSecond == NONE ? Double.POSITIVE_INFINITY : bytesPerSecond;
        aSecond = (int) Math.max(1, Math.min(this.commandsPerSecond, this.bytesPerSecond / LONG_COMMAND));
    }

    /** Most commands a second, or {@link #NONE}. */
    public long commandsPerSecond() {
        return commandsPerSecond == Double.POSITIVE_INFINITY ? NONE : (long) commandsPerSecond;
    }

    /** Most bytes a second, or {@link #NONE}. */
    public long bytesPerSecond() {
        return bytesPerSecond == Double.POSITIVE_INFINITY ? NONE : (long) bytesPerSecond;
    }

    /**
     * How many commands may be on their way to wait for their turn: as many as have it within about a second. A ping or
     * an abort is read when all commands before it have been let in, and initiators wait for it some seconds.
     *
     * @param depth most.
     * @return 1 or more.
     */
    int window(final int depth) {
        return Math.min(depth, aSecond);
    }

    /** Takes over what another limit allows; debts stay. */
    void become(final RateLimit other) {
        commandsPerSecond = other.commandsPerSecond;
        bytesPerSecond = other.bytesPerSecond;
        aSecond = other.aSecond;
    }

    /** Whether a command may begin now. */
    boolean admits(final long nowNs) {
        fill(nowNs);
        return commands >= 0 && bytes >= 0;
    }

    /** Counts a command that begins. */
    void take(final long length) {
        commands -= 1;
        bytes -= length;
    }

    private void fill(final long nowNs) {
        final double seconds = begun ? (nowNs - filledNs) / NS_PER_SECOND : BURST_SECONDS;
        begun = true;
        filledNs = nowNs;
        commands = filled(commands, commandsPerSecond, seconds);
        bytes = filled(bytes, bytesPerSecond, seconds);
    }

    private static double filled(final double level, final double perSecond, final double seconds) {
        return perSecond == Double.POSITIVE_INFINITY
            ? 0 : Math.min(perSecond * BURST_SECONDS, level + perSecond * seconds);
    }
}
