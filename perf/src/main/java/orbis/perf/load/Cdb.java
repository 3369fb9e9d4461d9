package orbis.perf.load;

import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/** The few commands that the load generator sends (SBC-4 clause 5), and what comes back with them. */
final class Cdb {
    static final int GOOD = 0x00;
    static final int CHECK_CONDITION = 0x02;
    static final int BUSY = 0x08;
    static final int TASK_SET_FULL = 0x28;
    static final int UNIT_ATTENTION = 0x06;

    private static final int READ_16 = 0x88;
    private static final int WRITE_16 = 0x8A;
    private static final int SERVICE_ACTION_IN_16 = 0x9E;
    private static final int READ_CAPACITY_16 = 0x10;
    private static final int FUA = 0x08;
    private static final int DESCRIPTOR_FORMAT = 0x72;
    private static final int FIXED_SENSE_LENGTH = 2 + 14;
    private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Cdb() {
    }

    /** READ CAPACITY (16), over 16 zero bytes. */
    static void readCapacity16(final long address, final int length) {
        UnsafeApi.putByte(address, (byte) SERVICE_ACTION_IN_16);
        UnsafeApi.putByte(address + 1, (byte) READ_CAPACITY_16);
        UnsafeApi.putInt(address + 10, SWAP ? Integer.reverseBytes(length) : length);
    }

    /** READ (16) or WRITE (16), over 16 zero bytes. */
    static void transfer16(
        final long address, final boolean write, final boolean fua, final long lba, final int blocks) {
        UnsafeApi.putByte(address, (byte) (write ? WRITE_16 : READ_16));
        UnsafeApi.putByte(address + 1, (byte) (write && fua ? FUA : 0));
        UnsafeApi.putLong(address + 2, SWAP ? Long.reverseBytes(lba) : lba);
        UnsafeApi.putInt(address + 10, SWAP ? Integer.reverseBytes(blocks) : blocks);
    }

    /** Sense key, ASC and ASCQ as 0xKKAAQQ from the data of a SCSI Response (RFC 7143 section 11.4.7), 0 for none. */
    static int sense(final long address, final int length) {
        if (length < FIXED_SENSE_LENGTH) {
            return 0;
        }
        final long data = address + 2;
        final boolean descriptors = (UnsafeApi.getByte(data) & 0x7E) == DESCRIPTOR_FORMAT;
        final int key = UnsafeApi.getByte(data + (descriptors ? 1 : 2)) & 0x0F;
        final long code = data + (descriptors ? 2 : 12);
        return key << 16 | (UnsafeApi.getByte(code) & 0xFF) << 8 | UnsafeApi.getByte(code + 1) & 0xFF;
    }
}
