package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import orbis.boot.ClientDirectory;
import orbis.engine.session.Portal;
import orbis.engine.session.RateLimit;
import orbis.protocol.iscsi.LoginStatus;
import orbis.server.config.Configuration;
import orbis.server.config.ConfigurationException;
import orbis.server.config.ConfigurationLoader;
import orbis.server.config.DiskSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiskRegistryTest {
    private static final String PREFIX = "iqn.2026-01.local.orbis:";
    private static final Portal PORTAL = new Portal(new InetSocketAddress("10.0.0.1", 3260), 1);

    private final ClientDirectory clients = new ClientDirectory();
    private final ClientLimits limits = new ClientLimits();
    private final DiskRegistry disks = new DiskRegistry(clients, limits);

    @BeforeEach
    void configure() throws ConfigurationException {
        final Configuration configuration = new ConfigurationLoader().definitions(Map.of(
            "orbis.disk.root.size", "1g",
            "orbis.disk.root.initiators", "*",
            "orbis.client.uqbar.disk", "root",
            "orbis.client.tlon.disk", "root",
            "orbis.client.tlon.initiator", "iqn.1994-05.com.RedHat:Tlon",
            "orbis.disk.shared.size", "1g",
            "orbis.disk.shared.initiators", "iqn.1994-05.com.RedHat:*,iqn.x:only",
            "orbis.disk.nobody.size", "1g",
            "orbis.disk.gone.initiators", "*",
            "orbis.disk.gone.redirect", "10.0.0.2:3261")).conclude();
        clients.replaceAll(ClientRecords.of(configuration));
        configuration.names(DiskSettings.PATH).forEach(name -> disks.put(ServedDisk.of(configuration, name)));
    }

    private int status(final String disk, final String initiator) {
        return disks.find(PREFIX + disk, initiator, PORTAL).status();
    }

    private List<String> listed(final String initiator, final Portal portal) {
        final List<String> targets = new ArrayList<>();
        disks.list(initiator, portal, (target, portals) -> targets.add(target.substring(PREFIX.length()) + " "
            + String.join(" ", portals.stream().map(Portal::targetAddress).toList())));
        return targets;
    }

    @Test
    void shouldLetClientsAloneUseTheDiskThatTheyOwn() {
        assertEquals(LoginStatus.SUCCESS, status("root", PREFIX + "client.uqbar"));
        assertEquals(LoginStatus.SUCCESS, status("root", "iqn.1994-05.com.redhat:tlon"));
        assertEquals(LoginStatus.AUTHORIZATION_FAILURE, status("root", "iqn.1994-05.com.redhat:other"));
    }

    @Test
    void shouldFollowTheListOfADiskThatNobodyOwns() {
        assertEquals(LoginStatus.SUCCESS, status("shared", "iqn.1994-05.com.redhat:any"));
        assertEquals(LoginStatus.SUCCESS, status("shared", "iqn.x:only"));
        assertEquals(LoginStatus.AUTHORIZATION_FAILURE, status("shared", "iqn.x:only.not"));
        assertEquals(LoginStatus.AUTHORIZATION_FAILURE, status("shared", "iqn.1994-05xcom.redhat:any"));
        assertEquals(LoginStatus.AUTHORIZATION_FAILURE, status("nobody", "iqn.x:only"));
    }

    @Test
    void shouldHaveOneLimitForAllSessionsOfAClient() throws ConfigurationException {
        limits.put(new ConfigurationLoader().definitions(Map.of("orbis.client.tlon.iops.max", "500")).conclude(),
            "tlon");
        final RateLimit limit = disks.rate("iqn.1994-05.com.redhat:tlon");
        assertEquals(500, limit.commandsPerSecond());
        assertSame(limit, disks.rate("iqn.1994-05.com.redhat:tlon"));
        assertEquals(RateLimit.NONE, disks.rate(PREFIX + "client.uqbar").commandsPerSecond());
        assertEquals(RateLimit.NONE, disks.rate("iqn.x:stranger").commandsPerSecond());
    }

    @Test
    void shouldKnowNoOtherTarget() {
        assertEquals(LoginStatus.NOT_FOUND, status("missing", "iqn.x:only"));
        assertEquals(LoginStatus.NOT_FOUND, disks.find("iqn.other:root", "iqn.x:only", PORTAL).status());
    }

    @Test
    void shouldSendLoginsToWhereADiskWent() {
        assertEquals(LoginStatus.TARGET_MOVED_TEMPORARILY, status("gone", "iqn.x:any"));
        assertEquals("10.0.0.2:3261", disks.find(PREFIX + "gone", "iqn.x:any", PORTAL).address());
    }

    @Test
    void shouldTellAnInitiatorOnlyOfDisksThatItMayUse() {
        assertEquals(List.of("gone 10.0.0.1:3260,1", "shared 10.0.0.1:3260,1"), listed("iqn.x:only", PORTAL));
        assertEquals(List.of("gone 10.0.0.1:3260,1", "root 10.0.0.1:3260,1"),
            listed(PREFIX + "client.uqbar", PORTAL));
    }

    @Test
    void shouldTellThePortalByWhichTheInitiatorCameFirstAndNoneItCannotReach() {
        disks.portals(Stream.of("127.0.0.1", "0.0.0.0", "10.0.0.1", "10.0.1.1", "fe80::1")
            .map(host -> new InetSocketAddress(host, 3260)).toList());
        assertEquals(List.of("gone 10.0.0.1:3260,1 10.0.1.1:3260,1"), listed("iqn.y:z", PORTAL));
        final Portal local = new Portal(new InetSocketAddress("127.0.0.1", 3260), 1);
        assertEquals(List.of("gone 127.0.0.1:3260,1"), listed("iqn.y:z", local));
    }

    @Test
    void shouldTakeAClientThatComesLater() throws ConfigurationException {
        assertFalse(disks.allows(disks.byName("nobody"), "iqn.new:one"));
        final Configuration more = new ConfigurationLoader().definitions(Map.of("orbis.disk.nobody.size", "1g",
            "orbis.client.new.disk", "nobody", "orbis.client.new.initiator", "iqn.2022-01.new:one")).conclude();
        clients.put(ClientRecords.of(more, "new"));
        assertTrue(disks.allows(disks.byName("nobody"), "iqn.2022-01.new:one"));
    }
}
