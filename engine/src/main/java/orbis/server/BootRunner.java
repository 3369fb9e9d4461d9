package orbis.server;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import orbis.boot.BootContext;
import orbis.boot.BootServices;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.dhcp.UnknownMachine;
import orbis.boot.timeline.BootTimeline;
import orbis.engine.net.AgentThreads;
import orbis.engine.status.CountersFile;
import orbis.server.config.BootSettings;
import orbis.server.config.Configuration;
import orbis.server.config.ConfigurationException;
import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.CompositeAgent;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the boot services on a thread of their own. */
final class BootRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("orbis.boot");
    /** Some two million entries; a journal of a full range of a million leases is half of that. */
    private static final long LEASE_JOURNAL_CAPACITY = 64L << 20;
    private static final int CLOSE_TIMEOUT_MS = (int) TimeUnit.SECONDS.toMillis(5);

    private final BootServices services;
    private final AgentRunner runner;

    private BootRunner(final BootServices services, final Agent agent, final ErrorHandler errorHandler) {
        this.services = services;
        runner = new AgentRunner(services.idleStrategy(), errorHandler, null, agent);
    }

    /** Whether a configuration asks for boot services. */
    static boolean isAskedFor(final Configuration configuration) {
        return !configuration.get(BootSettings.INTERFACE).isEmpty();
    }

    /**
     * Starts the services.
     *
     * @param configuration with an interface.
     * @param clients       whom they serve.
     * @param timeline      told what clients do.
     * @param folder        for the lease journal.
     * @param counters      where all is counted and faults go.
     * @return running.
     * @throws IOException when a socket or file cannot be had, or what is configured does not fit together.
     */
    static BootRunner launch(
            final Configuration configuration, final ClientDirectory clients, final BootTimeline timeline,
            final DataFolder folder, final CountersFile counters) throws IOException {
        final BootContext context;
        try {
            context = new BootContext(BootNetwork.of(configuration, clients.all()), clients);
        } catch (final ConfigurationException mistakes) {
            throw new IOException(mistakes.getMessage(), mistakes);
        }
        context.dhcpSettings(BootNetwork.dhcpSettings(configuration)).timeline(timeline)
            .leaseLog(wakeup -> new JournalLeaseLog(folder.journal("leases"), LEASE_JOURNAL_CAPACITY, wakeup,
                counters.errorLog()));
        final BootServices services =
            BootServices.open(new BootFileSetup(configuration, folder.path()).apply(context));
        final Agent agent = new CompositeAgent(
            services.agent(), new BootCounters(counters, SystemNanoClock.INSTANCE).addAll(context));
        final BootRunner runner = new BootRunner(services, agent, counters.errorLog());
        final Thread thread = new AgentThreads().newThread(runner.runner);
        thread.setName("orbis-boot");
        thread.start();
        return runner;
    }

    /** Machines without a record that asked for an address. */
    List<UnknownMachine> unknownMachines() {
        return services.dhcp() == null ? List.of() : services.dhcp().unknownMachines().list();
    }

    /** A machine has a record now. */
    void adopted(final ClientRecord client) {
        if (services.dhcp() != null) {
            services.dhcp().unknownMachines().remove(client);
        }
    }

    @Override
    public void close() {
        runner.close(CLOSE_TIMEOUT_MS, stuck -> LOG.warn("the boot services do not end"));
        CloseHelper.quietClose(services);
    }
}
