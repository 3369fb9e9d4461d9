package orbis.boot;

import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.Object2IntHashMap;

/**
 * All clients, found by whatever a packet or a request says of its sender. Any thread may look up and change;
 * a change makes a new table, so that a look-up sees all of it or none.
 */
public final class ClientDirectory {
    private volatile Table table = new Table(Collections.emptyList());
    private final Int2ObjectHashMap<String> nameByLeasedAddress = new Int2ObjectHashMap<>();
    /** The other way round: an address each, so that what packets say does not make the maps grow. */
    private final Object2IntHashMap<String> leasedAddressByName = new Object2IntHashMap<>(Ipv4.NONE);

    /** The client with a MAC address, or null. */
    public ClientRecord byMac(final long mac) {
        return table.byMac.get(mac);
    }

    /** The client with an SMBIOS UUID, or null. */
    public ClientRecord byUuid(final UUID uuid) {
        return byUuid(key(uuid));
    }

    /** The client with an SMBIOS UUID, 16 bytes in the order in which they are printed; or null. */
    public ClientRecord byUuid(final ClientKey uuid) {
        return table.byUuid.get(uuid);
    }

    /** Whether any client is known by its UUID or its client identifier rather than by its MAC address. */
    public boolean hasOtherIdentities() {
        return !table.byUuid.isEmpty() || !table.byClientId.isEmpty();
    }

    /** The client with a client identifier, as it stands in a packet; or null. */
    public ClientRecord byClientId(final ClientKey clientId) {
        return table.byClientId.get(clientId);
    }

    /** The client with a name, or null. */
    public ClientRecord byName(final String name) {
        return table.byName.get(name);
    }

    /** The client with an iSCSI name, or null. */
    public ClientRecord byInitiator(final String initiator) {
        return table.byInitiator.get(initiator);
    }

    /** The client that has an IPv4 address, by its record or by what DHCP told it last; or null. */
    public ClientRecord byAddress(final int address) {
        final Table current = table;
        final ClientRecord fixed = current.byAddress.get(address);
        if (fixed != null) {
            return fixed;
        }
        final String name;
        synchronized (nameByLeasedAddress) {
            name = nameByLeasedAddress.get(address);
        }
        return name == null ? null : current.byName.get(name);
    }

    /** The client that has an IPv4 address by its record, or null. */
    public ClientRecord byFixedAddress(final int address) {
        return table.byAddress.get(address);
    }

    /** Another object after each change of the records, to be told by identity. */
    public Object version() {
        return table;
    }

    /** Remembers that DHCP told a client this address, and forgets the one before. */
    public void bind(final int address, final ClientRecord client) {
        if (address == client.address()) {
            return;
        }
        synchronized (nameByLeasedAddress) {
            unbind(address);
            nameByLeasedAddress.remove(leasedAddressByName.put(client.name(), address));
            nameByLeasedAddress.put(address, client.name());
        }
    }

    /** Forgets to whom DHCP told this address. */
    public void unbind(final int address) {
        synchronized (nameByLeasedAddress) {
            final String name = nameByLeasedAddress.remove(address);
            if (name != null) {
                leasedAddressByName.removeKey(name);
            }
        }
    }

    /** All clients, in the order of the configuration. */
    public Collection<ClientRecord> all() {
        return table.byName.values();
    }

    /**
     * Adds a client, or replaces the one with the same name.
     *
     * @param client the record.
     * @throws IllegalArgumentException when another client has its MAC, UUID, client id, address or iSCSI name.
     */
    public synchronized void put(final ClientRecord client) {
        final Map<String, ClientRecord> clients = new LinkedHashMap<>(table.byName);
        clients.put(client.name(), client);
        table = new Table(clients.values());
    }

    /**
     * Replaces all clients.
     *
     * @param clients the records.
     * @throws IllegalArgumentException when two of them have a name or an identity in common.
     */
    public synchronized void replaceAll(final Collection<ClientRecord> clients) {
        table = new Table(clients);
    }

    /** Removes a client; true when there was one. */
    public synchronized boolean remove(final String name) {
        final Map<String, ClientRecord> clients = new LinkedHashMap<>(table.byName);
        final boolean removed = clients.remove(name) != null;
        table = new Table(clients.values());
        return removed;
    }

    private static ClientKey key(final UUID uuid) {
        final ClientKey key = new ClientKey(new byte[2 * Long.BYTES]);
        key.putLong(0, uuid.getMostSignificantBits(), ByteOrder.BIG_ENDIAN);
        key.putLong(Long.BYTES, uuid.getLeastSignificantBits(), ByteOrder.BIG_ENDIAN);
        return key;
    }

    private static ClientKey key(final String clientId) {
        return new ClientKey(HexFormat.of().parseHex(clientId));
    }

    /** What packets bring is found by its bytes where they stand, so that a look-up makes nothing. */
    private static final class Table {
        private final Map<String, ClientRecord> byName = new LinkedHashMap<>();
        private final Long2ObjectHashMap<ClientRecord> byMac = new Long2ObjectHashMap<>();
        private final Int2ObjectHashMap<ClientRecord> byAddress = new Int2ObjectHashMap<>();
        private final Map<ClientKey, ClientRecord> byUuid = new HashMap<>();
        private final Map<ClientKey, ClientRecord> byClientId = new HashMap<>();
        private final Map<String, ClientRecord> byInitiator = new HashMap<>();

        private Table(final Collection<ClientRecord> clients) {
            for (final ClientRecord client : clients) {
                unique(client, byName.put(client.name(), client), "name", client.name());
                if (client.mac() != MacAddress.NONE) {
                    unique(client, byMac.put(client.mac(), client), "MAC address", MacAddress.format(client.mac()));
                }
                if (client.address() != Ipv4.NONE) {
                    unique(client, byAddress.put(client.address(), client), "address", Ipv4.format(client.address()));
                }
                if (client.uuid() != null) {
                    unique(client, byUuid.put(key(client.uuid()), client), "UUID", client.uuid().toString());
                }
                if (client.clientId() != null) {
                    unique(client, byClientId.put(key(client.clientId()), client), "client id", client.clientId());
                }
                if (client.initiator() != null) {
                    unique(client, byInitiator.put(client.initiator(), client), "initiator name", client.initiator());
                }
            }
        }

        private static void unique(
            final ClientRecord client, final ClientRecord other, final String what, final String value) {
            if (other != null) {
                throw new IllegalArgumentException(
                    "clients " + other.name() + " and " + client.name() + " have the same " + what + " " + value);
            }
        }
    }
}
