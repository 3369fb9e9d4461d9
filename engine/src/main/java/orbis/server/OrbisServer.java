package orbis.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.Ipv4;
import orbis.boot.dhcp.UnknownMachine;
import orbis.boot.timeline.BootHistory;
import orbis.engine.net.TargetOptions;
import orbis.engine.net.TargetServer;
import orbis.engine.session.Credentials;
import orbis.engine.status.CountersFile;
import orbis.server.config.ClientSettings;
import orbis.server.config.Configuration;
import orbis.server.config.ConfigurationException;
import orbis.server.config.DiskSettings;
import orbis.server.config.Secrets;
import orbis.server.config.TargetSettings;
import orbis.server.config.Units;
import orbis.server.control.ControlServer;
import org.agrona.CloseHelper;
import org.agrona.concurrent.SystemEpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server: joins configuration, disks, clients and target. What is opened is closed in reverse order, also
 * when the start fails half-way.
 */
public final class OrbisServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("orbis.server");
    /** Disks that may come while the server runs. */
    private static final int SPARE_DISKS = 64;
    private static final long PROOF_OF_LIFE_NS = TimeUnit.SECONDS.toNanos(3);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ClientDirectory clients = new ClientDirectory();
    private final ClientLimits limits = new ClientLimits();
    private final DiskRegistry disks = new DiskRegistry(clients, limits);
    private final BootHistory history = new BootHistory(this::dropStaleSessions);
    private final DataFolder folder;
    private DiskOpener opener;
    private TargetServer target;
    private BootRunner boot;
    private volatile Configuration configuration;

    private OrbisServer(final Configuration configuration) {
        this.configuration = configuration;
        this.folder = new DataFolder(configuration.get(TargetSettings.DATA_DIR));
    }

    /**
     * Starts all that the configuration asks for.
     *
     * @param configuration concluded.
     * @return the server, taking logins.
     * @throws IOException when something cannot be had; says what and why.
     */
    public static OrbisServer launch(final Configuration configuration) throws IOException {
        final OrbisServer server = new OrbisServer(configuration);
        try {
            server.start();
            return server;
        } catch (final IOException | RuntimeException | Error fault) {
            server.close();
            throw fault;
        }
    }

    private void start() throws IOException {
        final FileLock lock = folder.open();
        opened.add(lock.acquiredBy());
        final String doubt = folder.doubt();
        if (!doubt.isEmpty()) {
            LOG.warn(doubt);
        }
        clients.replaceAll(ClientRecords.of(configuration));
        clients.all().forEach(client -> limits.put(configuration, client.name()));
        final Collection<String> names = configuration.names(DiskSettings.PATH);
        final TargetOptions options = TargetConfiguration.options(configuration);
        final CountersFile counters =
            CountersFile.create(folder.counters(), names.size() + SPARE_DISKS, options.maxSessions());
        opened.add(counters);
        final DiskStateJournal states = new DiskStateJournal(folder.journal("disks"), counters.errorLog());
        opened.add(states);
        target = launchTarget(options, counters);
        opened.add(target);
        opener = new DiskOpener(folder, states, target);
        disks.portals(target.portals());
        for (final String name : names) {
            serve(ServedDisk.of(configuration, name));
        }
        openControl();
        target.accept();
        if (BootRunner.isAskedFor(configuration)) {
            final String deadEnd = ClientRecords.deadEnd(configuration);
            if (!deadEnd.isEmpty()) {
                LOG.warn(deadEnd);
            }
            boot = BootRunner.launch(configuration, clients, history, folder, counters);
            opened.add(boot);
        }
    }

    /**
     * A machine that is switched on again has left its sessions open: firmware never logs out. Anybody can send a
     * packet that says so, hence sessions that are alive stay. Firmware looks for addresses for longer than this waits.
     */
    private void dropStaleSessions(final ClientRecord client) {
        target.dropSilent(session -> session.identity().initiatorName().equals(client.initiator()), PROOF_OF_LIFE_NS);
    }

    private void openControl() throws IOException {
        final Path socket = folder.controlSocket();
        if (ControlServer.fits(socket)) {
            opened.add(new ControlServer(socket, new Management(this, target, disks)));
        } else {
            LOG.warn("no commands can be given while the server runs: {} is too long for a socket", socket);
        }
    }

    private TargetServer launchTarget(final TargetOptions options, final CountersFile counters) throws IOException {
        try {
            return TargetServer.launch(options, disks, credentials(),
                new ClientEvents(clients, history, SystemEpochClock.INSTANCE), counters);
        } catch (final RuntimeException | OutOfMemoryError fault) {
            throw new IOException("the target cannot start: " + fault.getMessage() + " (orbis.target.agents = "
                + options.agents() + ", orbis.target.memory = " + Units.size(options.memory()) + " for each)", fault);
        }
    }

    private Credentials credentials() throws IOException {
        final Path path = configuration.get(TargetSettings.SECRETS);
        if (path == null) {
            return Credentials.NONE;
        }
        final List<String> mistakes = new ArrayList<>();
        final Secrets secrets = Secrets.read(path, mistakes);
        if (!mistakes.isEmpty()) {
            throw new IOException(String.join("\n", mistakes));
        }
        return secrets;
    }

    /** Opens a disk that is here, and lets in who may use it; one that is served already gets its new properties. */
    void serve(final ServedDisk disk) throws IOException {
        opener.open(disk);
        disks.put(disk);
    }

    /** Takes a disk that the configuration did not have. */
    String addDisk(final String name, final Map<String, String> keys) throws IOException, ConfigurationException {
        if (disks.byName(name) != null) {
            throw new IOException("there is a disk " + name + " already");
        }
        final Configuration changed = configuration.with(keys);
        serve(ServedDisk.of(changed, name));
        configuration = changed;
        return "disk " + name + " is served as " + ServedDisk.targetName(changed, name);
    }

    /** Takes a client that the configuration did not have. */
    String addClient(final String name, final Map<String, String> keys) throws IOException, ConfigurationException {
        if (clients.byName(name) != null) {
            throw new IOException("there is a client " + name + " already");
        }
        final Configuration changed = configuration.with(keys);
        final ClientRecord client = ClientRecords.of(changed, name);
        // Only an address has to fit: others are not refused because an interface has lost its own meanwhile.
        if (boot != null && client.address() != Ipv4.NONE) {
            BootNetwork.of(changed, List.of(client));
        }
        take(client, changed);
        if (boot != null) {
            boot.adopted(client);
        }
        return "client " + name + " is known";
    }

    /** Changes what a client is told and allowed from now on; who it is stays. */
    String setClient(final String name, final String key, final String text)
            throws IOException, ConfigurationException {
        requireClient(name);
        final String whole = "orbis.client." + name + '.' + key;
        if (ClientSettings.IDENTITY.stream().anyMatch(setting -> setting.keyFor(name).equals(whole))) {
            throw new IOException(whole + " cannot be changed while the server runs: who a client is stays; write it "
                + "to the properties file, and start the server again");
        }
        final Configuration changed = configuration.with(Map.of(whole, text));
        take(ClientRecords.of(changed, name), changed);
        return whole + " = " + text;
    }

    private void requireClient(final String name) throws IOException {
        if (clients.byName(name) == null) {
            throw new IOException("there is no client " + name);
        }
    }

    private void take(final ClientRecord client, final Configuration changed) {
        clients.put(client);
        limits.put(changed, client.name());
        configuration = changed;
    }

    /** Machines without a record that asked for an address, the latest last. */
    List<UnknownMachine> unknownMachines() {
        return boot == null ? List.of() : boot.unknownMachines();
    }

    /** A client's last boots, and where it stands, for people. */
    String describeBoots(final String name) throws IOException {
        requireClient(name);
        return history.describe(name, SystemEpochClock.INSTANCE.time());
    }

    /** Addresses that are listened on, with the ports that the kernel chose. */
    public List<InetSocketAddress> portals() throws IOException {
        return target.portals();
    }

    /** Kind of I/O engine in use. */
    public String engineName() {
        return target.engineName();
    }

    /** The disks that are served. */
    public Collection<ServedDisk> disks() {
        return disks.all();
    }

    /** Who may log in to a disk: names of the clients that own it, else patterns of names. */
    public List<String> users(final ServedDisk disk) {
        return disks.users(disk);
    }

    /** Whether clients own a disk. */
    public boolean isOwned(final ServedDisk disk) {
        return disks.isOwned(disk);
    }

    /** Ends all, in the reverse order of the start. */
    @Override
    public void close() {
        LOG.info("ending");
        for (int i = opened.size() - 1; i >= 0; i--) {
            CloseHelper.close(fault -> LOG.error("at the end: {}", fault.toString()), opened.get(i));
        }
        opened.clear();
        LOG.info("ended");
    }
}
