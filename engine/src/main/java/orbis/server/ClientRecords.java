package orbis.server;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

    /** Why no client can reach its disk; empty where nothing speaks against it. */
    static String deadEnd(final Configuration configuration) {
        final boolean local = portal(configuration.get(TargetSettings.PORTALS)).getAddress().isLoopbackAddress();
        return !local || of(configuration).stream().allMatch(client -> client.disk() == null) ? ""
            : configuration.mistake(TargetSettings.PORTALS.key(),
                "no client can reach its disk there, add the address that clients see");
    }

    private static String initiator(final Configuration configuration, final String name) {
        final String given = configuration.get(ClientSettings.INITIATOR, name);
        return given != null ? given : ClientSettings.defaultInitiator(configuration, name);
    }

    private static ClientDisk disk(final Configuration configuration, final String name) {
        final String disk = configuration.get(ClientSettings.DISK, name);
        if (disk == null) {
            return null;
        }
        final InetSocketAddress portal = portal(configuration.get(TargetSettings.PORTALS));
        // Where the target listens on every address, the one of the client's network will do.
        return new ClientDisk(disk, ServedDisk.targetName(configuration, disk),
            portal.getAddress().isAnyLocalAddress() ? null : portal.getAddress().getHostAddress(),
            portal.getPort(), 0);
    }

    /** Where clients find the target: by preference one on every address, and not one of this machine only. */
    private static InetSocketAddress portal(final List<InetSocketAddress> portals) {
        return portals.stream().min(Comparator
            .comparing((InetSocketAddress portal) -> !portal.getAddress().isAnyLocalAddress())
            .thenComparing(portal -> portal.getAddress().isLoopbackAddress())).orElseThrow();
    }
}
