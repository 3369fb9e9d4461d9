package orbis.boot;

import java.util.function.Function;
import orbis.boot.dhcp.DhcpCounters;
import orbis.boot.dhcp.DhcpSettings;
import orbis.boot.dhcp.LeaseLog;
import orbis.boot.dhcp.VolatileLeaseLog;
import orbis.boot.recipe.BootAnswer;
import orbis.boot.recipe.BootRecipe;
import orbis.boot.timeline.BootTimeline;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SystemEpochClock;

/** What the boot services are given. */
public final class BootContext {
    private final Network network;
    private final ClientDirectory clients;
    private DhcpSettings dhcpSettings = DhcpSettings.DEFAULT;
    private DhcpCounters dhcpCounters = new DhcpCounters();
    private Function<Runnable, LeaseLog> leaseLog = wakeup -> new VolatileLeaseLog();
    private BootRecipe recipe = (client, kind, architecture, serverAddress) -> BootAnswer.NOTHING;
    private BootTimeline timeline = BootTimeline.NONE;
    private EpochClock epochClock = SystemEpochClock.INSTANCE;

    /**
     * Starts a context.
     *
     * @param network where the services answer.
     * @param clients whom they serve.
     */
    public BootContext(final Network network, final ClientDirectory clients) {
        this.network = network;
        this.clients = clients;
    }

    /** Where the services answer. */
    public Network network() {
        return network;
    }

    /** Whom they serve. */
    public ClientDirectory clients() {
        return clients;
    }

    /** How DHCP behaves. */
    public DhcpSettings dhcpSettings() {
        return dhcpSettings;
    }

    /** How DHCP behaves. */
    public BootContext dhcpSettings(final DhcpSettings settings) {
        dhcpSettings = settings;
        return this;
    }

    /** What DHCP counts. */
    public DhcpCounters dhcpCounters() {
        return dhcpCounters;
    }

    /** What DHCP counts. */
    public BootContext dhcpCounters(final DhcpCounters counters) {
        dhcpCounters = counters;
        return this;
    }

    /** Opens the lease log; what it is given wakes the boot services when entries have become durable. */
    public Function<Runnable, LeaseLog> leaseLog() {
        return leaseLog;
    }

    /** Opens the lease log; what it is given wakes the boot services when entries have become durable. */
    public BootContext leaseLog(final Function<Runnable, LeaseLog> opener) {
        leaseLog = opener;
        return this;
    }

    /** What clients are told to boot. */
    public BootRecipe recipe() {
        return recipe;
    }

    /** What clients are told to boot. */
    public BootContext recipe(final BootRecipe bootRecipe) {
        recipe = bootRecipe;
        return this;
    }

    /** What is told of clients. */
    public BootTimeline timeline() {
        return timeline;
    }

    /** What is told of clients. */
    public BootContext timeline(final BootTimeline bootTimeline) {
        timeline = bootTimeline;
        return this;
    }

    /** Milliseconds since 1970. */
    public EpochClock epochClock() {
        return epochClock;
    }

    /** Milliseconds since 1970. */
    public BootContext epochClock(final EpochClock clock) {
        epochClock = clock;
        return this;
    }
}
