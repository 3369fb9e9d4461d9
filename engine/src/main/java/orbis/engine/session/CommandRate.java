package orbis.engine.session;

/** What holds the commands of a session back: what the initiators of its disk may have in all, and what its own may. */
final class CommandRate {
    private final RateLimit ofDisk;
    private final RateLimit ofInitiator;

    CommandRate(final RateLimit ofDisk, final RateLimit ofInitiator) {
        this.ofDisk = ofDisk;
        this.ofInitiator = ofInitiator;
    }

    /** Whether a command may begin now. */
    boolean admits(final long nowNs) {
        return ofDisk.admits(nowNs) && ofInitiator.admits(nowNs);
    }

    /** Counts a command that begins now. */
    void take(final long length, final long nowNs) {
        ofDisk.take(length, nowNs);
        ofInitiator.take(length, nowNs);
    }

    /** How many of so many commands may be on their way to wait for their turn, see {@link RateLimit#window}. */
    int window(final int depth) {
        return Math.min(ofDisk.window(depth), ofInitiator.window(depth));
    }
}
