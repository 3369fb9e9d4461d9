package orbis.server.config;

import static orbis.server.config.Types.bool;
import static orbis.server.config.Types.duration;
import static orbis.server.config.Types.listOf;
import static orbis.server.config.Types.number;
import static orbis.server.config.Types.text;

import java.util.HexFormat;
import java.util.List;
import orbis.boot.Ipv4;
import orbis.boot.Subnet;
import orbis.boot.dhcp.OptionValues;

/** Keys of what DHCP tells about networks, and of networks behind relays. */
public final class NetworkSettings {
    /** Addresses of a network. */
    public record Block(int address, int prefixLength) {
    }

    static final SettingGroup DHCP = new SettingGroup("DHCP");
    static final SettingGroup SUBNET = new SettingGroup("A network behind a relay");

    /** Router. */
    public static final Setting<List<Integer>> ROUTER = DHCP.add("orbis.dhcp.router", listOf(address()), "",
        "Routers of the interface's network, the best one first.");
    /** Name servers. */
    public static final Setting<List<Integer>> DNS = DHCP.add("orbis.dhcp.dns", listOf(address()), "",
        "Name servers.");
    /** Time servers. */
    public static final Setting<List<Integer>> NTP = DHCP.add("orbis.dhcp.ntp", listOf(address()), "",
        "Time servers.");
    /** Domain. */
    public static final Setting<String> DOMAIN = DHCP.add("orbis.dhcp.domain", text("a domain name"),
        "Domain of the clients.");
    /** Search list. */
    public static final Setting<List<String>> SEARCH = DHCP.add("orbis.dhcp.search",
        listOf(text("a domain name", "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")), "",
        "Domains in which names are looked up.");
    /** MTU. */
    public static final Setting<Integer> MTU = DHCP.add("orbis.dhcp.mtu", number(576, 65535), "not told",
        () -> null, "Bytes of the largest IP packet, told to clients.");
    /** Routes. */
    public static final Setting<List<OptionValues.Route>> ROUTES = DHCP.add("orbis.dhcp.routes", listOf(route()), "",
        "Further routes; the router is added to them as the default one.");
    /** Any option. */
    public static final Setting<byte[]> OPTION = DHCP.add("orbis.dhcp.option.<code>",
        new ValueType<>("text, or hex:…, ip:…, u8:…, u16:…, u32:…", OptionValues::parse,
            value -> "hex:" + HexFormat.of().formatHex(value)), "not told", () -> null,
        "Any option by its number, 1 to 254, but those that follow from the network or the packet.");
    /** Strangers. */
    public static final Setting<Boolean> UNKNOWN = DHCP.add("orbis.dhcp.unknown", bool(), "false",
        "Whether machines without a record get an address too.");
    /** Authority. */
    public static final Setting<Boolean> AUTHORITATIVE = DHCP.add("orbis.dhcp.authoritative", bool(), "false",
        "Whether strangers that ask for an address which is not of this network are told so (DHCPNAK).");
    /** Rate. */
    public static final Setting<Integer> RATE = DHCP.add("orbis.dhcp.rate", number(0, 100_000), "20",
        "Packets a second of one machine that are answered, after a burst of twice as many; 0: any number.");
    /** Offers. */
    public static final Setting<Long> OFFER_TIME = DHCP.add("orbis.dhcp.offer.time", duration("1s", "10m"), "30s",
        "How long an offered address is kept for the machine.");
    /** Quarantine. */
    public static final Setting<Long> QUARANTINE = DHCP.add("orbis.dhcp.quarantine", duration("1s", "24h"), "10m",
        "How long an address is not given out on which a client found somebody else.");
    /** Addresses in use. */
    public static final Setting<Long> ADDRESS_PROBE = DHCP.add("orbis.dhcp.address.probe", duration("0", "2s"),
        "100ms", "How long an offer waits for a sign that another machine has its address; 0: not at all.");
    /** Probe. */
    public static final Setting<Long> PROBE_INTERVAL = DHCP.add("orbis.dhcp.probe.interval", duration("0", "24h"),
        "10m", "How often to look for other DHCP servers, from the start on; 0: never.");

    /** Network. */
    public static final Setting<Block> NETWORK = SUBNET.add("orbis.subnet.<name>.network", block(),
        "must be set", () -> null, "The network. Its machines renew by unicast, past the relay: orbis.net.interface "
            + "has to name the interface on which that comes in, or they are answered only when they ask through the "
            + "relay again, at 7/8 of the lease.");
    /** Range. */
    public static final Setting<List<Subnet.Range>> RANGE = SUBNET.add("orbis.subnet.<name>.range",
        listOf(BootSettings.range()), "", "Addresses for clients without a fixed one.");
    /** Router. */
    public static final Setting<List<Integer>> SUBNET_ROUTER = SUBNET.add("orbis.subnet.<name>.router",
        listOf(address()), "", "Routers of the network, the best one first.");
    /** Name servers. */
    public static final Setting<List<Integer>> SUBNET_DNS = SUBNET.add("orbis.subnet.<name>.dns",
        listOf(address()), "orbis.dhcp.dns", () -> null, "Name servers of the network.");
    /** Lease time. */
    public static final Setting<Long> SUBNET_LEASE_TIME = SUBNET.add("orbis.subnet.<name>.lease.time",
        duration("1m", "8760h"), "orbis.dhcp.lease.time", () -> null, "Length of a lease there.");

    private NetworkSettings() {
    }

    private static ValueType<Integer> address() {
        return new ValueType<>("an IPv4 address", Ipv4::parse, Ipv4::format);
    }

    private static ValueType<Block> block() {
        return new ValueType<>("address/bits", NetworkSettings::parseBlock,
            block -> Ipv4.format(block.address()) + "/" + block.prefixLength());
    }

    private static Block parseBlock(final String text) {
        final String[] parts = text.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,2}") || Integer.parseInt(parts[1]) > Integer.SIZE) {
            throw new IllegalArgumentException("is not address/bits");
        }
        final Block block = new Block(Ipv4.parse(parts[0]), Integer.parseInt(parts[1]));
        if ((block.address() & ~Ipv4.mask(block.prefixLength())) != 0) {
            throw new IllegalArgumentException("has bits set beyond its " + block.prefixLength());
        }
        return block;
    }

    private static ValueType<OptionValues.Route> route() {
        return new ValueType<>("address/bits via router", text -> {
            final String[] parts = text.split(" +via +", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("is not address/bits via router");
            }
            final Block block = parseBlock(parts[0]);
            return new OptionValues.Route(block.address(), block.prefixLength(), Ipv4.parse(parts[1]));
        }, route -> Ipv4.format(route.network()) + "/" + route.prefixLength() + " via " + Ipv4.format(route.router()));
    }
}
