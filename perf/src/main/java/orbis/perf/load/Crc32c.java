package orbis.perf.load;

import org.agrona.UnsafeApi;

/** CRC32C over memory. */
final class Crc32c {
    private static final int POLYNOMIAL = 0x82F63B78;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) != 0 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
            }
            TABLE[i] = value;
        }
    }

    private Crc32c() {
    }

    static int of(final long address, final int length) {
        return update(0, address, length);
    }

    static int update(final int crc, final long address, final int length) {
        int value = ~crc;
        for (int i = 0; i < length; i++) {
            value = value >>> 8 ^ TABLE[(value ^ UnsafeApi.getByte(address + i)) & 0xFF];
        }
        return ~value;
    }
}
