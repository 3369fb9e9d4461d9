package orbis.boot.dhcp;

/** What an address of a range is. */
public final class LeaseState {
    /** Nobody's; perhaps somebody had it who gets it again when it comes back first. */
    public static final int FREE = 0;
    /** Kept for a short while for somebody to whom it was offered. */
    public static final int OFFERED = 1;
    /** Somebody's. */
    public static final int LEASED = 2;
    /** In quarantine: a client found a machine on it that has no lease. */
    public static final int DECLINED = 3;
    /** A client's fixed address, never given to another. */
    public static final int RESERVED = 4;

    private LeaseState() {
    }
}
