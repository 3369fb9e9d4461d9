package orbis.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import orbis.server.OrbisServer;
import orbis.server.config.Configuration;
import orbis.server.config.ConfigurationLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is printed can be pasted: whoever does so finds the server, and is let in. */
@Timeout(60)
class BannerTest {
    private static final Path FILE = Path.of("orbis.properties");
    private static final String PREFIX = "iqn.2026-01.local.orbis:";

    @TempDir
    private Path folder;

    /** The banner of a server with disks of memory, each with its list of initiators, and with clients. */
    private String banner(final Map<String, String> initiatorsByDisk, final Map<String, String> clients)
            throws Exception {
        final Map<String, String> keys = new HashMap<>(clients);
        keys.putAll(Map.of("orbis.data.dir", folder.toString(), "orbis.iscsi.portals", "127.0.0.1:0",
            "orbis.io.engine", "nio", "orbis.target.agents", "1", "orbis.target.memory", "2m",
            "orbis.target.connections", "16"));
        initiatorsByDisk.forEach((disk, initiators) -> keys.putAll(Map.of(
            "orbis.disk." + disk + ".kind", "memory",
            "orbis.disk." + disk + ".size", "1m",
            "orbis.disk." + disk + ".initiators", initiators)));
        final Configuration configuration = new ConfigurationLoader().definitions(keys).conclude();
        try (OrbisServer server = OrbisServer.launch(configuration)) {
            return new Banner(configuration, server).text(FILE, " -c orbis.properties");
        }
    }

    private static String line(final String text, final String part) {
        final List<String> lines = text.lines().filter(each -> each.contains(part)).toList();
        assertEquals(1, lines.size(), text);
        return lines.get(0);
    }

    @Test
    void shouldNameTheDiskThatIsForEverybodyAndNoneThatClientsOwn() throws Exception {
        final String text = banner(Map.of("a", "*", "b", "iqn.x:only", "c", "*"),
            Map.of("orbis.client.uqbar.disk", "a"));
        assertTrue(line(text, "disk a").endsWith("memory:; its clients only"), text);
        assertTrue(line(text, "disk b").endsWith("memory:; [iqn.x:only]"), text);
        assertTrue(line(text, "disk c").endsWith("memory:; any initiator"), text);
        assertTrue(line(text, "iscsi-inq").matches("  iscsi-inq iscsi://127.0.0.1:\\d+/" + PREFIX + "c/0"), text);
        assertFalse(text.contains("/" + PREFIX + "a/0"), text);
    }

    @Test
    void shouldSayAsWhomOneMayLogInWhereNoDiskIsForEverybody() throws Exception {
        final String owned = banner(Map.of("a", "*"), Map.of("orbis.client.uqbar.disk", "a"));
        assertTrue(owned.contains("To log in to disk a, be " + PREFIX + "client.uqbar:\n  iscsi-inq -i NAME "), owned);
        final String listed = banner(Map.of("a", "iqn.1,iqn.2:*,iqn.3,iqn.4,iqn.5", "nobody", ""), Map.of());
        assertTrue(listed.contains("be iqn.1 or iqn.2:* or iqn.3 or one of 2 others:\n  iscsi-inq -i NAME "), listed);
    }

    @Test
    void shouldNotSayHowToLogInWhereNobodyMay() throws Exception {
        final String text = banner(Map.of("a", ""), Map.of());
        assertTrue(line(text, "disk a").endsWith("nobody may log in (set orbis.disk.a.initiators)"), text);
        assertFalse(text.contains("iscsi-inq"), text);
    }

    @Test
    void shouldPassTheFileOnToOtherCommands() throws Exception {
        assertEquals("  ./orbis status -c orbis.properties", line(banner(Map.of(), Map.of()), "status"));
    }
}
