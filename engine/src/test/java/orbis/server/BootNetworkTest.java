package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orbis.boot.DhcpOption;
import orbis.boot.Ipv4;
import orbis.boot.Network;
import orbis.boot.Subnet;
import orbis.boot.dhcp.DhcpMode;
import orbis.server.config.Configuration;
import orbis.server.config.ConfigurationException;
import orbis.server.config.ConfigurationLoader;
import org.junit.jupiter.api.Test;

/** The loopback interface, 127.0.0.1/8, is the network here: every machine has it. */
class BootNetworkTest {
    private static Configuration configuration(final Map<String, String> more) throws ConfigurationException {
        final Map<String, String> values = new TreeMap<>(Map.of(
            "orbis.net.interface", "lo",
            "orbis.dhcp.mode", "server",
            "orbis.dhcp.range", "127.0.1.10-127.0.1.20"));
        values.putAll(more);
        return new ConfigurationLoader().definitions(values).conclude();
    }

    private static Network network(final Map<String, String> more) throws ConfigurationException {
        final Configuration configuration = configuration(more);
        return BootNetwork.of(configuration, ClientRecords.of(configuration));
    }

    private static void assertMistake(final String expected, final Map<String, String> more) {
        final String message = assertThrows(ConfigurationException.class, () -> network(more)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    private static String option(final Subnet subnet, final int code) {
        return subnet.options().stream().filter(option -> option.code() == code).map(DhcpOption::value)
            .map(HexFormat.of()::formatHex).findFirst().orElse("none");
    }

    @Test
    void shouldTakeTheInterfacesNetwork() throws ConfigurationException {
        final Network network = network(Map.of("orbis.dhcp.lease.time", "2h"));

        final Subnet subnet = network.subnets().get(0);
        assertEquals("lo", network.links().get(0).name());
        assertEquals(Ipv4.parse("127.0.0.0"), subnet.address());
        assertEquals(8, subnet.prefixLength());
        assertEquals(Ipv4.parse("127.0.0.1"), subnet.serverAddress());
        assertEquals(7200, subnet.leaseTimeS());
        assertEquals(List.of(new Subnet.Range(Ipv4.parse("127.0.1.10"), Ipv4.parse("127.0.1.20"))), subnet.ranges());
        assertEquals(List.of(), subnet.options());
    }

    @Test
    void shouldMakeTheOptions() throws ConfigurationException {
        final Map<String, String> more = new TreeMap<>();
        more.put("orbis.dhcp.router", "127.0.0.254");
        more.put("orbis.dhcp.dns", "127.0.0.53,9.9.9.9");
        more.put("orbis.dhcp.ntp", "127.0.0.3");
        more.put("orbis.dhcp.domain", "a.b");
        more.put("orbis.dhcp.search", "a.b,c");
        more.put("orbis.dhcp.mtu", "9000");
        more.put("orbis.dhcp.routes", "10.0.0.0/8 via 127.0.0.9");
        more.put("orbis.dhcp.option.224", "u16:7");
        more.put("orbis.dhcp.option.42", "ip:127.0.0.4");

        final Subnet subnet = network(more).subnets().get(0);

        assertEquals("7f0000fe", option(subnet, 3));
        assertEquals("7f00003509090909", option(subnet, 6));
        assertEquals("7f000004", option(subnet, 42));
        assertEquals("612e62", option(subnet, 15));
        assertEquals("0161016200" + "016300", option(subnet, 119));
        assertEquals("2328", option(subnet, 26));
        assertEquals("080a7f000009" + "007f0000fe", option(subnet, 121));
        assertEquals("0007", option(subnet, 224));
    }

    @Test
    void shouldTakeNetworksBehindRelays() throws ConfigurationException {
        final Network network = network(Map.of(
            "orbis.subnet.far.network", "10.9.0.0/16",
            "orbis.subnet.far.range", "10.9.0.10-10.9.3.0,10.9.8.1-10.9.8.2",
            "orbis.subnet.far.router", "10.9.0.1",
            "orbis.subnet.far.lease.time", "5m",
            "orbis.dhcp.dns", "9.9.9.9"));

        final Subnet far = network.subnets().get(1);
        assertEquals("far", far.name());
        assertEquals(16, far.prefixLength());
        assertEquals(2, far.ranges().size());
        assertEquals(300, far.leaseTimeS());
        assertEquals("0a090001", option(far, 3));
        assertEquals("09090909", option(far, 6));
        assertEquals(far, network.subnetOf(Ipv4.parse("10.9.255.1")));
    }

    @Test
    void shouldTakeBothAddressesOfAPointToPointNetworkAndTheOneOfAHost() throws ConfigurationException {
        final Network network = network(Map.of(
            "orbis.subnet.pair.network", "10.9.0.0/31", "orbis.subnet.host.network", "10.9.1.1/32",
            "orbis.client.a.address", "10.9.0.0", "orbis.client.b.address", "10.9.0.1",
            "orbis.client.c.address", "10.9.1.1",
            "orbis.subnet.guests.network", "10.9.2.0/31", "orbis.subnet.guests.range", "10.9.2.0-10.9.2.1"));

        assertEquals(4, network.subnets().size());
    }

    @Test
    void shouldNameMistakes() {
        assertMistake("there is no network interface nosuch0", Map.of("orbis.net.interface", "nosuch0"));
        assertMistake("orbis.dhcp.range = 10.0.0.1-10.0.0.2 (-D): 10.0.0.1 is on none of the interfaces' networks",
            Map.of("orbis.dhcp.range", "10.0.0.1-10.0.0.2"));
        assertMistake("orbis.dhcp.range = 127.0.0.9-128.0.0.1 (-D): 127.0.0.9-128.0.0.1 is not within network 127.",
            Map.of("orbis.dhcp.range", "127.0.0.9-128.0.0.1"));
        assertMistake("orbis.subnet.far.range = 10.9.0.0-10.9.0.9 (-D): 10.9.0.0-10.9.0.9 holds the network's own",
            Map.of("orbis.subnet.far.network", "10.9.0.0/16", "orbis.subnet.far.range", "10.9.0.0-10.9.0.9"));
        assertMistake("holds this server's address 127.0.0.1", Map.of("orbis.dhcp.range", "127.0.0.1-127.0.0.2"));
        assertMistake("holds the network's own or broadcast address",
            Map.of("orbis.dhcp.range", "127.255.255.1-127.255.255.255"));
        assertMistake("all ranges together have 1114113 addresses",
            Map.of("orbis.dhcp.range", "127.1.0.0-127.18.0.0"));
        assertMistake("overlaps with another range",
            Map.of("orbis.dhcp.range", "127.0.0.5-127.0.0.9,127.0.0.9-127.0.0.12"));
        assertMistake("orbis.client.a.address = 10.0.0.9 (-D): is on none of the networks [127.0.0.0/8]",
            Map.of("orbis.client.a.address", "10.0.0.9"));
        assertMistake("is the network's own or broadcast", Map.of("orbis.client.a.address", "127.255.255.255"));
        assertMistake("is the network's own or broadcast", Map.of("orbis.client.a.address", "127.0.0.0"));
        assertMistake("is this server's own address", Map.of("orbis.client.a.address", "127.0.0.1"));
        assertMistake("orbis.subnet.far.network: must be set",
            Map.of("orbis.subnet.far.range", "10.9.0.10-10.9.3.0"));
        assertMistake("options have numbers from 1 to 254", Map.of("orbis.dhcp.option.255", "x"));
        assertMistake("orbis.subnet.far.network = 127.9.0.0/16 (-D): overlaps with 127.0.0.0/8, the network of lo",
            Map.of("orbis.subnet.far.network", "127.9.0.0/16"));
        assertMistake("orbis.subnet.b.network = 10.9.0.0/16 (-D): overlaps with 10.9.1.0/24, the network of a",
            Map.of("orbis.subnet.a.network", "10.9.1.0/24", "orbis.subnet.b.network", "10.9.0.0/16"));
        assertMistake("has bits set beyond its 16", Map.of("orbis.subnet.far.network", "10.9.1.0/16"));
        assertMistake("is not a number of 16 bits", Map.of("orbis.dhcp.option.9", "u16:70000"));
    }

    @Test
    void shouldRefuseOptionsThatAreNotTheNetworks() {
        assertMistake("orbis.dhcp.option.1 = hex:ff000000 (-D): the mask is that of the network",
            Map.of("orbis.dhcp.option.1", "ip:255.0.0.0"));
        for (final int code : new int[] {51, 58, 59}) {
            assertMistake("(-D): follows from orbis.dhcp.lease.time", Map.of("orbis.dhcp.option." + code, "u32:9"));
        }
        for (final int code : new int[] {52, 53, 54, 61, 82}) {
            assertMistake("belongs to the packet, not the network", Map.of("orbis.dhcp.option." + code, "u8:1"));
        }
        for (final int code : new int[] {50, 55, 57}) {
            assertMistake("only clients send it", Map.of("orbis.dhcp.option." + code, "u8:1"));
        }
    }

    @Test
    void shouldMakeTheDhcpSettings() throws ConfigurationException {
        final var settings = BootNetwork.dhcpSettings(configuration(Map.of(
            "orbis.dhcp.mode", "proxy", "orbis.dhcp.unknown", "true", "orbis.dhcp.rate", "5",
            "orbis.dhcp.quarantine", "1h")));

        assertEquals(DhcpMode.PROXY, settings.mode());
        assertTrue(settings.serveUnknown());
        assertEquals(5, settings.clientRate());
        assertEquals(3_600_000, settings.quarantineMs());
        assertEquals(30_000, settings.offerHoldMs());
        assertEquals(100, settings.addressProbeMs());
        assertEquals(600_000, settings.probeIntervalMs());
    }
}
