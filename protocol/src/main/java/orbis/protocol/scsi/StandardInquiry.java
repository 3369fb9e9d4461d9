package orbis.protocol.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import org.agrona.MutableDirectBuffer;

/** Writes standard INQUIRY data (SPC-4 6.6.2) of a direct access block device. */
public final class StandardInquiry {
    /** Length, version descriptors included. */
    public static final int LENGTH = 96;
    /** Peripheral qualifier and device type where there is no logical unit. */
    public static final int NO_UNIT = 0x7F;

    private static final int SPC_4_VERSION = 0x06;
    private static final int RMB = 0x80;
    private static final int HISUP = 0x10;
    private static final int RESPONSE_FORMAT = 0x02;
    private static final int EXPLICIT_ALUA = 0x20;
    private static final int THIRD_PARTY_COPY = 0x08;
    private static final int CMDQUE = 0x02;
    /** SAM-5, SPC-4, SBC-3, iSCSI (SPC-4 table 144). */
    private static final int[] VERSIONS = {0x00A0, 0x0460, 0x04C0, 0x0960};

    private StandardInquiry() {
    }

    /**
     * Writes the data.
     *
     * @param buffer   where.
     * @param vendor   T10 vendor identification, up to 8 characters.
     * @param product  product identification, up to 16 characters.
     * @param revision product revision level, up to 4 characters.
     * @param exists   whether there is such a logical unit.
     * @param removable whether its medium can be ejected (RMB).
     * @return length.
     */
    public static int write(
        final MutableDirectBuffer buffer,
        final String vendor,
        final String product,
        final String revision,
        final boolean exists,
        final boolean removable) {
        buffer.setMemory(0, LENGTH, (byte) 0);
        buffer.putByte(0, (byte) (exists ? 0 : NO_UNIT));
        buffer.putByte(1, (byte) (removable ? RMB : 0));
        buffer.putByte(2, (byte) SPC_4_VERSION);
        buffer.putByte(3, (byte) (HISUP | RESPONSE_FORMAT));
        buffer.putByte(4, (byte) (LENGTH - 5));
        buffer.putByte(5, (byte) (EXPLICIT_ALUA | THIRD_PARTY_COPY));
        buffer.putByte(7, (byte) CMDQUE);
        putText(buffer, 8, 8, vendor);
        putText(buffer, 16, 16, product);
        putText(buffer, 32, 4, revision);
        for (int i = 0; i < VERSIONS.length; i++) {
            buffer.putShort(58 + 2 * i, (short) VERSIONS[i], BIG_ENDIAN);
        }
        return LENGTH;
    }

    /**
     * Writes text, filled up with blanks; what is not printable ASCII becomes a question mark.
     *
     * @param buffer where.
     * @param index  of the first byte.
     * @param length of the field.
     * @param text   cut when longer than the field.
     */
    static void putText(final MutableDirectBuffer buffer, final int index, final int length, final String text) {
        final byte[] bytes = text.getBytes(US_ASCII);
        for (int i = 0; i < length; i++) {
            final byte c = i < bytes.length ? bytes[i] : (byte) ' ';
            buffer.putByte(index + i, c < 0x20 || c > 0x7E ? (byte) '?' : c);
        }
    }
}
