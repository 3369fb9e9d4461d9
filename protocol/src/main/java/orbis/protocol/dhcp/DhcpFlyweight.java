package orbis.protocol.dhcp;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The fixed part of a DHCP packet (RFC 2131 section 2, figure 1).
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---------------+---------------+---------------+---------------+
 *   |     op (1)    |   htype (1)   |   hlen (1)    |   hops (1)    |
 *   +---------------+---------------+---------------+---------------+
 *   |                            xid (4)                            |
 *   +-------------------------------+-------------------------------+
 *   |           secs (2)            |           flags (2)           |
 *   +-------------------------------+-------------------------------+
 *   |    ciaddr (4), yiaddr (4), siaddr (4), giaddr (4)             |
 *   +---------------------------------------------------------------+
 *   |    chaddr (16), sname (64), file (128)                        |
 *   +---------------------------------------------------------------+
 *   |    magic cookie (4), options (variable)                       |
 *   +---------------------------------------------------------------+
 * </pre>
 */
public final class DhcpFlyweight {
    /** {@link #op()} of a client. */
    public static final int BOOT_REQUEST = 1;
    /** {@link #op()} of a server. */
    public static final int BOOT_REPLY = 2;
    /** {@link #hardwareType()} of Ethernet. */
    public static final int ETHERNET = 1;
    /** The flag of a client that cannot receive unicast before it has an address. */
    public static final int BROADCAST_FLAG = 0x8000;
    /** First four bytes of the options (RFC 2131 section 3). */
    public static final int MAGIC_COOKIE = 0x63825363;
    /** Offset of the first option. */
    public static final int OPTIONS_OFFSET = 240;
    /** Length of the hardware address field. */
    public static final int HARDWARE_ADDRESS_FIELD_LENGTH = 16;
    /** Offset of the server name field, which may hold options. */
    public static final int SERVER_NAME_OFFSET = 44;
    /** Length of the server name field. */
    public static final int SERVER_NAME_LENGTH = 64;
    /** Offset of the boot file field, which may hold options. */
    public static final int FILE_OFFSET = 108;
    /** Length of the boot file field. */
    public static final int FILE_LENGTH = 128;
    /** Bytes that every BOOTP client accepts, and some insist on (RFC 1542 section 2.1). */
    public static final int MIN_PACKET_LENGTH = 300;

    private static final int OP_OFFSET = 0;
    private static final int HARDWARE_TYPE_OFFSET = 1;
    private static final int HARDWARE_LENGTH_OFFSET = 2;
    private static final int HOPS_OFFSET = 3;
    private static final int XID_OFFSET = 4;
    private static final int SECS_OFFSET = 8;
    private static final int FLAGS_OFFSET = 10;
    private static final int CIADDR_OFFSET = 12;
    private static final int YIADDR_OFFSET = 16;
    private static final int SIADDR_OFFSET = 20;
    private static final int GIADDR_OFFSET = 24;
    private static final int CHADDR_OFFSET = 28;
    private static final int COOKIE_OFFSET = 236;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    /**
     * Lays the flyweight over a packet.
     *
     * @param packet holds it.
     * @param offset of its first byte.
     * @param length of the packet, at least {@link #OPTIONS_OFFSET} bytes.
     * @return this.
     */
    public DhcpFlyweight wrap(final DirectBuffer packet, final int offset, final int length) {
        buffer.wrap(packet, offset, length);
        return this;
    }

    /** The packet's bytes. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Sets the fixed part to zero and writes the cookie. */
    public DhcpFlyweight clear() {
        buffer.setMemory(0, OPTIONS_OFFSET, (byte) 0);
        buffer.putInt(COOKIE_OFFSET, MAGIC_COOKIE, BIG_ENDIAN);
        return this;
    }

    /** Whether the options start as those of DHCP. */
    public boolean hasCookie() {
        return buffer.getInt(COOKIE_OFFSET, BIG_ENDIAN) == MAGIC_COOKIE;
    }

    /** Request or reply. */
    public int op() {
        return buffer.getByte(OP_OFFSET);
    }

    /** Request or reply. */
    public DhcpFlyweight op(final int op) {
        buffer.putByte(OP_OFFSET, (byte) op);
        return this;
    }

    /** Hardware type, as in ARP. */
    public int hardwareType() {
        return buffer.getByte(HARDWARE_TYPE_OFFSET) & 0xFF;
    }

    /** Hardware type, as in ARP. */
    public DhcpFlyweight hardwareType(final int type) {
        buffer.putByte(HARDWARE_TYPE_OFFSET, (byte) type);
        return this;
    }

    /** Length of the hardware address as the sender says it, 0 to 255. */
    public int hardwareLength() {
        return buffer.getByte(HARDWARE_LENGTH_OFFSET) & 0xFF;
    }

    /** Length of the hardware address. */
    public DhcpFlyweight hardwareLength(final int length) {
        buffer.putByte(HARDWARE_LENGTH_OFFSET, (byte) length);
        return this;
    }

    /** Relays on the way. */
    public int hops() {
        return buffer.getByte(HOPS_OFFSET) & 0xFF;
    }

    /** Relays on the way. */
    public DhcpFlyweight hops(final int hops) {
        buffer.putByte(HOPS_OFFSET, (byte) hops);
        return this;
    }

    /** Transaction. */
    public int xid() {
        return buffer.getInt(XID_OFFSET, BIG_ENDIAN);
    }

    /** Transaction. */
    public DhcpFlyweight xid(final int xid) {
        buffer.putInt(XID_OFFSET, xid, BIG_ENDIAN);
        return this;
    }

    /** Seconds since the client began. */
    public int secs() {
        return buffer.getShort(SECS_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Seconds since the client began. */
    public DhcpFlyweight secs(final int secs) {
        buffer.putShort(SECS_OFFSET, (short) secs, BIG_ENDIAN);
        return this;
    }

    /** Flags: {@link #BROADCAST_FLAG} or 0. */
    public int flags() {
        return buffer.getShort(FLAGS_OFFSET, BIG_ENDIAN) & 0xFFFF;
    }

    /** Flags: {@link #BROADCAST_FLAG} or 0. */
    public DhcpFlyweight flags(final int flags) {
        buffer.putShort(FLAGS_OFFSET, (short) flags, BIG_ENDIAN);
        return this;
    }

    /** Address that the client has and answers ARP for. */
    public int clientAddress() {
        return buffer.getInt(CIADDR_OFFSET, BIG_ENDIAN);
    }

    /** Address that the client has (ciaddr). */
    public DhcpFlyweight clientAddress(final int address) {
        buffer.putInt(CIADDR_OFFSET, address, BIG_ENDIAN);
        return this;
    }

    /** Address that the client is given (yiaddr). */
    public int yourAddress() {
        return buffer.getInt(YIADDR_OFFSET, BIG_ENDIAN);
    }

    /** Address that the client is given (yiaddr). */
    public DhcpFlyweight yourAddress(final int address) {
        buffer.putInt(YIADDR_OFFSET, address, BIG_ENDIAN);
        return this;
    }

    /** Address of the server that has the boot file (siaddr). */
    public int nextServer() {
        return buffer.getInt(SIADDR_OFFSET, BIG_ENDIAN);
    }

    /** Address of the server that has the boot file (siaddr). */
    public DhcpFlyweight nextServer(final int address) {
        buffer.putInt(SIADDR_OFFSET, address, BIG_ENDIAN);
        return this;
    }

    /** Address of the relay on the client's side (giaddr), 0 without a relay. */
    public int relayAddress() {
        return buffer.getInt(GIADDR_OFFSET, BIG_ENDIAN);
    }

    /** Address of the relay on the client's side (giaddr). */
    public DhcpFlyweight relayAddress(final int address) {
        buffer.putInt(GIADDR_OFFSET, address, BIG_ENDIAN);
        return this;
    }

    /** The first six bytes of the hardware address as the low 48 bits. */
    public long mac() {
        return (buffer.getInt(CHADDR_OFFSET, BIG_ENDIAN) & 0xFFFF_FFFFL) << 16
            | buffer.getShort(CHADDR_OFFSET + 4, BIG_ENDIAN) & 0xFFFFL;
    }

    /** Writes an Ethernet address with its type and length. */
    public DhcpFlyweight mac(final long mac) {
        hardwareType(ETHERNET).hardwareLength(6);
        buffer.putInt(CHADDR_OFFSET, (int) (mac >>> 16), BIG_ENDIAN);
        buffer.putShort(CHADDR_OFFSET + 4, (short) mac, BIG_ENDIAN);
        return this;
    }

    /** A byte of the hardware address field. */
    public byte hardwareAddress(final int index) {
        return buffer.getByte(CHADDR_OFFSET + index);
    }

    /** Copies hardware type, length and address of another packet. */
    public DhcpFlyweight hardwareOf(final DhcpFlyweight other) {
        buffer.putShort(HARDWARE_TYPE_OFFSET, other.buffer.getShort(HARDWARE_TYPE_OFFSET));
        buffer.putBytes(CHADDR_OFFSET, other.buffer, CHADDR_OFFSET, HARDWARE_ADDRESS_FIELD_LENGTH);
        return this;
    }

    /** Writes the boot file's name, which must be shorter than the field. */
    public DhcpFlyweight file(final String name) {
        buffer.putStringWithoutLengthAscii(FILE_OFFSET, name, 0, FILE_LENGTH - 1);
        return this;
    }

    /** The boot file's name. */
    public String file() {
        int length = 0;
        while (length < FILE_LENGTH && buffer.getByte(FILE_OFFSET + length) != 0) {
            length++;
        }
        return buffer.getStringWithoutLengthAscii(FILE_OFFSET, length);
    }
}
