package orbis.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import orbis.boot.ClientDisk;
import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.MacAddress;
import orbis.server.config.ClientSettings;
import orbis.server.config.Configuration;
import orbis.server.config.TargetSettings;

/** Makes records of the clients in a configuration. */
final class ClientRecords {
    private ClientRecords() {
    }

    static List<ClientRecord> of(final Configuration configuration) {
        final List<ClientRecord> records = new ArrayList<>();
        for (final String name : configuration.names(ClientSettings.MAC)) {
            records.add(of(configuration, name));
        }
        return records;
    }

    static ClientRecord of(final Configuration configuration, final String name) {
        final Long mac = configuration.get(ClientSettings.MAC, name);
        final Integer address = configuration.get(ClientSettings.ADDRESS, name);
        return ClientRecord.named(name)
            .mac(mac == null ? MacAddress.NONE : mac)
            .uuid(configuration.get(ClientSettings.ID, name))
            .clientId(configuration.get(ClientSettings.CLIENT_ID, name))
            .address(address == null ? Ipv4.NONE : address)
            .architecture(configuration.get(ClientSettings.ARCHITECTURE, name))
            .disk(disk(configuration, name))
            .initiator(initiator(configuration, name))
            .road(configuration.get(ClientSettings.ROAD, name))
            .bootFile(configuration.get(ClientSettings.FILE, name))
            .kernel(configuration.get(ClientSettings.KERNEL, name))
            .initrd(configuration.get(ClientSettings.INITRD, name))
            .args(configuration.get(ClientSettings.ARGS, name))
            .quirk(configuration.get(ClientSettings.QUIRK, name))
            .build();
    }

    private static String initiator(final Configuration configuration, final String name) {
        final String given = configuration.get(ClientSettings.INITIATOR, name);
        return given != null ? given : configuration.get(TargetSettings.IQN) + ":client." + name;
    }

    private static ClientDisk disk(final Configuration configuration, final String name) {
        final String disk = configuration.get(ClientSettings.DISK, name);
        if (disk == null) {
            return null;
        }
        final List<InetSocketAddress> portals = configuration.get(TargetSettings.PORTALS);
        return new ClientDisk(disk, ServedDisk.targetName(configuration, disk), host(portals),
            portals.get(0).getPort(), 0);
    }

    /** Where clients find the target: null when it listens on every address, so that theirs will do. */
    private static String host(final List<InetSocketAddress> portals) {
        if (portals.stream().anyMatch(portal -> portal.getAddress().isAnyLocalAddress())) {
            return null;
        }
        final Optional<InetAddress> outside = portals.stream().map(InetSocketAddress::getAddress)
            .filter(address -> !address.isLoopbackAddress()).findFirst();
        return outside.orElse(portals.get(0).getAddress()).getHostAddress();
    }
}
