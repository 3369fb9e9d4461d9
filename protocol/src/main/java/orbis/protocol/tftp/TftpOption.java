package orbis.protocol.tftp;

/** The options that change a transfer (RFC 2347). Others, such as {@code multicast} of iPXE, are not acknowledged. */
public enum TftpOption {
    /** Bytes a block (RFC 2348). */
    BLKSIZE("blksize", 8, 65464),
    /** Seconds until a packet is sent again (RFC 2349). */
    TIMEOUT("timeout", 1, 255),
    /** Bytes of the file; asked for with 0, answered with the size (RFC 2349). */
    TSIZE("tsize", 0, 1L << 40),
    /** Blocks that are sent before an ACK is waited for (RFC 7440). */
    WINDOWSIZE("windowsize", 1, 65535);

    private static final TftpOption[] ALL = values();

    private final String key;
    private final long min;
    private final long max;

    TftpOption(final String key, final long min, final long max) {
        this.key = key;
        this.min = min;
        this.max = max;
    }

    /**
     * The name on the wire.
     *
     * @return in lower case.
     */
    public String key() {
        return key;
    }

    /**
     * Whether a value is one that its RFC allows.
     *
     * @param value asked for.
     * @return true within the bounds.
     */
    public boolean allows(final long value) {
        return value >= min && value <= max;
    }

    /**
     * The option of a name.
     *
     * @param name in any case.
     * @return null if it is not known.
     */
    public static TftpOption of(final String name) {
        for (final TftpOption option : ALL) {
            if (option.key.equalsIgnoreCase(name)) {
                return option;
            }
        }
        return null;
    }
}
