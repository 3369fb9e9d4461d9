package orbis.engine.session;

import orbis.protocol.iscsi.SerialNumber;
import orbis.protocol.iscsi.TargetHeaderFlyweight;

/**
 * The numbers of a session: which commands it takes next (ExpCmdSN, MaxCmdSN) and how it counts its answers
 * (StatSN); RFC 7143 section 4.2.2. One connection a session, so commands come in order or not at all.
 */
final class CommandWindow {
    private final int depth;
    private int expCmdSn;
    private int maxCmdSn;
    private int statSn;
    private int inFlight;

    /**
     * Makes a window.
     *
     * @param expCmdSn of the first command.
     * @param statSn   of the first answer.
     * @param depth    most commands in flight.
     */
    CommandWindow(final int expCmdSn, final int statSn, final int depth) {
        this.expCmdSn = expCmdSn;
        this.statSn = statSn;
        this.depth = depth;
        maxCmdSn = expCmdSn + depth - 1;
    }

    /** Whether a command is the next one: all others are ignored without a word (section 4.2.2.1). */
    boolean expects(final int cmdSn) {
        return cmdSn == expCmdSn && SerialNumber.lessOrEqual(cmdSn, maxCmdSn);
    }

    /** Whether a command's number is one that may still come. */
    boolean mayCome(final int cmdSn) {
        return SerialNumber.within(cmdSn, expCmdSn, maxCmdSn);
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

    int inFlight() {
        return inFlight;
    }

    /** Writes the numbers into a header that goes out now. MaxCmdSN never goes back. */
    void stamp(final TargetHeaderFlyweight header, final boolean advances) {
        final int max = expCmdSn + Math.max(depth - inFlight, 0) - 1;
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
