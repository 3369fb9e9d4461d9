package orbis.protocol.tftp;

/** Error codes of an ERROR packet (RFC 1350 appendix I, RFC 2347). */
public final class TftpError {
    /** Not defined, see the message. GRUB and iPXE end a transfer that they no longer want with it. */
    public static final int NOT_DEFINED = 0;
    /** File not found. */
    public static final int NOT_FOUND = 1;
    /** Access violation. */
    public static final int ACCESS_VIOLATION = 2;
    /** Disk full or allocation exceeded. */
    public static final int DISK_FULL = 3;
    /** Illegal TFTP operation. */
    public static final int ILLEGAL_OPERATION = 4;
    /** Unknown transfer ID. */
    public static final int UNKNOWN_TRANSFER = 5;
    /** File already exists. */
    public static final int FILE_EXISTS = 6;
    /** No such user. */
    public static final int NO_SUCH_USER = 7;
    /** The client refuses the options (RFC 2347). UEFI ends its question for a file's size with it. */
    public static final int OPTION_REFUSED = 8;

    private TftpError() {
    }

    /**
     * Whether a client that sends this code merely ends a transfer that it does not need.
     *
     * @param code of the ERROR packet.
     * @return true for what firmware and boot loaders do on purpose.
     */
    public static boolean isPlainEnd(final int code) {
        return code == NOT_DEFINED || code == OPTION_REFUSED;
    }
}
