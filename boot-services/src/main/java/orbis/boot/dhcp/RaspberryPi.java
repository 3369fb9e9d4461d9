package orbis.boot.dhcp;

/** Boards whose boot ROM calls itself a PC with a BIOS. They are told by the maker's part of the MAC address. */
final class RaspberryPi {
    private static final long[] MAKER_PREFIXES = {0x28cdc1, 0x2ccf67, 0x88a29e, 0xb827eb, 0xd83add, 0xdca632, 0xe45f01};

    private RaspberryPi() {
    }

    static boolean isMacOf(final long mac) {
        for (final long prefix : MAKER_PREFIXES) {
            if (mac >>> 24 == prefix) {
                return true;
            }
        }
        return false;
    }
}
