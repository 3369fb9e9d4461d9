package orbis.boot.tftp;

/** What the server counts. */
public enum TftpCounter {
    /** Read requests that came. */
    REQUESTS,
    /** Files that went out whole. */
    FILES_SENT,
    /** Bytes of the files that went out whole. */
    BYTES_SENT,
    /** Requests for what is not there. */
    NOT_FOUND,
    /** Transfers that a client ended early, as UEFI does to learn a size. */
    ABORTED,
    /** Transfers whose client fell silent, or failed. */
    FAILED,
    /** Windows that were sent again. */
    RETRANSMISSIONS,
    /** Write requests, and what is not TFTP. */
    REFUSED,
    /** Requests dropped because of a limit. */
    LIMITED,
    /** Transfers under way now. */
    ACTIVE
}
