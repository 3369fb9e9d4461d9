package orbis.engine.scsi;

/** Types of persistent reservations (SPC-4 6.15.3.4). */
final class ReservationType {
    static final int NONE = 0;
    static final int WRITE_EXCLUSIVE = 1;
    static final int EXCLUSIVE_ACCESS = 3;
    static final int WRITE_EXCLUSIVE_REGISTRANTS_ONLY = 5;
    static final int EXCLUSIVE_ACCESS_REGISTRANTS_ONLY = 6;
    static final int WRITE_EXCLUSIVE_ALL_REGISTRANTS = 7;
    static final int EXCLUSIVE_ACCESS_ALL_REGISTRANTS = 8;
    /** PERSISTENT RESERVATION TYPE MASK of REPORT CAPABILITIES: all of them. */
    static final int MASK = 0xEA01;

    private ReservationType() {
    }

    static boolean isValid(final int type) {
        return type == WRITE_EXCLUSIVE || type == EXCLUSIVE_ACCESS
            || type >= WRITE_EXCLUSIVE_REGISTRANTS_ONLY && type <= EXCLUSIVE_ACCESS_ALL_REGISTRANTS;
    }

    /** Whether all who are registered hold it together. */
    static boolean isAllRegistrants(final int type) {
        return type == WRITE_EXCLUSIVE_ALL_REGISTRANTS || type == EXCLUSIVE_ACCESS_ALL_REGISTRANTS;
    }

    /** Whether all who are registered may do what its holder may. */
    static boolean admitsRegistrants(final int type) {
        return type >= WRITE_EXCLUSIVE_REGISTRANTS_ONLY;
    }

    /** Whether all may read. */
    static boolean admitsReaders(final int type) {
        return type == WRITE_EXCLUSIVE || type == WRITE_EXCLUSIVE_REGISTRANTS_ONLY
            || type == WRITE_EXCLUSIVE_ALL_REGISTRANTS;
    }
}
