package orbis.boot.dhcp;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.protocol.dhcp.DhcpFlyweight;
import orbis.protocol.dhcp.DhcpOptionCode;
import orbis.protocol.dhcp.DhcpOptionEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** A client's packet in the making. */
final class Packet {
    static final String UEFI_CLASS = "PXEClient:Arch:00007:UNDI:003016";
    static final String UUID_OPTION = "00" + "78563412bc9af0de1122334455667788";

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1500]);
    private final DhcpFlyweight header = new DhcpFlyweight().wrap(buffer, 0, 1500).clear();
    private final DhcpOptionEncoder encoder = new DhcpOptionEncoder().wrap(buffer, DhcpFlyweight.OPTIONS_OFFSET, 1500);

    private Packet(final int messageType, final String mac) {
        header.op(DhcpFlyweight.BOOT_REQUEST).mac(MacAddress.parse(mac)).xid(0x1234);
        encoder.putU8(DhcpOptionCode.MESSAGE_TYPE, messageType);
    }

    static Packet of(final int messageType, final String mac) {
        return new Packet(messageType, mac);
    }

    /** What UEFI's PXE adds. */
    Packet uefi() {
        header.flags(DhcpFlyweight.BROADCAST_FLAG);
        return text(DhcpOptionCode.VENDOR_CLASS, UEFI_CLASS).option(DhcpOptionCode.CLIENT_ARCHITECTURE, "0007")
            .option(DhcpOptionCode.CLIENT_UUID, UUID_OPTION).option(DhcpOptionCode.MAX_MESSAGE_SIZE, "05c0");
    }

    /** What iPXE adds. */
    Packet ipxe() {
        return text(DhcpOptionCode.VENDOR_CLASS, "PXEClient:Arch:00000:UNDI:002001")
            .text(DhcpOptionCode.USER_CLASS, "iPXE").option(DhcpOptionCode.CLIENT_ARCHITECTURE, "0000")
            .option(DhcpOptionCode.IPXE, "b105018086100e").option(DhcpOptionCode.MAX_MESSAGE_SIZE, "05c0");
    }

    Packet option(final int code, final String hex) {
        encoder.put(code, HexFormat.of().parseHex(hex));
        return this;
    }

    Packet text(final int code, final String text) {
        encoder.put(code, text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    Packet requested(final String address) {
        encoder.putU32(DhcpOptionCode.REQUESTED_ADDRESS, Ipv4.parse(address));
        return this;
    }

    Packet server(final String address) {
        encoder.putU32(DhcpOptionCode.SERVER_IDENTIFIER, Ipv4.parse(address));
        return this;
    }

    Packet current(final String address) {
        header.clientAddress(Ipv4.parse(address));
        return this;
    }

    Packet relay(final String address) {
        header.relayAddress(Ipv4.parse(address));
        return this;
    }

    Packet broadcast() {
        header.flags(DhcpFlyweight.BROADCAST_FLAG);
        return this;
    }

    DhcpFlyweight header() {
        return header;
    }

    byte[] bytes() {
        final byte[] bytes = new byte[encoder.end()];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
