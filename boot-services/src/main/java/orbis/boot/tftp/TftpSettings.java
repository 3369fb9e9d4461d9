package orbis.boot.tftp;

/**
 * How TFTP is served.
 *
 * @param port       UDP port of requests; 0 for any that is free.
 * @param singlePort whether files go out from that port too, as some firewalls want it.
 * @param limits     of what is granted.
 */
public record TftpSettings(int port, boolean singlePort, TftpLimits limits) {
    /** The well-known port. */
    public static final TftpSettings DEFAULT = new TftpSettings(69, false, TftpLimits.DEFAULT);
}
