package orbis.engine.session;

import orbis.protocol.iscsi.SerialNumber;
import orbis.protocol.iscsi.TargetHeaderFlyweight;
import org.agrona.collections.IntHashSet;

/**
 * The numbers of a session: which commands it takes next (ExpCmdSN, MaxCmdSN) and how it counts its answers
 * (StatSN); RFC 7143 section 4.2.2. One connection a session, so commands come in order or not at all.
 */
final class CommandWindow {
    private final int depth;
    private final CommandRate rate;
    /** Numbers that count as received though others before them are still to come. */
    private final IntHashSet passed = new IntHashSet();
    private int expCmdSn;
    private int maxCmdSn;
    private int statSn;
    private int inFlight;

    /**
     * Makes a window for commands that may have to wait for their turn.
     *
     * @param expCmdSn of the first command.
     * @param statSn   of the first answer.
     * @param depth    most commands in flight.
     * @param rate     how fast they have their turn.
     */
    CommandWindow(final int expCmdSn, final int statSn, final int depth, final CommandRate rate) {
        this.expCmdSn = expCmdSn;
        this.statSn = statSn;
        this.depth = depth;
        this.rate = rate;
        maxCmdSn = expCmdSn + depth - 1;
    }

    /** Whether a command is the next one: all others are ignored without a word (section 4.2.2.1). */
    boolean expects(final int cmdSn) {
        return cmdSn == expCmdSn && SerialNumber.lessOrEqual(cmdSn, maxCmdSn);
    }

    /**
     * Has a command count as received that has its number and was not sent (section 11.6.1).
     *
     * @param cmdSn  its number.
     * @param before number of the request that says so.
     * @return false when there can be no such command, since its number is not below that one, or not in the window.
     */
    boolean pass(final int cmdSn, final int before) {
        final boolean missing = SerialNumber.less(cmdSn, before) && SerialNumber.within(cmdSn, expCmdSn, maxCmdSn);
        if (missing) {
            passed.add(cmdSn);
            skipPassed();
        }
        return missing;
    }

    private void skipPassed() {
        while (passed.remove(expCmdSn)) {
            expCmdSn++;
        }
    }

    int expCmdSn() {
        return expCmdSn;
    }

    int statSn() {
        return statSn;
    }

    /** Counts a command that came in its turn. */
    void take() {
        expCmdSn++;
        if (!passed.isEmpty()) {
            skipPassed();
        }
    }

    /** Counts a task that holds a place in the window until {@link #retire()}. */
    void enter() {
        inFlight++;
    }

    void retire() {
        inFlight--;
    }

    /** Whether so much is in flight that even commands for immediate delivery, which have no number, are too many. */
    boolean full() {
        return inFlight >= depth;
    }

    int depth() {
        return depth;
    }

    /** Writes the numbers into a header that goes out now. MaxCmdSN never goes back. */
    void stamp(final TargetHeaderFlyweight header, final boolean advances) {
        final int max = expCmdSn + Math.max(rate.window(depth) - inFlight, 0) - 1;
        if (SerialNumber.less(maxCmdSn, max)) {
            maxCmdSn = max;
        }
        // Also where it is reserved: iPXE takes StatSN from every PDU.
        header.statSn(statSn).expCmdSn(expCmdSn).maxCmdSn(maxCmdSn);
        if (advances) {
            statSn++;
        }
    }
}
