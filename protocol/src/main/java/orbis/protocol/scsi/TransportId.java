package orbis.protocol.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * iSCSI TransportIDs that name an initiator port (SPC-4 7.6.4.6).
 *
 * <pre>
 *  01b | 0 | protocol 5 | 0 | length (2) | name ",i,0x" ISID in hexadecimal, ended and filled up with zeroes
 * </pre>
 */
public final class TransportId {
    /** Bytes before the name. */
    public static final int HEADER_LENGTH = 4;
    /** What is given for bytes that are no iSCSI initiator port. */
    public static final String NONE = "";

    private static final int PORT_FORMAT_ISCSI = 0x45;
    private static final int MIN_LENGTH = 20;
    private static final int MAX_LENGTH = 244;
    private static final String SEPARATOR = ",i,0x";
    private static final int ISID_DIGITS = 12;

    private TransportId() {
    }

    /**
     * Name of an initiator port (RFC 7143 4.2.6).
     *
     * @param initiatorName iSCSI name.
     * @param isid          48 bits.
     */
    public static String portName(final String initiatorName, final long isid) {
        return String.format(Locale.ROOT, "%s%s%012x", initiatorName, SEPARATOR, isid);
    }

    /**
     * Writes a TransportID.
     *
     * @param buffer where.
     * @param index  of its first byte.
     * @param port   name of the initiator port.
     * @return its length, a multiple of four.
     */
    public static int write(final MutableDirectBuffer buffer, final int index, final String port) {
        final byte[] bytes = port.getBytes(US_ASCII);
        final int length = Math.max(MIN_LENGTH, (bytes.length + 4) & ~3);
        buffer.setMemory(index, HEADER_LENGTH + length, (byte) 0);
        buffer.putByte(index, (byte) PORT_FORMAT_ISCSI);
        buffer.putShort(index + 2, (short) length, BIG_ENDIAN);
        buffer.putBytes(index + HEADER_LENGTH, bytes);
        return HEADER_LENGTH + length;
    }

    /**
     * Length of a TransportID, as it says itself.
     *
     * @param buffer where.
     * @param index  of its first byte.
     * @param limit  index after the last byte that there is.
     * @return its length with its header, or 0 when it is not one of iSCSI, is longer than what there is, or has a
     *         length that no TransportID has: the name takes at least 20 bytes, and a multiple of four.
     */
    public static int length(final DirectBuffer buffer, final int index, final int limit) {
        if (limit - index < HEADER_LENGTH || (buffer.getByte(index) & 0x0F) != (PORT_FORMAT_ISCSI & 0x0F)) {
            return 0;
        }
        final int nameLength = buffer.getShort(index + 2, BIG_ENDIAN) & 0xFFFF;
        final boolean possible = nameLength >= MIN_LENGTH && nameLength % Integer.BYTES == 0
            && nameLength <= limit - index - HEADER_LENGTH;
        return possible ? HEADER_LENGTH + nameLength : 0;
    }

    /**
     * Reads a TransportID.
     *
     * @param buffer where.
     * @param index  of its first byte.
     * @param length as {@link #length} gave it.
     * @return name of the initiator port as {@link #portName} writes it, or {@link #NONE}.
     */
    public static String port(final DirectBuffer buffer, final int index, final int length) {
        if ((buffer.getByte(index) & 0xFF) != PORT_FORMAT_ISCSI || length > HEADER_LENGTH + MAX_LENGTH) {
            return NONE;
        }
        final byte[] bytes = new byte[length - HEADER_LENGTH];
        buffer.getBytes(index + HEADER_LENGTH, bytes);
        final String padded = new String(bytes, US_ASCII);
        final int end = padded.indexOf('\0');
        final String text = end < 0 ? padded : padded.substring(0, end);
        final int separator = text.indexOf(SEPARATOR);
        final String digits = separator < 1 ? "" : text.substring(separator + SEPARATOR.length());
        if (digits.isEmpty() || digits.length() > ISID_DIGITS || !digits.matches("[0-9A-Fa-f]+")) {
            return NONE;
        }
        return portName(text.substring(0, separator).toLowerCase(Locale.ROOT), Long.parseLong(digits, 16));
    }
}
