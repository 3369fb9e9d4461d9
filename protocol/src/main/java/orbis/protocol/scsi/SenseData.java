package orbis.protocol.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes sense data for current errors, fixed format (SPC-4 4.5.3) or descriptor format (4.5.2).
 *
 * <pre>
 *  fixed       0x70|VALID | 0 | key | INFORMATION (4) | 10 | command specific (4) | ASC | ASCQ | FRU | SKS (3)
 *  descriptor  0x72 | key | ASC | ASCQ | 0 0 0 | length | descriptors
 * </pre>
 */
public final class SenseData {
    /** Length in fixed format. */
    public static final int FIXED_LENGTH = 18;
    /** Longest in descriptor format: header, information, sense key specific. */
    public static final int MAX_DESCRIPTOR_LENGTH = 8 + 12 + 8;
    /** Says that there is no information field. */
    public static final long NO_INFORMATION = -1;
    /** Says that there is no sense-key specific field. */
    public static final int NO_SPECIFIC = 0;

    private static final int FIXED_CURRENT = 0x70;
    private static final int DESCRIPTOR_CURRENT = 0x72;
    private static final int VALID = 0x80;
    private static final int SKSV = 0x80_0000;
    private static final int IN_CDB = 0x40_0000;
    private static final int BIT_VALID = 0x08_0000;

    private SenseData() {
    }

    /**
     * Sense key of sense data in either format.
     *
     * @param sense the sense data.
     * @return one of {@link SenseKey}.
     */
    public static int key(final DirectBuffer sense) {
        final boolean descriptors = (sense.getByte(0) & ~VALID & 0xFE) == DESCRIPTOR_CURRENT;
        return sense.getByte(descriptors ? 1 : 2) & 0xF;
    }

    /**
     * Sense-key specific field that points at a field of the CDB (SPC-4 4.5.2.4.2).
     *
     * @param index of the byte.
     */
    public static int inCdb(final int index) {
        return SKSV | IN_CDB | index;
    }

    /**
     * Sense-key specific field that points at a bit of the CDB.
     *
     * @param index of the byte.
     * @param bit   the highest of the field.
     */
    public static int inCdb(final int index, final int bit) {
        return SKSV | IN_CDB | BIT_VALID | bit << 16 | index;
    }

    /**
     * Sense-key specific field that points into the parameter list.
     *
     * @param index of the byte.
     */
    public static int inParameters(final int index) {
        return SKSV | index & 0xFFFF;
    }

    /**
     * Sense-key specific field that tells progress (SPC-4 4.5.2.4.4).
     *
     * @param part done, of 65536.
     */
    public static int progress(final int part) {
        return SKSV | part & 0xFFFF;
    }

    /**
     * Writes sense data.
     *
     * @param buffer      where.
     * @param descriptor  whether in descriptor format.
     * @param key         {@link SenseKey}.
     * @param additional  {@link AdditionalSense}.
     * @param information INFORMATION field, or {@link #NO_INFORMATION}.
     * @param specific    24 bits of the sense-key specific field, or {@link #NO_SPECIFIC}.
     * @return length.
     */
    public static int write(
        final MutableDirectBuffer buffer,
        final boolean descriptor,
        final int key,
        final int additional,
        final long information,
        final int specific) {
        return descriptor
            ? descriptor(buffer, key, additional, information, specific)
            : fixed(buffer, key, additional, information, specific);
    }

    private static int fixed(
        final MutableDirectBuffer buffer,
        final int key,
        final int additional,
        final long information,
        final int specific) {
        buffer.setMemory(0, FIXED_LENGTH, (byte) 0);
        final boolean fits = information >= 0 && information <= 0xFFFF_FFFFL;
        buffer.putByte(0, (byte) (FIXED_CURRENT | (fits ? VALID : 0)));
        buffer.putByte(2, (byte) key);
        buffer.putInt(3, fits ? (int) information : 0, BIG_ENDIAN);
        buffer.putByte(7, (byte) (FIXED_LENGTH - 8));
        buffer.putShort(12, (short) additional, BIG_ENDIAN);
        putSpecific(buffer, 15, specific);
        return FIXED_LENGTH;
    }

    private static int descriptor(
        final MutableDirectBuffer buffer,
        final int key,
        final int additional,
        final long information,
        final int specific) {
        buffer.setMemory(0, MAX_DESCRIPTOR_LENGTH, (byte) 0);
        buffer.putByte(0, (byte) DESCRIPTOR_CURRENT);
        buffer.putByte(1, (byte) key);
        buffer.putShort(2, (short) additional, BIG_ENDIAN);
        int length = 8;
        if (information != NO_INFORMATION) {
            buffer.putByte(length + 1, (byte) 10);
            buffer.putByte(length + 2, (byte) VALID);
            buffer.putLong(length + 4, information, BIG_ENDIAN);
            length += 12;
        }
        if (specific != NO_SPECIFIC) {
            buffer.putByte(length, (byte) 2);
            buffer.putByte(length + 1, (byte) 6);
            putSpecific(buffer, length + 4, specific);
            length += 8;
        }
        buffer.putByte(7, (byte) (length - 8));
        return length;
    }

    private static void putSpecific(final MutableDirectBuffer buffer, final int index, final int specific) {
        buffer.putByte(index, (byte) (specific >>> 16));
        buffer.putShort(index + 1, (short) specific, BIG_ENDIAN);
    }
}
