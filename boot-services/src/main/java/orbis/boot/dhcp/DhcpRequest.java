package orbis.boot.dhcp;

import static orbis.protocol.dhcp.DhcpOptionCode.CLIENT_ARCHITECTURE;
import static orbis.protocol.dhcp.DhcpOptionCode.CLIENT_IDENTIFIER;
import static orbis.protocol.dhcp.DhcpOptionCode.CLIENT_UUID;
import static orbis.protocol.dhcp.DhcpOptionCode.IPXE;
import static orbis.protocol.dhcp.DhcpOptionCode.RELAY_AGENT;
import static orbis.protocol.dhcp.DhcpOptionCode.RELAY_LINK_SELECTION;
import static orbis.protocol.dhcp.DhcpOptionCode.USER_CLASS;
import static orbis.protocol.dhcp.DhcpOptionCode.VENDOR_CLASS;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import orbis.boot.ClientRecord;
import orbis.boot.FirmwareKind;
import orbis.boot.MacAddress;
import orbis.protocol.dhcp.Architecture;
import orbis.protocol.dhcp.DhcpFlyweight;
import orbis.protocol.dhcp.DhcpOptions;
import org.agrona.DirectBuffer;

/** A packet of a client, and what it says of its sender. One instance is used for all packets. */
final class DhcpRequest {
    private static final byte[] PXE_PREFIX = "PXEClient".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HTTP_PREFIX = "HTTPClient".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IPXE_CLASS = "iPXE".getBytes(StandardCharsets.US_ASCII);
    /** The user class with its length before it, as RFC 3004 has it. */
    private static final byte[] IPXE_CLASS_WITH_LENGTH = "\u0004iPXE".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_HOPS = 16;
    private static final int ETHERNET_LENGTH = 6;
    private static final int ETHERNET_IDENTIFIER_LENGTH = 7;
    private static final int UUID_LENGTH = 17;
    /** Set in the keys of clients without an Ethernet address, so that they differ from all of those. */
    private static final long HASHED_KEY = 1L << 63;
    private static final long FNV_OFFSET = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01B3L;

    private final DhcpFlyweight header = new DhcpFlyweight();
    private final DhcpOptions options = new DhcpOptions();
    private DatagramPort port;
    private int sourceAddress;
    private int sourcePort;
    private long key;
    private long mac;
    private int type;
    private FirmwareKind kind;
    private Architecture architecture;
    private ClientRecord client;

    /**
     * Reads a packet.
     *
     * @return false when it is not a DHCP request of somebody who can be told from others.
     */
    boolean wrap(
        final DatagramPort port,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final int sourceAddress,
        final int sourcePort) {
        if (length < DhcpFlyweight.OPTIONS_OFFSET) {
            return false;
        }
        this.port = port;
        this.sourceAddress = sourceAddress;
        this.sourcePort = sourcePort;
        client = null;
        header.wrap(buffer, offset, length);
        if (header.op() != DhcpFlyweight.BOOT_REQUEST || !header.hasCookie() || header.hops() > MAX_HOPS
            || header.hardwareLength() > DhcpFlyweight.HARDWARE_ADDRESS_FIELD_LENGTH
            || !options.wrap(header.buffer(), length)) {
            return false;
        }
        type = options.messageType();
        return type != 0 && identify();
    }

    private boolean identify() {
        mac = MacAddress.NONE;
        if (header.hardwareType() == DhcpFlyweight.ETHERNET && header.hardwareLength() == ETHERNET_LENGTH) {
            mac = header.mac();
        } else if (options.length(CLIENT_IDENTIFIER) == ETHERNET_IDENTIFIER_LENGTH
            && options.u8(CLIENT_IDENTIFIER) == DhcpFlyweight.ETHERNET) {
            mac = (long) options.u16At(CLIENT_IDENTIFIER, 1) << 32
                | (long) options.u16At(CLIENT_IDENTIFIER, 3) << 16 | options.u16At(CLIENT_IDENTIFIER, 5);
        }
        key = mac != MacAddress.NONE ? mac : hashedKey();
        kind = firmwareKind();
        architecture = seenArchitecture();
        return key != 0;
    }

    private long hashedKey() {
        long hash = FNV_OFFSET;
        if (options.length(CLIENT_IDENTIFIER) > 1) {
            for (int i = 0; i < options.length(CLIENT_IDENTIFIER); i++) {
                hash = (hash ^ options.u8(CLIENT_IDENTIFIER, i)) * FNV_PRIME;
            }
            return hash | HASHED_KEY;
        }
        if (header.hardwareType() == DhcpFlyweight.ETHERNET && header.hardwareLength() == ETHERNET_LENGTH) {
            return 0;
        }
        for (int i = 0; i < header.hardwareLength(); i++) {
            hash = (hash ^ header.hardwareAddress(i)) * FNV_PRIME;
        }
        return header.hardwareLength() == 0 ? 0 : hash | HASHED_KEY;
    }

    private FirmwareKind firmwareKind() {
        if (options.startsWith(USER_CLASS, IPXE_CLASS) || options.startsWith(USER_CLASS, IPXE_CLASS_WITH_LENGTH)
            || options.has(IPXE)) {
            return FirmwareKind.IPXE;
        }
        if (options.startsWith(VENDOR_CLASS, HTTP_PREFIX)) {
            return FirmwareKind.HTTP;
        }
        // U-Boot and Petitboot tell their architecture, as PXE does, but are of classes of their own.
        return isPxeClient() || options.length(CLIENT_ARCHITECTURE) >= Short.BYTES
            ? FirmwareKind.PXE : FirmwareKind.PLAIN;
    }

    /** Whether the sender knows the options of PXE, and ProxyDHCP. */
    boolean isPxeClient() {
        return options.startsWith(VENDOR_CLASS, PXE_PREFIX);
    }

    private Architecture seenArchitecture() {
        for (int i = 0; i + 1 < options.length(CLIENT_ARCHITECTURE); i += 2) {
            final Architecture seen = Architecture.of(options.u16At(CLIENT_ARCHITECTURE, i));
            if (seen != null) {
                return seen == Architecture.X86_BIOS && RaspberryPi.isMacOf(mac) ? Architecture.ARM_RPIBOOT : seen;
            }
        }
        return null;
    }

    /** Sets the sender's record. */
    void client(final ClientRecord record) {
        client = record;
        if (record != null && record.architecture() != null) {
            architecture = record.architecture();
        }
    }

    /** The sender's record, or null. */
    ClientRecord client() {
        return client;
    }

    DhcpFlyweight header() {
        return header;
    }

    DhcpOptions options() {
        return options;
    }

    DatagramPort port() {
        return port;
    }

    int sourceAddress() {
        return sourceAddress;
    }

    int sourcePort() {
        return sourcePort;
    }

    /** What tells the sender from all others: its MAC address, or a hash of what it has instead. */
    long key() {
        return key;
    }

    /** The sender's MAC address, or {@link MacAddress#NONE}. */
    long mac() {
        return mac;
    }

    /** The kind of message, of {@link orbis.protocol.dhcp.MessageType}. */
    int type() {
        return type;
    }

    FirmwareKind kind() {
        return kind;
    }

    /** Architecture by the client's record, else by its firmware; or null. */
    Architecture architecture() {
        return architecture;
    }

    boolean hasUuid() {
        return options.length(CLIENT_UUID) == UUID_LENGTH && options.u8(CLIENT_UUID) == 0;
    }

    /** First half of a UUID that is there, read as SMBIOS has it: its three fields are little-endian. */
    long uuidHigh() {
        final DirectBuffer buffer = options.buffer(CLIENT_UUID);
        final int offset = options.offset(CLIENT_UUID) + 1;
        return (buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL) << 32
            | (buffer.getShort(offset + 4, ByteOrder.LITTLE_ENDIAN) & 0xFFFFL) << 16
            | buffer.getShort(offset + 6, ByteOrder.LITTLE_ENDIAN) & 0xFFFFL;
    }

    /** Second half of a UUID that is there. */
    long uuidLow() {
        return options.buffer(CLIENT_UUID).getLong(options.offset(CLIENT_UUID) + 9, ByteOrder.BIG_ENDIAN);
    }

    /** Address of the network that the relay says the client is on, 0 when there is no relay. */
    int relayedNetwork() {
        final int index = options.find(RELAY_AGENT, RELAY_LINK_SELECTION);
        if (header.relayAddress() != 0 && index >= 0 && options.u8(RELAY_AGENT, index) == Integer.BYTES) {
            return options.buffer(RELAY_AGENT).getInt(options.offset(RELAY_AGENT) + index + 1, ByteOrder.BIG_ENDIAN);
        }
        return header.relayAddress();
    }
}
