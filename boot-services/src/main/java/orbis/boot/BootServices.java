package orbis.boot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import orbis.boot.dhcp.DhcpContext;
import orbis.boot.dhcp.DhcpMode;
import orbis.boot.dhcp.DhcpService;
import orbis.boot.dhcp.LeaseLog;
import orbis.boot.dhcp.UdpPort;
import orbis.boot.http.HttpBootServer;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the sockets of the boot services and joins the services to one agent. The agent closes what it runs; this
 * closes the rest, after the agent has ended.
 */
public final class BootServices implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BootServices.class);
    private static final int[] DHCP_PORTS = {67, 4011};
    private static final int DHCP_CLIENT_PORT = 68;

    private final SocketIdleStrategy idleStrategy;
    private final BootAgent agent;
    private final DhcpService dhcp;
    private final FileServices files;

    private BootServices(
        final SocketIdleStrategy idleStrategy, final DhcpService dhcp, final FileServices files) {
        this.idleStrategy = idleStrategy;
        this.dhcp = dhcp;
        this.files = files;
        final List<Agent> services = new ArrayList<>();
        if (dhcp != null) {
            services.add(dhcp);
        }
        if (files.tftp() != null) {
            services.add(files.tftp());
        }
        agent = new BootAgent(services);
    }

    /**
     * Opens everything.
     *
     * @param context what the services are given.
     * @return the services, not running yet.
     * @throws IOException when a socket cannot be opened; the message says which.
     */
    public static BootServices open(final BootContext context) throws IOException {
        final List<AutoCloseable> opened = new ArrayList<>();
        try {
            final SocketIdleStrategy idleStrategy = new SocketIdleStrategy();
            opened.add(idleStrategy);
            final DhcpService dhcp = openDhcp(context, idleStrategy, opened);
            return new BootServices(idleStrategy, dhcp, FileServices.open(context, idleStrategy));
        } catch (final IOException | RuntimeException fault) {
            CloseHelper.quietCloseAll(opened);
            throw fault;
        }
    }

    private static DhcpService openDhcp(
        final BootContext context, final SocketIdleStrategy idleStrategy, final List<AutoCloseable> opened)
            throws IOException {
        if (context.dhcpSettings().mode() == DhcpMode.OFF) {
            return null;
        }
        final List<UdpPort> ports = new ArrayList<>();
        for (final NetworkLink link : context.network().links()) {
            for (final int number : DHCP_PORTS) {
                final UdpPort port = UdpPort.open(link, number);
                opened.add(port);
                ports.add(port);
                idleStrategy.add(port.fd(), port.readiness());
            }
        }
        final List<UdpPort> probePorts = openProbe(context);
        opened.addAll(probePorts);
        final LeaseLog log = context.leaseLog().apply(idleStrategy::wakeup);
        opened.add(log);
        final DhcpService service = new DhcpService(
            new DhcpContext(context.dhcpSettings(), context.network(), context.clients(), context.recipe(),
                context.timeline(), log, context.epochClock(), SystemNanoClock.INSTANCE, context.dhcpCounters()),
            ports, probePorts);
        idleStrategy.gatherWhile(service::isCrowded);
        return service;
    }

    /** A client of DHCP on this machine may hold the port: then nobody looks for other servers. */
    private static List<UdpPort> openProbe(final BootContext context) {
        final List<UdpPort> ports = new ArrayList<>();
        if (context.dhcpSettings().probeIntervalMs() > 0) {
            for (final NetworkLink link : context.network().links()) {
                try {
                    ports.add(UdpPort.open(link, DHCP_CLIENT_PORT));
                } catch (final IOException fault) {
                    LOGGER.warn("no look for other DHCP servers on {}: {}", link.name(), fault.getMessage());
                }
            }
        }
        return ports;
    }

    /** What runs the services. */
    public Agent agent() {
        return agent;
    }

    /** How the agent waits. */
    public IdleStrategy idleStrategy() {
        return idleStrategy;
    }

    /** The DHCP service, or null when it is off. */
    public DhcpService dhcp() {
        return dhcp;
    }

    /** The HTTP server, or null when it is off. */
    public HttpBootServer http() {
        return files.http();
    }

    @Override
    public void close() {
        files.close();
        idleStrategy.close();
    }
}
