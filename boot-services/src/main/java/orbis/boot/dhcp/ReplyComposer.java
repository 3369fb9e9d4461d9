package orbis.boot.dhcp;

import static orbis.protocol.dhcp.DhcpOptionCode.BOOT_FILE;
import static orbis.protocol.dhcp.DhcpOptionCode.BROADCAST_ADDRESS;
import static orbis.protocol.dhcp.DhcpOptionCode.CLIENT_IDENTIFIER;
import static orbis.protocol.dhcp.DhcpOptionCode.CLIENT_UUID;
import static orbis.protocol.dhcp.DhcpOptionCode.HOST_NAME;
import static orbis.protocol.dhcp.DhcpOptionCode.IPXE;
import static orbis.protocol.dhcp.DhcpOptionCode.IPXE_KEEP_SAN;
import static orbis.protocol.dhcp.DhcpOptionCode.IPXE_NO_PROXY;
import static orbis.protocol.dhcp.DhcpOptionCode.ISCSI_INITIATOR;
import static orbis.protocol.dhcp.DhcpOptionCode.LEASE_TIME;
import static orbis.protocol.dhcp.DhcpOptionCode.MAX_MESSAGE_SIZE;
import static orbis.protocol.dhcp.DhcpOptionCode.MESSAGE;
import static orbis.protocol.dhcp.DhcpOptionCode.MESSAGE_TYPE;
import static orbis.protocol.dhcp.DhcpOptionCode.PARAMETER_REQUEST_LIST;
import static orbis.protocol.dhcp.DhcpOptionCode.PXE_BOOT_ITEM;
import static orbis.protocol.dhcp.DhcpOptionCode.PXE_DISCOVERY_CONTROL;
import static orbis.protocol.dhcp.DhcpOptionCode.PXE_USE_BOOT_FILE;
import static orbis.protocol.dhcp.DhcpOptionCode.REBINDING_TIME;
import static orbis.protocol.dhcp.DhcpOptionCode.RELAY_AGENT;
import static orbis.protocol.dhcp.DhcpOptionCode.RENEWAL_TIME;
import static orbis.protocol.dhcp.DhcpOptionCode.ROOT_PATH;
import static orbis.protocol.dhcp.DhcpOptionCode.SERVER_IDENTIFIER;
import static orbis.protocol.dhcp.DhcpOptionCode.SUBNET_MASK;
import static orbis.protocol.dhcp.DhcpOptionCode.TFTP_SERVER_ADDRESS;
import static orbis.protocol.dhcp.DhcpOptionCode.TFTP_SERVER_NAME;
import static orbis.protocol.dhcp.DhcpOptionCode.VENDOR_CLASS;
import static orbis.protocol.dhcp.DhcpOptionCode.VENDOR_SPECIFIC;

import java.nio.charset.StandardCharsets;
import java.util.List;
import orbis.boot.DhcpOption;
import orbis.boot.DhcpQuirk;
import orbis.boot.FirmwareKind;
import orbis.boot.Ipv4;
import orbis.boot.Subnet;
import orbis.boot.recipe.BootAnswer;
import orbis.protocol.dhcp.DhcpFlyweight;
import orbis.protocol.dhcp.DhcpOptionEncoder;
import orbis.protocol.dhcp.DhcpOptions;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes replies, one at a time. The boot options stand in an order that every known firmware reads; the same
 * go into an OFFER and into the ACK after it. Nothing is put into the file and server name fields but the boot
 * file, since shim reads the header alone.
 */
final class ReplyComposer {
    /** Largest reply: UEFI's PXE drops what is longer. */
    static final int MAX_LENGTH = 1472;

    /** IP and UDP header, which option 57 counts in. */
    private static final int UDP_OVERHEAD = 28;
    /** What a client takes that says nothing (RFC 2131 section 2). */
    private static final int DEFAULT_MESSAGE_SIZE = 576;
    /** Of an address as text, with a dot after each number. */
    private static final int MAX_ADDRESS_LENGTH = 16;
    private static final byte[] PXE_CLASS = "PXEClient".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HTTP_CLASS = "HTTPClient".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LOAD_BOOT_FILE = {PXE_DISCOVERY_CONTROL, 1, PXE_USE_BOOT_FILE, (byte) 0xFF};
    private static final byte[] IPXE_DO_NOT_WAIT = {(byte) IPXE_NO_PROXY, 1, 1};
    private static final byte[] IPXE_DO_NOT_WAIT_KEEP_SAN = {(byte) IPXE_NO_PROXY, 1, 1, IPXE_KEEP_SAN, 1, 1};

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_LENGTH]);
    private final DhcpFlyweight header = new DhcpFlyweight().wrap(buffer, 0, MAX_LENGTH);
    private final DhcpOptionEncoder encoder = new DhcpOptionEncoder();
    private final UnsafeBuffer addressText = new UnsafeBuffer(new byte[MAX_ADDRESS_LENGTH]);
    private DhcpRequest request;
    /** Kept for what the relay added, 0 when there is nothing or too much of it. */
    private int relayRoom;

    /** The reply. */
    DirectBuffer buffer() {
        return buffer;
    }

    /** The reply's fixed part, which may be changed. */
    DhcpFlyweight header() {
        return header;
    }

    /** Starts a reply. */
    ReplyComposer begin(final DhcpRequest to, final int messageType, final int serverAddress) {
        request = to;
        final DhcpFlyweight asked = to.header();
        header.clear().op(DhcpFlyweight.BOOT_REPLY).hardwareOf(asked).xid(asked.xid()).flags(asked.flags())
            .relayAddress(asked.relayAddress());
        final int size = to.options().u16(MAX_MESSAGE_SIZE, DEFAULT_MESSAGE_SIZE);
        final int limit = Math.min(Math.max(size, DEFAULT_MESSAGE_SIZE) - UDP_OVERHEAD, MAX_LENGTH);
        relayRoom = relayRoom(to.options().length(RELAY_AGENT));
        encoder.wrap(buffer, DhcpFlyweight.OPTIONS_OFFSET, Math.min(limit, MAX_LENGTH - relayRoom));
        encoder.putU8(MESSAGE_TYPE, messageType);
        encoder.putU32(SERVER_IDENTIFIER, serverAddress);
        echo(CLIENT_IDENTIFIER);
        return this;
    }

    /**
     * What a relay added does not count for the client, which never sees it. When there is so much of it that it leaves
     * less than each client takes, the reply goes without (RFC 3046 section 2.2).
     */
    private static int relayRoom(final int length) {
        final int room = length < 0 ? 0 : DhcpOptionEncoder.encodedLength(length);
        return room <= MAX_LENGTH - DEFAULT_MESSAGE_SIZE ? room : 0;
    }

    /** The address that the client has already. */
    ReplyComposer confirm() {
        header.clientAddress(request.header().clientAddress());
        return this;
    }

    /** The address, and how long the client may keep it. */
    ReplyComposer lease(final int address, final int leaseTimeS) {
        header.yourAddress(address);
        encoder.putU32(LEASE_TIME, leaseTimeS);
        encoder.putU32(RENEWAL_TIME, leaseTimeS / 2);
        encoder.putU32(REBINDING_TIME, leaseTimeS - leaseTimeS / 8);
        return this;
    }

    /** The mask, without which no address is of use: it comes before all that may fill the reply, and the router. */
    ReplyComposer mask(final Subnet subnet) {
        encoder.putU32(SUBNET_MASK, subnet.mask());
        return this;
    }

    /** Where to boot from; nothing when there is nothing. */
    ReplyComposer boot(final BootAnswer answer, final DhcpQuirk quirk, final int serverAddress) {
        final boolean hasFile = answer.bootFile() != null;
        if (hasFile || answer.rootPath() != null) {
            switch (request.kind()) {
                case PXE -> pxe(answer, quirk, serverAddress);
                case HTTP -> http(answer, serverAddress);
                case IPXE -> ipxe(answer, serverAddress);
                default -> {
                }
            }
            if (answer.rootPath() != null) {
                encoder.putText(ROOT_PATH, answer.rootPath());
            }
        }
        final List<DhcpOption> extra = answer.options();
        for (int i = 0; i < extra.size(); i++) {
            encoder.put(extra.get(i).code(), extra.get(i).value());
        }
        return this;
    }

    private void pxe(final BootAnswer answer, final DhcpQuirk quirk, final int serverAddress) {
        echo(CLIENT_UUID);
        if (answer.bootFile() == null) {
            return;
        }
        if (quirk != DhcpQuirk.PLAIN && request.isPxeClient()) {
            encoder.put(VENDOR_CLASS, PXE_CLASS);
        }
        if (quirk == DhcpQuirk.NONE && request.isPxeClient()) {
            encoder.put(VENDOR_SPECIFIC, LOAD_BOOT_FILE);
        }
        file(answer, serverAddress);
    }

    private void http(final BootAnswer answer, final int serverAddress) {
        echo(CLIENT_UUID);
        if (answer.bootFile() != null) {
            encoder.put(VENDOR_CLASS, HTTP_CLASS);
            // GRUB compares the class as a text that ends in 0, which this byte is.
            encoder.pad();
            file(answer, serverAddress);
        }
    }

    private void ipxe(final BootAnswer answer, final int serverAddress) {
        echo(CLIENT_UUID);
        encoder.put(IPXE, answer.rootPath() == null ? IPXE_DO_NOT_WAIT : IPXE_DO_NOT_WAIT_KEEP_SAN);
        if (answer.bootFile() != null) {
            file(answer, serverAddress);
        }
        if (answer.initiatorName() != null) {
            encoder.putText(ISCSI_INITIATOR, answer.initiatorName());
        }
    }

    /** The boot file in the header, for shim and where it fits, and in the options, for the others. */
    private void file(final BootAnswer answer, final int serverAddress) {
        final int server = answer.nextServer() == Ipv4.NONE ? serverAddress : answer.nextServer();
        header.nextServer(server);
        if (answer.bootFile().length() < DhcpFlyweight.FILE_LENGTH) {
            header.file(answer.bootFile());
        }
        encoder.put(TFTP_SERVER_NAME, addressText, 0, writeAddress(server));
        encoder.putText(BOOT_FILE, answer.bootFile());
        // UEFI's PXE writes a 0 over the byte after the name, which would be the next option's code.
        encoder.pad();
        if (request.options().contains(PARAMETER_REQUEST_LIST, TFTP_SERVER_ADDRESS)) {
            encoder.putU32(TFTP_SERVER_ADDRESS, server);
        }
    }

    /** Writes an address as text; gives its length. */
    private int writeAddress(final int address) {
        int length = 0;
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            length += addressText.putNaturalIntAscii(length, address >>> shift & 0xFF);
            addressText.putByte(length++, (byte) '.');
        }
        return length - 1;
    }

    /** What a PXE client is told by a server that leases no addresses. */
    ReplyComposer proxy(final BootAnswer answer, final boolean onBootPort, final int serverAddress) {
        header.nextServer(answer.nextServer() == Ipv4.NONE ? serverAddress : answer.nextServer());
        echo(CLIENT_UUID);
        if (request.kind() == FirmwareKind.HTTP) {
            encoder.put(VENDOR_CLASS, HTTP_CLASS);
            encoder.pad();
            file(answer, serverAddress);
            return this;
        }
        encoder.put(VENDOR_CLASS, PXE_CLASS);
        final boolean asksAgain = !onBootPort && request.kind() == FirmwareKind.PXE
            && request.architecture() != null && request.architecture().isUefi();
        if (!asksAgain) {
            pxeVendorOptions();
            if (answer.bootFile() != null) {
                file(answer, serverAddress);
            }
        }
        return this;
    }

    /** Option 43: load the boot file at once; the boot item that was asked for is said again. */
    private void pxeVendorOptions() {
        final DhcpOptions asked = request.options();
        final int item = asked.find(VENDOR_SPECIFIC, PXE_BOOT_ITEM);
        if (item < 0) {
            encoder.put(VENDOR_SPECIFIC, LOAD_BOOT_FILE);
            return;
        }
        final int itemLength = 1 + asked.u8(VENDOR_SPECIFIC, item);
        final byte[] value = new byte[LOAD_BOOT_FILE.length + 1 + itemLength];
        System.arraycopy(LOAD_BOOT_FILE, 0, value, 0, LOAD_BOOT_FILE.length - 1);
        value[LOAD_BOOT_FILE.length - 1] = PXE_BOOT_ITEM;
        asked.buffer(VENDOR_SPECIFIC).getBytes(
            asked.offset(VENDOR_SPECIFIC) + item, value, LOAD_BOOT_FILE.length, itemLength);
        value[value.length - 1] = (byte) 0xFF;
        encoder.put(VENDOR_SPECIFIC, value);
    }

    /**
     * What everybody on the network is told, as far as the client wants to know it and has not been told: in the order
     * in which it asks, since not all may fit (RFC 2132 section 9.8).
     */
    ReplyComposer network(final Subnet subnet) {
        final DhcpOptions asked = request.options();
        if (asked.has(PARAMETER_REQUEST_LIST)) {
            for (int i = 0; i < asked.length(PARAMETER_REQUEST_LIST); i++) {
                tell(subnet, asked.u8(PARAMETER_REQUEST_LIST, i));
            }
            return this;
        }
        for (int i = 0; i < subnet.options().size(); i++) {
            tell(subnet.options().get(i));
        }
        tell(subnet, BROADCAST_ADDRESS);
        tell(subnet, HOST_NAME);
        return this;
    }

    private void tell(final Subnet subnet, final int code) {
        final List<DhcpOption> all = subnet.options();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).code() == code) {
                tell(all.get(i));
            }
        }
        if (code == BROADCAST_ADDRESS) {
            encoder.putU32(BROADCAST_ADDRESS, subnet.broadcastAddress());
        } else if (code == HOST_NAME && request.client() != null) {
            encoder.putText(HOST_NAME, request.client().name());
        }
    }

    private void tell(final DhcpOption option) {
        final boolean told = encoder.put(option.code(), option.value());
        if (told && option.code() == BOOT_FILE) {
            encoder.pad();
        }
    }

    /** A text for people. */
    ReplyComposer message(final String text) {
        encoder.putText(MESSAGE, text);
        return this;
    }

    /** Ends the reply; gives its length. */
    int end() {
        if (relayRoom > 0) {
            encoder.reserve(-relayRoom);
            // The relay takes its option away again, which is easy when nothing comes after it (RFC 3046 section 2.2).
            echo(RELAY_AGENT);
        }
        final int end = encoder.end();
        if (end < DhcpFlyweight.MIN_PACKET_LENGTH) {
            buffer.setMemory(end, DhcpFlyweight.MIN_PACKET_LENGTH - end, (byte) 0);
        }
        return Math.max(end, DhcpFlyweight.MIN_PACKET_LENGTH);
    }

    /** A NAK goes to everybody: its receiver has no address that can be relied upon. */
    ReplyComposer broadcast() {
        header.flags(DhcpFlyweight.BROADCAST_FLAG);
        return this;
    }

    private void echo(final int code) {
        final DhcpOptions asked = request.options();
        if (asked.has(code)) {
            encoder.put(code, asked.buffer(code), asked.offset(code), asked.length(code));
        }
    }
}
