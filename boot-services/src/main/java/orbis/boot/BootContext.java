package orbis.boot;

import java.util.function.Function;
import orbis.boot.dhcp.DhcpCounters;
import orbis.boot.dhcp.DhcpSettings;
import orbis.boot.dhcp.LeaseLog;
import orbis.boot.dhcp.VolatileLeaseLog;
import orbis.boot.files.BootFiles;
import orbis.boot.files.FileCache;
import orbis.boot.http.HttpCounters;
import orbis.boot.http.HttpSettings;
import orbis.boot.recipe.BootAnswer;
import orbis.boot.recipe.BootRecipe;
import orbis.boot.tftp.TftpCounters;
import orbis.boot.tftp.TftpSettings;
import orbis.boot.timeline.BootTimeline;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SystemEpochClock;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What the boot services are given. */
public final class BootContext {
    private static final long DEFAULT_CACHE_BYTES = 256L << 20;

    private final Network network;
    private final ClientDirectory clients;
    private DhcpSettings dhcpSettings = DhcpSettings.DEFAULT;
    private DhcpCounters dhcpCounters = new DhcpCounters();
    private Function<Runnable, LeaseLog> leaseLog = wakeup -> new VolatileLeaseLog();
    private BootRecipe recipe = (client, kind, architecture, serverAddress) -> BootAnswer.NOTHING;
    private BootTimeline timeline = BootTimeline.NONE;
    private BootFiles files = request -> null;
    private FileCache fileCache = new FileCache(DEFAULT_CACHE_BYTES);
    private TftpSettings tftpSettings;
    private TftpCounters tftpCounters = new TftpCounters();
    private HttpSettings httpSettings;
    private SslContextFactory.Server httpKeys;
    private HttpCounters httpCounters = new HttpCounters();
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

    /** All files that clients may ask for. */
    public BootFiles files() {
        return files;
    }

    /** All files that clients may ask for. */
    public BootContext files(final BootFiles bootFiles) {
        files = bootFiles;
        return this;
    }

    /** The bytes of those files; closed with the services. */
    public FileCache fileCache() {
        return fileCache;
    }

    /** The bytes of those files; closed with the services. */
    public BootContext fileCache(final FileCache cache) {
        fileCache = cache;
        return this;
    }

    /** How TFTP is served; null when it is off. */
    public TftpSettings tftpSettings() {
        return tftpSettings;
    }

    /** How TFTP is served; null when it is off. */
    public BootContext tftpSettings(final TftpSettings settings) {
        tftpSettings = settings;
        return this;
    }

    /** What TFTP counts. */
    public TftpCounters tftpCounters() {
        return tftpCounters;
    }

    /** What TFTP counts. */
    public BootContext tftpCounters(final TftpCounters counters) {
        tftpCounters = counters;
        return this;
    }

    /** How files are served by HTTP; null when it is off. */
    public HttpSettings httpSettings() {
        return httpSettings;
    }

    /** How files are served by HTTP; null when it is off. */
    public BootContext httpSettings(final HttpSettings settings) {
        httpSettings = settings;
        return this;
    }

    /** Certificate and key of HTTPS; null when it is off. */
    public SslContextFactory.Server httpKeys() {
        return httpKeys;
    }

    /** Certificate and key of HTTPS; null when it is off. */
    public BootContext httpKeys(final SslContextFactory.Server keys) {
        httpKeys = keys;
        return this;
    }

    /** What HTTP counts. */
    public HttpCounters httpCounters() {
        return httpCounters;
    }

    /** What HTTP counts. */
    public BootContext httpCounters(final HttpCounters counters) {
        httpCounters = counters;
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
