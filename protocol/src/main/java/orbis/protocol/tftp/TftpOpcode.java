package orbis.protocol.tftp;

/** The first two bytes of a TFTP packet (RFC 1350 section 5, RFC 2347). */
public final class TftpOpcode {
    /** Read request. */
    public static final int RRQ = 1;
    /** Write request. */
    public static final int WRQ = 2;
    /** Data. */
    public static final int DATA = 3;
    /** Acknowledgment. */
    public static final int ACK = 4;
    /** Error. */
    public static final int ERROR = 5;
    /** Option acknowledgment (RFC 2347). */
    public static final int OACK = 6;

    private TftpOpcode() {
    }
}
