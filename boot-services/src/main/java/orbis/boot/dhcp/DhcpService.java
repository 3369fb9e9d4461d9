package orbis.boot.dhcp;

import java.util.List;
import java.util.concurrent.TimeUnit;
import orbis.boot.Crowd;
import orbis.boot.Ipv4;
import orbis.boot.Network;
import orbis.boot.Subnet;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.Agent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers DHCP on the given ports: as a server or beside one, and PXE's questions on port 4011. One thread, which
 * no packet can stop.
 */
public final class DhcpService implements Agent {
    private static final Logger LOGGER = LoggerFactory.getLogger(DhcpService.class);
    private static final int RECEIVE_LIMIT = 64;
    private static final int BURST_SECONDS = 2;
    private static final long HOUSEKEEPING_INTERVAL_MS = 100;
    private static final long FAULT_LOG_INTERVAL_MS = 60_000;

    private final DhcpContext context;
    private final DhcpSettings settings;
    private final Network network;
    private final DhcpCounters counters;
    private final List<? extends DatagramPort> ports;
    private final LeasePools pools;
    private final LeaseServer leases;
    private final ProxyServer proxy;
    private final ForeignServers foreign;
    private final List<? extends DatagramPort> probePorts;
    private final ServerProbe probe;
    private final UnknownMachines unknown = new UnknownMachines();
    private final ClientFinder finder;
    private final RateLimiter rateLimiter;
    private final Crowd crowd = new Crowd();
    private final DhcpRequest request = new DhcpRequest();
    private final DatagramPort.Handler handler = this::onDatagram;
    private final long startNs;
    private long nowMs;
    /** Since the start, for intervals: a clock that is set back must not make them longer. */
    private long elapsedMs;
    private long nextHousekeepingMs;
    private long nextFaultLogMs;

    /**
     * Makes the service, with the leases of the log.
     *
     * @param context    what it is given.
     * @param ports      numbers 67 and 4011 of each interface; closed with the service.
     * @param probePorts number 68 of each interface on which to look for other servers; closed with the service.
     */
    public DhcpService(
        final DhcpContext context,
        final List<? extends DatagramPort> ports,
        final List<? extends DatagramPort> probePorts) {
        this.context = context;
        this.ports = List.copyOf(ports);
        this.probePorts = List.copyOf(probePorts);
        settings = context.settings();
        network = context.network();
        counters = context.counters();
        startNs = context.ticks().nanoTime();
        nowMs = context.clock().time();
        foreign = new ForeignServers(settings.mode());
        probe = new ServerProbe(this.probePorts, settings.probeIntervalMs(), foreign, (int) System.nanoTime());
        pools = new LeasePools(context, nowMs);
        leases = new LeaseServer(context, pools, foreign);
        proxy = new ProxyServer(context, foreign);
        finder = new ClientFinder(context.clients());
        rateLimiter = new RateLimiter(settings.clientRate(), settings.clientRate() * BURST_SECONDS);
    }

    @Override
    public int doWork() {
        nowMs = context.clock().time();
        elapsedMs = TimeUnit.NANOSECONDS.toMillis(context.ticks().nanoTime() - startNs);
        int workCount = 0;
        for (int i = 0; i < ports.size(); i++) {
            workCount += ports.get(i).receive(handler, RECEIVE_LIMIT);
        }
        crowd.add(workCount);
        workCount += leases.sendDue(nowMs, elapsedMs);
        for (int i = 0; i < ports.size(); i++) {
            ports.get(i).flush();
        }
        if (elapsedMs >= nextHousekeepingMs) {
            nextHousekeepingMs = elapsedMs + HOUSEKEEPING_INTERVAL_MS;
            pools.reconcile();
            workCount += probe.poll(elapsedMs);
            counters.add(DhcpCounter.EXPIRED, pools.sweep(nowMs, elapsedMs));
        }
        return workCount;
    }

    private void onDatagram(
        final DatagramPort port,
        final DirectBuffer buffer,
        final int offset,
        final int length,
        final int sourceAddress,
        final int sourcePort) {
        counters.increment(DhcpCounter.RECEIVED);
        try {
            if (request.wrap(port, buffer, offset, length, sourceAddress, sourcePort)) {
                onRequest();
            } else {
                counters.increment(DhcpCounter.MALFORMED);
            }
        } catch (final RuntimeException fault) {
            counters.increment(DhcpCounter.FAULTS);
            if (elapsedMs >= nextFaultLogMs) {
                nextFaultLogMs = elapsedMs + FAULT_LOG_INTERVAL_MS;
                LOGGER.error("a DHCP packet met a fault", fault);
            }
        }
    }

    private void onRequest() {
        if (request.mac() == request.port().link().mac()) {
            return;
        }
        if (!rateLimiter.allows(request.key(), elapsedMs)) {
            counters.increment(DhcpCounter.RATE_LIMITED);
            return;
        }
        final boolean onBootPort = request.port().number() == ReplyAddress.BOOT_SERVER_PORT;
        request.client(onBootPort ? finder.findWithAddress(request) : finder.find(request));
        if (request.client() == null) {
            unknown.seen(request, nowMs, elapsedMs);
            if (onBootPort || !settings.serveUnknown() || settings.mode() != DhcpMode.SERVER) {
                counters.increment(DhcpCounter.UNKNOWN);
                return;
            }
        }
        final Subnet subnet = subnetOfSender();
        if (subnet == null) {
            counters.increment(DhcpCounter.WRONG_NETWORK);
        } else if (onBootPort) {
            proxy.onBootPort(request, subnet, nowMs);
        } else if (settings.mode() == DhcpMode.PROXY) {
            proxy.onRequest(request, subnet, nowMs);
        } else {
            leases.onRequest(request, subnet, nowMs, elapsedMs);
        }
    }

    /**
     * The network that a client is on: where its relay stands or says; else, when it speaks for itself from an
     * address of one of our networks, that one; else the network of the interface. Null when that is none of
     * ours, so that nothing is ever sent to where nobody configured.
     */
    private Subnet subnetOfSender() {
        final int relay = request.header().relayAddress();
        if (relay != Ipv4.NONE) {
            return network.subnetOf(relay) == null ? null : network.subnetOf(request.relayedNetwork());
        }
        final Subnet local = network.subnetOf(request.port().link().address());
        final int address = request.header().clientAddress();
        if (address == Ipv4.NONE || local != null && local.contains(address)) {
            return local;
        }
        return request.sourceAddress() == address ? network.subnetOf(address) : local;
    }

    /** Whether packets of many clients come at a time. */
    public boolean isCrowded() {
        return crowd.isThere();
    }

    /** Machines without a record that asked. Any thread may read it. */
    public UnknownMachines unknownMachines() {
        return unknown;
    }

    /** Other DHCP servers that were seen. */
    ForeignServers foreignServers() {
        return foreign;
    }

    @Override
    public void onClose() {
        CloseHelper.closeAll(ports);
        CloseHelper.closeAll(probePorts);
        context.leaseLog().close();
    }

    @Override
    public String roleName() {
        return "dhcp";
    }
}
