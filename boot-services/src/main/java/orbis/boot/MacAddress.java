package orbis.boot;

/** Ethernet addresses as the low 48 bits of a {@code long}, the first byte the most significant one. */
public final class MacAddress {
    /** No address. */
    public static final long NONE = 0;

    private static final String DIGITS = "0123456789abcdef";

    private MacAddress() {
    }

    /**
     * Reads six bytes in hex with colons or dashes between them.
     *
     * @param text such as {@code 00:0c:29:8c:d4:14}.
     * @return the address.
     * @throws IllegalArgumentException when it is not one, or is all zero or a group's address.
     */
    public static long parse(final String text) {
        final String hex = text.trim().replace('-', ':');
        if (!hex.matches("([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}")) {
            throw new IllegalArgumentException("'" + text + "' is not a MAC address (six bytes, aa:bb:cc:dd:ee:ff)");
        }
        final long mac = Long.parseLong(hex.replace(":", ""), 16);
        if (mac == NONE || (mac >>> 40 & 1) != 0) {
            throw new IllegalArgumentException("'" + text + "' is not the MAC address of one machine");
        }
        return mac;
    }

    /** Writes six bytes in lower-case hex with colons between them. */
    public static String format(final long mac) {
        return format(mac, ':');
    }

    /** Writes six bytes in lower-case hex with a separator of your own between them. */
    public static String format(final long mac, final char separator) {
        final StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            text.append(DIGITS.charAt((int) (mac >>> shift + 4) & 0xF));
            text.append(DIGITS.charAt((int) (mac >>> shift) & 0xF));
            if (shift > 0) {
                text.append(separator);
            }
        }
        return text.toString();
    }
}
