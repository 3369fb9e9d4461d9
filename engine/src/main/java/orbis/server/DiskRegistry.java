package orbis.server;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.engine.session.Portal;
import orbis.engine.session.RateLimit;
import orbis.engine.session.TargetAnswer;
import orbis.engine.session.TargetDirectory;
import orbis.server.config.NamePattern;

/**
 * The disks that are served, and who may use which. A disk that clients own is for them alone; one that nobody owns
 * is for the initiators that its list names. An initiator is told of no disk that it may not use.
 */
final class DiskRegistry implements TargetDirectory {
    private final Map<String, ServedDisk> byTarget = new ConcurrentSkipListMap<>();
    private final ClientDirectory clients;
    private final ClientLimits limits;
    private volatile List<InetSocketAddress> portals = List.of();

    DiskRegistry(final ClientDirectory clients, final ClientLimits limits) {
        this.clients = clients;
        this.limits = limits;
    }

    /** Sets the addresses that are listened on. */
    void portals(final List<InetSocketAddress> addresses) {
        portals = List.copyOf(addresses);
    }

    /** Adds a disk, or replaces the one of that name. */
    void put(final ServedDisk disk) {
        byTarget.put(disk.targetName(), disk);
    }

    /** The disk with a name, or null. */
    ServedDisk byName(final String name) {
        return byTarget.values().stream().filter(disk -> disk.name().equals(name)).findFirst().orElse(null);
    }

    /** All disks, by name of their targets. */
    Collection<ServedDisk> all() {
        return byTarget.values();
    }

    /** Whether an initiator may use a disk. */
    boolean allows(final ServedDisk disk, final String initiatorName) {
        boolean owned = false;
        for (final ClientRecord client : clients.all()) {
            if (owns(client, disk)) {
                owned = true;
                if (initiatorName.equals(client.initiator())) {
                    return true;
                }
            }
        }
        return !owned && disk.initiators().stream().anyMatch(pattern -> pattern.matches(initiatorName));
    }

    /** Who may use a disk: names of the clients that own it, else patterns of names. */
    List<String> users(final ServedDisk disk) {
        return isOwned(disk)
            ? clients.all().stream().filter(client -> owns(client, disk)).map(ClientRecord::initiator).toList()
            : disk.initiators().stream().map(NamePattern::toString).toList();
    }

    /** Whether clients own a disk. */
    boolean isOwned(final ServedDisk disk) {
        return clients.all().stream().anyMatch(client -> owns(client, disk));
    }

    private static boolean owns(final ClientRecord client, final ServedDisk disk) {
        return client.disk() != null && client.disk().name().equals(disk.name());
    }

    @Override
    public TargetAnswer find(final String targetName, final String initiatorName, final Portal portal) {
        final ServedDisk disk = byTarget.get(targetName);
        if (disk == null) {
            return TargetAnswer.NOT_FOUND;
        }
        if (!allows(disk, initiatorName)) {
            return TargetAnswer.FORBIDDEN;
        }
        return disk.redirect() == null ? TargetAnswer.found(disk.name(), portal.groupTag(), disk.digests())
            : TargetAnswer.moved(new Portal(disk.redirect(), portal.groupTag()).text(), disk.permanent());
    }

    @Override
    public void list(final String initiatorName, final Portal portal, final TargetVisitor visitor) {
        final List<Portal> reachable = reachable(portal);
        for (final ServedDisk disk : byTarget.values()) {
            if (allows(disk, initiatorName)) {
                visitor.onTarget(disk.targetName(), reachable);
            }
        }
    }

    @Override
    public RateLimit rate(final String initiatorName) {
        final ClientRecord client = clients.byInitiator(initiatorName);
        return client == null ? RateLimit.unlimited() : limits.of(client.name());
    }

    /** The portal by which an initiator came, then the others that it may reach too. */
    private List<Portal> reachable(final Portal portal) {
        final List<Portal> reachable = new ArrayList<>();
        reachable.add(portal);
        final boolean local = portal.address().getAddress().isLoopbackAddress();
        portals.stream()
            // A wildcard is no address, and this machine's own is not another's.
            .filter(other -> !other.getAddress().isAnyLocalAddress() && !other.equals(portal.address()))
            .filter(other -> other.getAddress().isLoopbackAddress() == local)
            .filter(other -> !other.getAddress().isLinkLocalAddress())
            .sorted(Comparator.comparing(InetSocketAddress::toString))
            .forEach(other -> reachable.add(new Portal(other, portal.groupTag())));
        return reachable;
    }
}
