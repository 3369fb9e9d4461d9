package orbis.protocol.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.agrona.MutableDirectBuffer;

/**
 * Writes designation descriptors one after the other (SPC-4 7.8.6.1).
 *
 * <pre>
 *  protocol | code set | PIV | association | type | 0 | length | designator
 * </pre>
 */
public final class Designators {
    /** Bytes before a designator. */
    public static final int HEADER_LENGTH = 4;
    /** Designator type EUI-64. */
    public static final int TYPE_EUI_64 = 2;
    /** Designator type NAA. */
    public static final int TYPE_NAA = 3;

    private static final int ISCSI = 0x50;
    private static final int PIV = 0x80;
    private static final int BINARY = 1;
    private static final int ASCII = 2;
    private static final int TEXT = 3;
    private static final int OF_UNIT = 0x00;
    private static final int OF_PORT = 0x10;
    private static final int OF_DEVICE = 0x20;

    private final MutableDirectBuffer buffer;
    private final int start;
    private int end;

    /**
     * Begins a list.
     *
     * @param buffer where.
     * @param start  index of the first descriptor.
     */
    public Designators(final MutableDirectBuffer buffer, final int start) {
        this.buffer = buffer;
        this.start = start;
        end = start;
    }

    /** Bytes written. */
    public int length() {
        return end - start;
    }

    /**
     * T10 vendor ID based designator of the logical unit.
     *
     * @param vendor T10 vendor identification, up to 8 characters.
     * @param id     unique within the vendor; some initiators look at its first 8 characters only.
     */
    public Designators t10(final String vendor, final String id) {
        final int at = header(0, ASCII, OF_UNIT, 1, 8 + id.length());
        StandardInquiry.putText(buffer, at, 8, vendor);
        StandardInquiry.putText(buffer, at + 8, id.length(), id);
        return this;
    }

    /**
     * EUI-64 based designator of the logical unit.
     *
     * @param eui64 8 bytes.
     */
    public Designators eui64(final long eui64) {
        buffer.putLong(header(0, BINARY, OF_UNIT, TYPE_EUI_64, 8), eui64, BIG_ENDIAN);
        return this;
    }

    /**
     * NAA designator of the logical unit.
     *
     * @param naa 8 bytes, the NAA field included (2, 3 or 5).
     */
    public Designators naa(final long naa) {
        buffer.putLong(header(0, BINARY, OF_UNIT, TYPE_NAA, 8), naa, BIG_ENDIAN);
        return this;
    }

    /**
     * NAA designator of the logical unit, IEEE registered extended.
     *
     * @param naa    first 8 bytes, the NAA field (6) included.
     * @param vendor last 8 bytes.
     */
    public Designators naaExtended(final long naa, final long vendor) {
        final int at = header(0, BINARY, OF_UNIT, TYPE_NAA, 16);
        buffer.putLong(at, naa, BIG_ENDIAN);
        buffer.putLong(at + 8, vendor, BIG_ENDIAN);
        return this;
    }

    /**
     * Relative target port identifier.
     *
     * @param port 1 to 65535.
     */
    public Designators relativeTargetPort(final int port) {
        buffer.putInt(header(ISCSI, BINARY, PIV | OF_PORT, 4, 4), port & 0xFFFF, BIG_ENDIAN);
        return this;
    }

    /**
     * Target port group.
     *
     * @param group 0 to 65535.
     */
    public Designators targetPortGroup(final int group) {
        buffer.putInt(header(ISCSI, BINARY, PIV | OF_PORT, 5, 4), group & 0xFFFF, BIG_ENDIAN);
        return this;
    }

    /**
     * SCSI name string of the target port: its iSCSI name, {@code ",t,0x"} and the portal group tag.
     *
     * @param name in UTF-8, ended and filled up with zeroes to a multiple of four.
     */
    public Designators portName(final String name) {
        return name(PIV | OF_PORT, name);
    }

    /**
     * SCSI name string of the target device: its iSCSI name.
     *
     * @param name in UTF-8, ended and filled up with zeroes to a multiple of four.
     */
    public Designators deviceName(final String name) {
        return name(PIV | OF_DEVICE, name);
    }

    private Designators name(final int association, final String name) {
        final byte[] bytes = name.getBytes(UTF_8);
        final int length = (bytes.length + 4) & ~3;
        final int at = header(ISCSI, TEXT, association, 8, length);
        buffer.setMemory(at, length, (byte) 0);
        buffer.putBytes(at, bytes);
        return this;
    }

    private int header(final int protocol, final int codeSet, final int association, final int type, final int length) {
        buffer.putByte(end, (byte) (protocol | codeSet));
        buffer.putByte(end + 1, (byte) (association | type));
        buffer.putByte(end + 2, (byte) 0);
        buffer.putByte(end + 3, (byte) length);
        final int at = end + HEADER_LENGTH;
        end = at + length;
        return at;
    }
}
