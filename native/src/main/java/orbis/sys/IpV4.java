package orbis.sys;

/** IPv4 addresses as numbers in host order: 172.16.0.1 is 0xac100001. */
final class IpV4 {
    private IpV4() {
    }

    static String format(final int address) {
        return (address >>> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "." + (address & 0xff);
    }

    static int of(final byte[] address) {
        return (address[0] & 0xff) << 24 | (address[1] & 0xff) << 16 | (address[2] & 0xff) << 8 | address[3] & 0xff;
    }
}
