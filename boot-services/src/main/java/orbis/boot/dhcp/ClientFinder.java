package orbis.boot.dhcp;

import static orbis.protocol.dhcp.DhcpOptionCode.CLIENT_IDENTIFIER;
import static orbis.protocol.dhcp.DhcpOptionCode.CLIENT_UUID;

import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.UUID;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;

/** Finds the record of a packet's sender. */
final class ClientFinder {
    private final ClientDirectory clients;

    ClientFinder(final ClientDirectory clients) {
        this.clients = clients;
    }

    /** The record that goes with the MAC address, else the UUID, else the client identifier; or null. */
    ClientRecord find(final DhcpRequest request) {
        final ClientRecord client = request.mac() == MacAddress.NONE ? null : clients.byMac(request.mac());
        if (client != null || !clients.hasOtherIdentities()) {
            return client;
        }
        final ClientRecord other = request.hasUuid() ? byUuid(request) : null;
        return other != null || !request.options().has(CLIENT_IDENTIFIER) ? other : byIdentifier(request);
    }

    /** The same; failing that, the record that goes with the address which the sender has. */
    ClientRecord findWithAddress(final DhcpRequest request) {
        final ClientRecord client = find(request);
        final int address = request.header().clientAddress();
        return client != null || address == Ipv4.NONE ? client : clients.byAddress(address);
    }

    /** Most firmware sends the UUID as SMBIOS has it, the first three fields little-endian; some does not. */
    private ClientRecord byUuid(final DhcpRequest request) {
        final UUID uuid = uuid(request, ByteOrder.LITTLE_ENDIAN);
        final ClientRecord client = clients.byUuid(uuid);
        return client != null ? client : clients.byUuid(uuid(request, ByteOrder.BIG_ENDIAN));
    }

    /** The UUID of a packet that has one. */
    static UUID uuid(final DhcpRequest request, final ByteOrder order) {
        final var buffer = request.options().buffer(CLIENT_UUID);
        final int offset = request.options().offset(CLIENT_UUID) + 1;
        final long high = (buffer.getInt(offset, order) & 0xFFFF_FFFFL) << 32
            | (buffer.getShort(offset + 4, order) & 0xFFFFL) << 16
            | buffer.getShort(offset + 6, order) & 0xFFFFL;
        return new UUID(high, buffer.getLong(offset + 8, ByteOrder.BIG_ENDIAN));
    }

    private ClientRecord byIdentifier(final DhcpRequest request) {
        final byte[] identifier = new byte[request.options().length(CLIENT_IDENTIFIER)];
        request.options().buffer(CLIENT_IDENTIFIER).getBytes(
            request.options().offset(CLIENT_IDENTIFIER), identifier);
        return clients.byClientId(HexFormat.of().formatHex(identifier));
    }
}
