package orbis.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import orbis.boot.dhcp.DhcpMode;
import orbis.protocol.dhcp.Architecture;

/** What no value shows on its own: keys that do not go together. */
final class CrossChecks {
    /** Its pages are counted in 31 bits. */
    private static final long MAX_MEMORY = 8L << 40;

    private final Configuration configuration;
    private final List<String> mistakes = new ArrayList<>();

    private CrossChecks(final Configuration configuration) {
        this.configuration = configuration;
    }

    static List<String> mistakes(final Configuration configuration) {
        final CrossChecks checks = new CrossChecks(configuration);
        checks.checkDisks();
        checks.checkClients();
        checks.checkTarget();
        checks.checkBootFiles();
        return checks.mistakes;
    }

    private void checkDisks() {
        final Map<Object, String> byPath = new HashMap<>();
        for (final String disk : configuration.names(DiskSettings.PATH)) {
            final Object path = configuration.get(DiskSettings.PATH, disk);
            final String other = path == null ? null : byPath.put(path, disk);
            if (other != null) {
                complain(DiskSettings.PATH.keyFor(disk), "disk " + other + " has the same path");
            }
            checkSize(disk);
        }
    }

    private void checkSize(final String disk) {
        final Long size = configuration.get(DiskSettings.SIZE, disk);
        final Integer given = configuration.get(DiskSettings.BLOCK_SIZE, disk);
        final int blockSize = given == null ? 512 : given;
        if (size != null && size % blockSize != 0) {
            complain(DiskSettings.SIZE.keyFor(disk), "must be whole blocks of " + blockSize + " bytes");
        }
        final boolean memory = configuration.get(DiskSettings.KIND, disk) == DiskSettings.Kind.MEMORY;
        if (memory && size == null) {
            mistakes.add(DiskSettings.SIZE.keyFor(disk) + ": must be set, a disk of memory has no other size");
        }
        if (memory && size != null && size >= MAX_MEMORY) {
            complain(DiskSettings.SIZE.keyFor(disk), "a disk of memory has less than " + Units.size(MAX_MEMORY));
        }
        if (memory && configuration.get(DiskSettings.PATH, disk) != null) {
            complain(DiskSettings.PATH.keyFor(disk), "a disk of memory has no path");
        }
    }

    private void checkClients() {
        final Map<String, String> owners = new HashMap<>();
        final Map<String, String> ownersByDefault = ownersOfDefaultInitiators();
        for (final String client : configuration.names(ClientSettings.MAC)) {
            final String disk = configuration.get(ClientSettings.DISK, client);
            if (disk != null && !configuration.names(DiskSettings.PATH).contains(disk)) {
                complain(ClientSettings.DISK.keyFor(client), "there is no such disk; the disks are "
                    + configuration.names(DiskSettings.PATH));
            }
            checkUnique(owners, client, ClientSettings.MAC);
            checkUnique(owners, client, ClientSettings.ID);
            checkUnique(owners, client, ClientSettings.CLIENT_ID);
            checkUnique(owners, client, ClientSettings.ADDRESS);
            checkUnique(owners, client, ClientSettings.INITIATOR);
            final String given = configuration.get(ClientSettings.INITIATOR, client);
            complainOfTwin(client, ClientSettings.INITIATOR, given == null ? null : ownersByDefault.get(given));
        }
    }

    /** A name that is given may be the one that another client has without being given any. */
    private Map<String, String> ownersOfDefaultInitiators() {
        final Map<String, String> owners = new HashMap<>();
        for (final String client : configuration.names(ClientSettings.MAC)) {
            if (configuration.get(ClientSettings.INITIATOR, client) == null) {
                owners.put(ClientSettings.defaultInitiator(configuration, client), client);
            }
        }
        return owners;
    }

    private void checkUnique(final Map<String, String> owners, final String client, final Setting<?> setting) {
        final Object value = configuration.get(setting, client);
        complainOfTwin(client, setting, value == null ? null : owners.put(setting.key() + value, client));
    }

    private void complainOfTwin(final String client, final Setting<?> setting, final String other) {
        if (other != null) {
            complain(setting.keyFor(client), "client " + other + " has the same");
        }
    }

    private void checkTarget() {
        if (configuration.get(TargetSettings.FIRST_BURST) > configuration.get(TargetSettings.MAX_BURST)) {
            complain(TargetSettings.FIRST_BURST.key(), "must not exceed orbis.iscsi.max.burst = "
                + Units.size(configuration.get(TargetSettings.MAX_BURST)));
        }
        final int entries = configuration.get(TargetSettings.IO_RING_ENTRIES);
        if (Integer.bitCount(entries) != 1) {
            complain(TargetSettings.IO_RING_ENTRIES.key(), "must be a power of two");
        }
        if (configuration.get(TargetSettings.PORTALS).isEmpty()) {
            mistakes.add(TargetSettings.PORTALS.key() + ": must name at least one portal");
        }
        final Path secrets = configuration.get(TargetSettings.SECRETS);
        if (secrets != null) {
            Secrets.read(secrets, mistakes);
        }
        final boolean bootAnswers = !configuration.get(BootSettings.INTERFACE).isEmpty();
        if (!bootAnswers && configuration.get(BootSettings.DHCP_MODE) != DhcpMode.OFF) {
            complain(BootSettings.DHCP_MODE.key(), "orbis.net.interface must name an interface");
        }
    }

    private void checkBootFiles() {
        for (final Setting<String> setting : List.of(BootFileSettings.BOOT_FILE, BootFileSettings.IPXE)) {
            for (final String architecture : configuration.names(setting)) {
                if (Architecture.ofKey(architecture) == null) {
                    complain(setting.keyFor(architecture), "there is no such architecture");
                }
            }
        }
        final boolean certificate = configuration.get(BootFileSettings.CERTIFICATE) != null;
        if (certificate != (configuration.get(BootFileSettings.KEY) != null)) {
            complain((certificate ? BootFileSettings.CERTIFICATE : BootFileSettings.KEY).key(),
                "certificate and key are given together");
        }
    }

    private void complain(final String key, final String what) {
        mistakes.add(configuration.mistake(key, what));
    }
}
