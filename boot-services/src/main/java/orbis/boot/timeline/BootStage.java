package orbis.boot.timeline;

/** Something that a client does, or is told, on its way to its disk. */
public enum BootStage {
    /** It looked for DHCP servers. */
    DISCOVER,
    /** It was offered an address. */
    OFFER,
    /** It asked for an address. */
    REQUEST,
    /** It was given the address. */
    ACK,
    /** It was refused the address. */
    NAK,
    /** It asked where its boot file is, on port 4011. */
    BOOT_SERVER,
    /** It asked for a file. */
    FILE,
    /** It asked for a file that is not there. */
    FILE_MISSING,
    /** A file went to it whole. */
    FILE_SENT,
    /** A transfer to it broke off. */
    FILE_FAILED,
    /** It listed its targets. */
    ISCSI_DISCOVERY,
    /** It logged in to its disk. */
    ISCSI_LOGIN,
    /** A login of its initiator was refused. */
    ISCSI_REFUSED,
    /** It read from its disk for the first time in a session. */
    FIRST_READ,
    /** Its session ended. */
    ISCSI_LOGOUT
}
