package orbis.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orbis.boot.ClientRecord;
import orbis.boot.DhcpOption;
import orbis.boot.Ipv4;
import orbis.boot.Network;
import orbis.boot.NetworkLink;
import orbis.boot.Subnet;
import orbis.boot.dhcp.DhcpMode;
import orbis.boot.dhcp.DhcpSettings;
import orbis.boot.dhcp.OptionValues;
import orbis.protocol.dhcp.DhcpOptionCode;
import orbis.server.config.BootSettings;
import orbis.server.config.ClientSettings;
import orbis.server.config.Configuration;
import orbis.server.config.ConfigurationException;
import orbis.server.config.NetworkSettings;
import orbis.server.config.Setting;
import orbis.sys.NetworkDevice;

/** Makes the networks of the boot services of the configuration and the machine's interfaces. */
final class BootNetwork {
    /** Addresses of all ranges; each takes some 40 bytes. */
    private static final long MAX_ADDRESSES = 1 << 20;
    private static final int POINT_TO_POINT_BITS = 31;

    private final Configuration configuration;
    private final List<String> mistakes = new ArrayList<>();
    private final List<NetworkLink> links = new ArrayList<>();
    private final List<Subnet> subnets = new ArrayList<>();

    private BootNetwork(final Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * The networks.
     *
     * @param configuration with at least one interface.
     * @param clients       whose fixed addresses have to fit.
     * @return links and subnets.
     * @throws ConfigurationException when something does not fit together, or an interface is not there.
     */
    static Network of(final Configuration configuration, final Iterable<ClientRecord> clients)
            throws ConfigurationException {
        final BootNetwork network = new BootNetwork(configuration);
        network.addLinks();
        for (final String name : configuration.names(NetworkSettings.NETWORK)) {
            network.addRemote(name);
        }
        network.checkRanges();
        clients.forEach(network::checkClient);
        if (!network.mistakes.isEmpty()) {
            throw new ConfigurationException(network.mistakes);
        }
        return new Network(network.links, network.subnets);
    }

    /** How DHCP behaves. */
    static DhcpSettings dhcpSettings(final Configuration configuration) {
        return new DhcpSettings(
            configuration.get(BootSettings.DHCP_MODE),
            configuration.get(NetworkSettings.UNKNOWN),
            configuration.get(NetworkSettings.AUTHORITATIVE),
            configuration.get(NetworkSettings.RATE),
            TimeUnit.NANOSECONDS.toMillis(configuration.get(NetworkSettings.OFFER_TIME)),
            TimeUnit.NANOSECONDS.toMillis(configuration.get(NetworkSettings.QUARANTINE)),
            TimeUnit.NANOSECONDS.toMillis(configuration.get(NetworkSettings.ADDRESS_PROBE)),
            TimeUnit.NANOSECONDS.toMillis(configuration.get(NetworkSettings.PROBE_INTERVAL)));
    }

    private void addLinks() {
        for (final String name : configuration.get(BootSettings.INTERFACE)) {
            try {
                final NetworkDevice device = NetworkDevice.of(name);
                links.add(new NetworkLink(device.name(), device.index(), device.mac(), device.address(),
                    device.prefixLength(), device.mtu()));
            } catch (final IOException fault) {
                complain(BootSettings.INTERFACE.key(), fault.getMessage());
            }
        }
        for (final NetworkLink link : links) {
            subnets.add(local(link));
        }
    }

    private Subnet local(final NetworkLink link) {
        final int address = link.address() & Ipv4.mask(link.prefixLength());
        final List<Subnet.Range> ranges = configuration.get(BootSettings.DHCP_RANGE).stream()
            .filter(range -> (range.first() & Ipv4.mask(link.prefixLength())) == address).toList();
        return new Subnet(link.name(), address, link.prefixLength(), ranges, link.address(),
            seconds(configuration.get(BootSettings.LEASE_TIME)),
            options(configuration.get(NetworkSettings.ROUTER), configuration.get(NetworkSettings.DNS)));
    }

    private void addRemote(final String name) {
        final NetworkSettings.Block block = configuration.get(NetworkSettings.NETWORK, name);
        if (block == null) {
            mistakes.add(NetworkSettings.NETWORK.keyFor(name) + ": must be set");
            return;
        }
        if (links.isEmpty()) {
            return;
        }
        subnets.stream().filter(other -> other.contains(block.address())
            || (other.address() & Ipv4.mask(block.prefixLength())) == block.address()).findFirst().ifPresent(other ->
            complain(NetworkSettings.NETWORK.keyFor(name),
                "overlaps with " + text(other) + ", the network of " + other.name()));
        final List<Integer> dns = configuration.get(NetworkSettings.SUBNET_DNS, name);
        final Long leaseTimeNs = configuration.get(NetworkSettings.SUBNET_LEASE_TIME, name);
        subnets.add(new Subnet(name, block.address(), block.prefixLength(),
            configuration.get(NetworkSettings.RANGE, name), links.get(0).address(),
            seconds(leaseTimeNs == null ? configuration.get(BootSettings.LEASE_TIME) : leaseTimeNs),
            options(configuration.get(NetworkSettings.SUBNET_ROUTER, name),
                dns == null ? configuration.get(NetworkSettings.DNS) : dns)));
    }

    private static int seconds(final long durationNs) {
        return (int) TimeUnit.NANOSECONDS.toSeconds(durationNs);
    }

    private List<DhcpOption> options(final List<Integer> routers, final List<Integer> nameServers) {
        final List<DhcpOption> options = new ArrayList<>();
        addAddresses(options, DhcpOptionCode.ROUTER, routers);
        addAddresses(options, DhcpOptionCode.DNS_SERVER, nameServers);
        addAddresses(options, DhcpOptionCode.NTP_SERVER, configuration.get(NetworkSettings.NTP));
        final String domain = configuration.get(NetworkSettings.DOMAIN);
        if (domain != null) {
            options.add(OptionValues.text(DhcpOptionCode.DOMAIN_NAME, domain));
        }
        if (!configuration.get(NetworkSettings.SEARCH).isEmpty()) {
            options.add(OptionValues.domainSearch(configuration.get(NetworkSettings.SEARCH)));
        }
        final Integer mtu = configuration.get(NetworkSettings.MTU);
        if (mtu != null) {
            options.add(OptionValues.number16(DhcpOptionCode.INTERFACE_MTU, mtu));
        }
        addRoutes(options, routers);
        addNumbered(options);
        return options;
    }

    private static void addAddresses(
            final List<DhcpOption> options, final int code, final List<Integer> addresses) {
        if (!addresses.isEmpty()) {
            options.add(OptionValues.addresses(code, addresses));
        }
    }

    private void addRoutes(final List<DhcpOption> options, final List<Integer> routers) {
        final List<OptionValues.Route> routes = new ArrayList<>(configuration.get(NetworkSettings.ROUTES));
        if (!routes.isEmpty() && !routers.isEmpty()
            && routes.stream().noneMatch(route -> route.prefixLength() == 0)) {
            routes.add(new OptionValues.Route(0, 0, routers.get(0)));
        }
        if (!routes.isEmpty()) {
            options.add(OptionValues.routes(routes));
        }
    }

    private void addNumbered(final List<DhcpOption> options) {
        final Setting<byte[]> setting = NetworkSettings.OPTION;
        for (final String name : configuration.names(setting)) {
            if (!name.matches("[0-9]{1,3}") || Integer.parseInt(name) < 1 || Integer.parseInt(name) > 254) {
                complain(setting.keyFor(name), "options have numbers from 1 to 254");
                continue;
            }
            final int code = Integer.parseInt(name);
            final String reason = reasonAgainst(code);
            if (reason != null) {
                complain(setting.keyFor(name), reason);
                continue;
            }
            options.removeIf(option -> option.code() == code);
            options.add(new DhcpOption(code, configuration.get(setting, name)));
        }
    }

    /** Why an option is not for the administrator to tell (RFC 2131, table 3); null when it is. */
    private static String reasonAgainst(final int code) {
        return switch (code) {
            case DhcpOptionCode.SUBNET_MASK -> "the mask is that of the network";
            case DhcpOptionCode.LEASE_TIME, DhcpOptionCode.RENEWAL_TIME, DhcpOptionCode.REBINDING_TIME ->
                "follows from " + BootSettings.LEASE_TIME.key();
            case DhcpOptionCode.OVERLOAD, DhcpOptionCode.MESSAGE_TYPE, DhcpOptionCode.SERVER_IDENTIFIER,
                DhcpOptionCode.CLIENT_IDENTIFIER, DhcpOptionCode.RELAY_AGENT ->
                "belongs to the packet, not the network";
            case DhcpOptionCode.REQUESTED_ADDRESS, DhcpOptionCode.PARAMETER_REQUEST_LIST,
                DhcpOptionCode.MAX_MESSAGE_SIZE -> "only clients send it";
            default -> null;
        };
    }

    private void checkRanges() {
        for (final Subnet.Range range : configuration.get(BootSettings.DHCP_RANGE)) {
            if (!links.isEmpty() && subnets.stream().noneMatch(subnet -> subnet.ranges().contains(range))) {
                complain(BootSettings.DHCP_RANGE.key(), Ipv4.format(range.first())
                    + " is on none of the interfaces' networks");
            }
        }
        long count = 0;
        for (int i = 0; i < subnets.size(); i++) {
            final Subnet subnet = subnets.get(i);
            final boolean local = i < links.size();
            for (final Subnet.Range range : subnet.ranges()) {
                count += Integer.toUnsignedLong(range.last()) - Integer.toUnsignedLong(range.first()) + 1;
                checkRange(local ? BootSettings.DHCP_RANGE.key() : NetworkSettings.RANGE.keyFor(subnet.name()),
                    subnet, range);
            }
        }
        if (count > MAX_ADDRESSES) {
            mistakes.add("all ranges together have " + count + " addresses; at most " + MAX_ADDRESSES);
        }
    }

    private void checkRange(final String key, final Subnet subnet, final Subnet.Range range) {
        final String text = Ipv4.format(range.first()) + "-" + Ipv4.format(range.last());
        if (!subnet.contains(range.first()) || !subnet.contains(range.last())) {
            complain(key, text + " is not within network " + text(subnet));
        } else if (isOfTheNetwork(subnet, range.first()) || isOfTheNetwork(subnet, range.last())) {
            complain(key, text + " holds the network's own or broadcast address");
        } else if (range.contains(subnet.serverAddress())) {
            complain(key, text + " holds this server's address " + Ipv4.format(subnet.serverAddress()));
        }
        final boolean overlaps = subnet.ranges().stream().anyMatch(other ->
            other != range && (other.contains(range.first()) || other.contains(range.last())));
        if (overlaps) {
            complain(key, text + " overlaps with another range");
        }
    }

    private void checkClient(final ClientRecord client) {
        final String key = ClientSettings.ADDRESS.keyFor(client.name());
        if (client.address() == Ipv4.NONE || subnets.isEmpty()
            || configuration.get(BootSettings.DHCP_MODE) != DhcpMode.SERVER) {
            return;
        }
        if (subnets.stream().noneMatch(subnet -> subnet.contains(client.address()))) {
            complain(key, "is on none of the networks " + subnets.stream().map(BootNetwork::text).toList());
        } else if (links.stream().anyMatch(link -> link.address() == client.address())) {
            complain(key, "is this server's own address");
        } else if (subnets.stream().anyMatch(subnet -> isOfTheNetwork(subnet, client.address()))) {
            complain(key, "is the network's own or broadcast address");
        }
    }

    /** Networks of two addresses and of one have hosts only (RFC 3021, section 2.1). */
    private static boolean isOfTheNetwork(final Subnet subnet, final int address) {
        return subnet.prefixLength() < POINT_TO_POINT_BITS
            && (address == subnet.address() || address == subnet.broadcastAddress());
    }

    private static String text(final Subnet subnet) {
        return Ipv4.format(subnet.address()) + "/" + subnet.prefixLength();
    }

    private void complain(final String key, final String what) {
        mistakes.add(configuration.mistake(key, what));
    }
}
