package orbis.boot;

/** IPv4 addresses as {@code int}, the first byte the most significant one. 0 stands for none. */
public final class Ipv4 {
    /** No address. */
    public static final int NONE = 0;
    /** 255.255.255.255. */
    public static final int BROADCAST = -1;

    private Ipv4() {
    }

    /**
     * Reads dotted decimals.
     *
     * @param text four numbers from 0 to 255.
     * @return the address.
     * @throws IllegalArgumentException when it is not one.
     */
    public static int parse(final String text) {
        final String[] parts = text.trim().split("\\.", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
        }
        int address = 0;
        for (final String part : parts) {
            address = address << 8 | octet(part, text);
        }
        return address;
    }

    private static int octet(final String part, final String text) {
        if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
        }
        return Integer.parseInt(part);
    }

    /** Writes dotted decimals. */
    public static String format(final int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF);
    }

    /** The network mask of a prefix of 0 to 32 bits. */
    public static int mask(final int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << 32 - prefixLength;
    }
}
