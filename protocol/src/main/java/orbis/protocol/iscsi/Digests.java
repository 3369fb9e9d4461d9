package orbis.protocol.iscsi;

/** What a target makes of the digests that an initiator offers (RFC 7143 section 13.1). */
public enum Digests {
    /** Takes what the initiator would like best. */
    OFFERED,
    /** Takes CRC32C wherever the initiator has it in its list. */
    PREFERRED,
    /** Takes CRC32C or nothing: without it there is no session. */
    REQUIRED,
    /** Takes no digest. */
    OFF;

    /** Whether {@code None} will do, or what an initiator has that says nothing of digests. */
    boolean none() {
        return this != REQUIRED;
    }

    /** Whether {@code CRC32C} will do. */
    boolean crc32c() {
        return this != OFF;
    }
}
