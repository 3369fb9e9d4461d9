package orbis.boot.http;

/** What the HTTP server counts. */
public enum HttpCounter {
    /** Requests that came. */
    REQUESTS,
    /** Files, or ranges of files, that went out whole. */
    FILES_SENT,
    /** Bytes of those. */
    BYTES_SENT,
    /** Requests for what is not there. */
    NOT_FOUND,
    /** Transfers that broke off. */
    FAILED,
    /** Requests that are not answered with a file: other methods, ranges that are not there. */
    REFUSED
}
