package orbis.engine.scsi;

/** What a command does to the medium, as reservations see it (SPC-4 table 66, SBC-4 table 13). */
enum Access {
    /** Allowed whatever is reserved. */
    ALWAYS,
    /** Allowed whatever is reserved by PERSISTENT RESERVE OUT, but not when another holds a RESERVE. */
    HARMLESS,
    /** Reads: not allowed where access is exclusive to others. */
    READ,
    /** Writes or changes the unit: allowed to those only who may write. */
    WRITE,
    /** RESERVE and RELEASE: they meet persistent reservations by rules of their own. */
    RESERVE
}
