package orbis.perf.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's DHCP clients, and its relay, against the server over virtual Ethernet. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DhcpClientsIT {
    @TempDir
    private Path folder;

    private NetworkLab lab;

    @BeforeEach
    void startServer() throws Exception {
        lab = new NetworkLab(folder).namespace("server").namespace("client").join("server", "client");
        lab.ip("server", "address", "add", "172.31.7.1/24", "dev", "to-client");
        lab.ip("server", "route", "add", "10.9.8.0/24", "via", "172.31.7.254");
        lab.startJava("server", DhcpUnderTest.class, "to-client", folder.toString(), "3600",
            "172.31.7.100-172.31.7.150", "10.9.8.20-10.9.8.30");
    }

    @AfterEach
    void stop() throws Exception {
        lab.close();
    }

    /** A script that writes what a client tells it into a file as name=value. */
    private String recordingScript() throws Exception {
        final Path script = folder.resolve("record");
        Files.writeString(script, "#!/bin/sh\nenv >> " + folder.resolve("told") + "\n");
        assertTrue(script.toFile().setExecutable(true));
        return script.toString();
    }

    private Properties told() throws Exception {
        final Properties told = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("told"))) {
            told.load(reader);
        }
        return told;
    }

    private String path(final String name) {
        final File file = lab.file(name);
        return file.toString();
    }

    private String[] dhclient(final String mode) throws Exception {
        return new String[] {"dhclient", "-4", mode, "-lf", path("dhclient.leases"), "-pf", path("dhclient.pid"),
            "-sf", recordingScript(), "to-server"};
    }

    @Test
    void shouldServeDhclient() throws Exception {
        lab.ip("client", "link", "set", "to-server", "address", DhcpUnderTest.KNOWN_MAC);

        lab.run("client", dhclient("-1"));

        final Properties told = told();
        assertEquals("172.31.7.100", told.getProperty("new_ip_address"));
        assertEquals("255.255.255.0", told.getProperty("new_subnet_mask"));
        assertEquals("172.31.7.1", told.getProperty("new_routers"));
        assertEquals("172.31.7.1", told.getProperty("new_dhcp_server_identifier"));
        assertEquals("3600", told.getProperty("new_dhcp_lease_time"));
        assertEquals("1800", told.getProperty("new_dhcp_renewal_time"));
        assertEquals("3150", told.getProperty("new_dhcp_rebinding_time"));
        assertEquals("uqbar", told.getProperty("new_host_name"));
        assertEquals(DhcpUnderTest.ROOT_PATH, told.getProperty("new_root_path"));
        lab.run("client", dhclient("-r"));
        assertEquals("RELEASE", told().getProperty("reason"));
    }

    @Test
    void shouldServeUdhcpc() throws Exception {
        lab.run("client", "busybox", "udhcpc", "-i", "to-server", "-f", "-n", "-q", "-O", "rootpath",
            "-s", recordingScript());

        final Properties told = told();
        assertEquals("172.31.7.100", told.getProperty("ip"));
        assertEquals("24", told.getProperty("mask"));
        assertEquals("172.31.7.1", told.getProperty("router"));
        assertEquals("3600", told.getProperty("lease"));
    }

    @Test
    void shouldServeDhcpcd() throws Exception {
        Files.writeString(folder.resolve("dhcpcd.conf"), "duid\nnoarp\noption subnet_mask, routers\n");

        lab.run("client", "unshare", "-m", "sh", "-c", "mount -t tmpfs t /run && mount -t tmpfs t /var/lib/dhcpcd"
            + " && dhcpcd -4 -1 -t 30 -f " + path("dhcpcd.conf") + " -c " + recordingScript() + " to-server");

        final Properties told = told();
        assertEquals("172.31.7.100", told.getProperty("new_ip_address"));
        assertEquals("172.31.7.1", told.getProperty("new_routers"));
        assertTrue(lab.ip("client", "-4", "-o", "address", "show", "dev", "to-server").contains("172.31.7.100/24"));
    }

    @Test
    void shouldServeNetworkd() throws Exception {
        // Without udev's word on the interface, networkd waits for it, unless /sys cannot be written.
        final Path start = folder.resolve("networkd");
        Files.writeString(start, """
            set -e
            mount -o remount,ro /sys
            mount -t tmpfs -o mode=755 tmpfs /run
            mkdir -p /run/systemd/network
            printf '[Match]\\nName=to-server\\n[Network]\\nDHCP=ipv4\\nIPv6AcceptRA=no\\n' \\
                > /run/systemd/network/10-client.network
            exec /lib/systemd/systemd-networkd
            """);
        lab.start("client", "unshare", "-m", "sh", start.toString());

        lab.run("client", "sh", "-c", "until ip route | grep -q default; do sleep 0.1; done");

        assertTrue(lab.ip("client", "-4", "-o", "address", "show", "dev", "to-server").contains("172.31.7.100/24"));
        assertTrue(lab.ip("client", "route", "show", "default").contains("via 172.31.7.1 dev to-server proto dhcp"));
    }

    @Test
    void shouldGiveOneMachineOneAddressWhateverClientAsks() throws Exception {
        lab.run("client", dhclient("-1"));
        final String address = told().getProperty("new_ip_address");
        lab.run("client", "busybox", "udhcpc", "-i", "to-server", "-f", "-n", "-q", "-x", "0x3d:ff0badcafe",
            "-s", recordingScript());

        assertEquals(address, told().getProperty("ip"));
    }

    @Test
    void shouldNotOfferAnAddressThatAnotherMachineHas() throws Exception {
        lab.ip("client", "address", "add", "172.31.7.100/24", "dev", "to-server");
        lab.run("client", "sysctl", "-q", "-w", "net.ipv4.conf.all.arp_ignore=1");
        lab.ip("client", "link", "add", "link", "to-server", "name", "another", "type", "macvlan");
        lab.ip("client", "link", "set", "another", "up");

        lab.run("client", "busybox", "udhcpc", "-i", "another", "-f", "-n", "-q", "-t", "10", "-T", "1",
            "-s", recordingScript());

        assertEquals("172.31.7.101", told().getProperty("ip"));
    }

    @Test
    void shouldServeThroughARelay() throws Exception {
        lab.namespace("far").join("client", "far");
        lab.ip("client", "address", "add", "172.31.7.254/24", "dev", "to-server");
        lab.ip("client", "address", "add", "10.9.8.1/24", "dev", "to-far");
        lab.start("client", "dhcrelay", "-4", "-d", "-a", "-m", "discard", "-id", "to-far", "-iu", "to-server",
            "172.31.7.1");

        lab.run("far", "busybox", "udhcpc", "-i", "to-client", "-f", "-n", "-q", "-t", "10", "-T", "1",
            "-s", recordingScript());

        final Properties told = told();
        assertEquals("10.9.8.20", told.getProperty("ip"));
        assertEquals("10.9.8.1", told.getProperty("router"));
        assertEquals("172.31.7.1", told.getProperty("serverid"));
    }
}
