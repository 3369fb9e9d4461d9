package orbis.boot.dhcp;

import static orbis.protocol.dhcp.DhcpOptionCode.CLIENT_IDENTIFIER;
import static orbis.protocol.dhcp.DhcpOptionCode.CLIENT_UUID;

import java.nio.ByteOrder;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientKey;
import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.protocol.dhcp.DhcpOptions;

/** Finds the record of a packet's sender; allocates nothing, as this is done for every packet. */
final class ClientFinder {
    private final ClientDirectory clients;
    private final ClientKey key = new ClientKey(new byte[0]);
    private final ClientKey printedUuid = new ClientKey(new byte[2 * Long.BYTES]);

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

    /** Most firmware sends the UUID as SMBIOS has it; some sends it as it is printed. */
    private ClientRecord byUuid(final DhcpRequest request) {
        printedUuid.putLong(0, request.uuidHigh(), ByteOrder.BIG_ENDIAN);
        printedUuid.putLong(Long.BYTES, request.uuidLow(), ByteOrder.BIG_ENDIAN);
        final ClientRecord client = clients.byUuid(printedUuid);
        return client != null ? client : clients.byUuid(key(request, CLIENT_UUID, 1));
    }

    private ClientRecord byIdentifier(final DhcpRequest request) {
        return clients.byClientId(key(request, CLIENT_IDENTIFIER, 0));
    }

    private ClientKey key(final DhcpRequest request, final int code, final int from) {
        final DhcpOptions options = request.options();
        return key.of(options.buffer(code), options.offset(code) + from, options.length(code) - from);
    }
}
