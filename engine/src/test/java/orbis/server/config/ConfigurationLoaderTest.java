package orbis.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import orbis.boot.BootRoad;
import orbis.engine.net.TargetOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {
    @TempDir
    private Path folder;

    private Path file(final String... lines) throws IOException {
        return Files.write(folder.resolve("orbis.properties"), List.of(lines));
    }

    private static Configuration of(final String... pairs) throws ConfigurationException {
        final Map<String, String> definitions = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            definitions.put(pairs[i], pairs[i + 1]);
        }
        return new ConfigurationLoader().definitions(definitions).conclude();
    }

    private static List<String> mistakes(final String... pairs) {
        return assertThrows(ConfigurationException.class, () -> of(pairs)).mistakes();
    }

    private static void assertMistake(final String expected, final String... pairs) {
        assertEquals(List.of(expected), mistakes(pairs));
    }

    @Test
    void shouldTakeDefinitionsThenEnvironmentThenFileThenDefault() throws Exception {
        final Path file = file(
            "# a comment", "orbis.target.agents = 1", "orbis.target.tasks: 100", "orbis.target.connections 10");
        final Configuration configuration = new ConfigurationLoader()
            .definitions(Map.of("orbis.target.agents", "3", "java.home", "/x"))
            .environment(Map.of("ORBIS_TARGET_AGENTS", "2", "ORBIS_TARGET_TASKS", "200", "HOME", "/root",
                "ORBIS_JAVA_OPTS", "-Xmx1g"), file)
            .file(file)
            .conclude();
        assertEquals(3, configuration.get(TargetSettings.AGENTS));
        assertEquals("-D", configuration.origin("orbis.target.agents"));
        assertEquals(200, configuration.get(TargetSettings.TASKS));
        assertEquals("ORBIS_TARGET_TASKS", configuration.origin("orbis.target.tasks"));
        assertEquals(10, configuration.get(TargetSettings.CONNECTIONS));
        assertEquals("orbis.properties:4", configuration.origin("orbis.target.connections"));
        assertEquals(128, configuration.get(TargetSettings.QUEUE_DEPTH));
        assertEquals("default", configuration.origin("orbis.target.queue.depth"));
    }

    @Test
    void shouldReadEveryKeyOfADiskAndAClient() throws Exception {
        final Configuration configuration = of(
            "orbis.disk.uqbar-root.path", "/zpa/iscsi/uqbar.img",
            "orbis.disk.uqbar-root.size", "1T",
            "orbis.disk.uqbar-root.initiators", "iqn.1994-05.com.redhat:*, *",
            "orbis.client.uqbar.mac", "00:0C:29:8c:d4:14",
            "orbis.client.uqbar.disk", "uqbar-root",
            "orbis.client.uqbar.initiator", "iqn.1994-05.com.RedHat:Uqbar",
            "orbis.client.uqbar.boot", "san");
        assertEquals(Set.of("uqbar-root"), configuration.names(DiskSettings.PATH));
        assertEquals(Set.of("uqbar"), configuration.names(ClientSettings.MAC));
        assertEquals(1L << 40, configuration.get(DiskSettings.SIZE, "uqbar-root"));
        assertNull(configuration.get(DiskSettings.BLOCK_SIZE, "uqbar-root"));
        assertEquals(List.of("iqn.1994-05.com.redhat:*", "*"),
            configuration.get(DiskSettings.INITIATORS, "uqbar-root"));
        assertEquals(0x000c298cd414L, configuration.get(ClientSettings.MAC, "uqbar"));
        assertEquals("iqn.1994-05.com.redhat:uqbar", configuration.get(ClientSettings.INITIATOR, "uqbar"));
        assertEquals(BootRoad.SAN, configuration.get(ClientSettings.ROAD, "uqbar"));
        assertNull(configuration.get(ClientSettings.KERNEL, "uqbar"));
    }

    @Test
    void shouldFindNamesWithDashesBehindEnvironmentVariables() throws Exception {
        final Path file = file("orbis.disk.uqbar-root.size = 1g");
        final Configuration configuration = new ConfigurationLoader()
            .environment(Map.of("ORBIS_DISK_UQBAR_ROOT_PATH", "/a", "ORBIS_DISK_OTHER_PATH", "/b",
                "ORBIS_DISK_UQBAR_ROOT_BLOCK_SIZE", "4096"), file)
            .file(file).conclude();
        assertEquals(Set.of("other", "uqbar-root"), configuration.names(DiskSettings.PATH));
        assertEquals(Path.of("/a"), configuration.get(DiskSettings.PATH, "uqbar-root"));
        assertEquals(4096, configuration.get(DiskSettings.BLOCK_SIZE, "uqbar-root"));
    }

    @Test
    void shouldNameKeyValueOriginAndBoundOfAMistake() {
        assertMistake("orbis.target.agents = 4000 (-D): is out of bounds; must be 1 to 256",
            "orbis.target.agents", "4000");
        assertMistake("orbis.target.agents = two (-D): is not a whole number; must be 1 to 256",
            "orbis.target.agents", "two");
        assertMistake("orbis.iscsi.first.burst = 1m (-D): is out of bounds; must be 512 to 256k",
            "orbis.iscsi.first.burst", "1m");
        assertMistake("orbis.target.memory = 1k (-D): is out of bounds; must be 2m to 64g",
            "orbis.target.memory", "1k");
        assertMistake("orbis.iscsi.login.timeout = 15 (-D): is not a duration such as 50us, 200ms, 15s, 12h; "
            + "must be 1s to 10m", "orbis.iscsi.login.timeout", "15");
        assertMistake("orbis.io.engine = epoll (-D): is none of them; must be one of auto, uring, nio",
            "orbis.io.engine", "epoll");
        assertMistake("orbis.iscsi.initial.r2t = yes (-D): is neither true nor false; must be true or false",
            "orbis.iscsi.initial.r2t", "yes");
        assertMistake("orbis.disk.a.block.size = 1024 (-D): is neither; must be 512 or 4096",
            "orbis.disk.a.block.size", "1024");
        assertMistake("orbis.iscsi.iqn = iqn.2022-13.san (-D): has not that form; must be an iSCSI name "
            + "(iqn.YYYY-MM.reversed.domain[:more], eui.… or naa.…)", "orbis.iscsi.iqn", "iqn.2022-13.san");
        assertMistake("orbis.client.a.args = quiet\bboot (-D): has a line end or another character that controls; "
            + "must be kernel arguments", "orbis.client.a.args", "quiet\bboot");
    }

    @Test
    void shouldRefuseUuidsThatLackDigits() {
        assertMistake("orbis.client.a.uuid = 1-2-3-4-5 (-D): has not 8-4-4-4-12 hex digits; must be a UUID",
            "orbis.client.a.uuid", "1-2-3-4-5");
    }

    @Test
    void shouldProposeTheNearestKnownKey() {
        assertMistake("orbis.target.agent = 2 (-D): unknown key; did you mean orbis.target.agents?",
            "orbis.target.agent", "2");
        assertMistake("orbis.disk.root.pat = /x (-D): unknown key; did you mean orbis.disk.root.path?",
            "orbis.disk.root.pat", "/x");
        assertMistake("orbis.disk.${x}.path = /x (-D): names have up to 63 lower-case letters, digits and dashes",
            "orbis.disk.${x}.path", "/x");
        assertMistake("orbis.disk.root.blocksize = 512 (-D): unknown key; did you mean orbis.disk.root.block.size?",
            "orbis.disk.root.blocksize", "512");
        assertMistake("orbis.client.a.kernal = x (-D): unknown key; did you mean orbis.client.a.kernel?",
            "orbis.client.a.kernal", "x");
    }

    @Test
    void shouldRefuseNamesThatATargetNameCannotHold() {
        assertMistake("orbis.disk.Root_1.path = /x (-D): names have up to 63 lower-case letters, digits and dashes",
            "orbis.disk.Root_1.path", "/x");
    }

    @Test
    void shouldTellAllMistakesInOneGo() throws IOException {
        final Path file = file("orbis.target.agents = 0", "orbis.foo = 1", "orbis.target.agents = 2",
            "orbis.iscsi.portals = localhost:3260");
        final ConfigurationException fault =
            assertThrows(ConfigurationException.class, () -> new ConfigurationLoader().file(file).conclude());
        assertEquals(3, fault.mistakes().size(), fault.getMessage());
        assertTrue(fault.getMessage().contains("stands twice in " + file), fault.getMessage());
        assertTrue(fault.getMessage().contains("orbis.foo = 1 (orbis.properties:2): unknown key"));
        assertTrue(fault.getMessage().contains("has no numeric address; must be a comma-separated list"));
    }

    @Test
    void shouldNameAMissingFile() {
        final Path missing = folder.resolve("missing.properties");
        final ConfigurationException fault =
            assertThrows(ConfigurationException.class, () -> new ConfigurationLoader().file(missing).conclude());
        assertEquals(List.of(missing + ": there is no such file"), fault.mistakes());
    }

    @Test
    void shouldNameAFileThatIsNoText() throws IOException {
        final Path file = folder.resolve("binary");
        Files.write(file, new byte[] {(byte) 0xC3, 0x28});
        final ConfigurationException fault =
            assertThrows(ConfigurationException.class, () -> new ConfigurationLoader().file(file).conclude());
        assertTrue(fault.getMessage().startsWith(file + ": is not a properties file in UTF-8"), fault.getMessage());
    }

    @Test
    void shouldCheckWhatBelongsTogether() {
        assertMistake("orbis.client.a.disk = nodisk (-D): there is no such disk; the disks are [real]",
            "orbis.client.a.disk", "nodisk", "orbis.disk.real.path", "/x");
        assertMistake("orbis.client.b.mac = 00:0c:29:8c:d4:14 (-D): client a has the same",
            "orbis.client.a.mac", "00:0c:29:8c:d4:14", "orbis.client.b.mac", "00:0C:29:8C:D4:14");
        assertMistake("orbis.client.a.initiator = iqn.2026-01.x:client.b (-D): client b has the same",
            "orbis.iscsi.iqn", "iqn.2026-01.x", "orbis.client.a.initiator", "iqn.2026-01.x:client.b",
            "orbis.client.b.mac", "00:0c:29:8c:d4:14");
        assertMistake("orbis.disk.b.path = /x (-D): disk a has the same path",
            "orbis.disk.a.path", "/x", "orbis.disk.b.path", "/x");
        assertMistake("orbis.disk.a.size = 1048577 (-D): must be whole blocks of 512 bytes",
            "orbis.disk.a.path", "/x", "orbis.disk.a.size", "1048577");
        assertMistake("orbis.disk.a.size: must be set, a disk of memory has no other size",
            "orbis.disk.a.kind", "memory");
        assertMistake("orbis.iscsi.first.burst = 256k (-D): must not exceed orbis.iscsi.max.burst = 128k",
            "orbis.iscsi.first.burst", "256k", "orbis.iscsi.max.burst", "128k");
        assertMistake("orbis.dhcp.mode = server (-D): orbis.net.interface must name an interface",
            "orbis.dhcp.mode", "server");
        assertMistake("orbis.io.ring.entries = 1000 (-D): must be a power of two", "orbis.io.ring.entries", "1000");
    }

    @Test
    void shouldReadPortalsOfBothFamilies() throws Exception {
        final List<InetSocketAddress> portals =
            of("orbis.iscsi.portals", "10.0.0.1:3261,[fe80::1]:3262,[::]").get(TargetSettings.PORTALS);
        assertEquals("10.0.0.1", portals.get(0).getAddress().getHostAddress());
        assertEquals(3261, portals.get(0).getPort());
        assertEquals(3262, portals.get(1).getPort());
        assertEquals(3260, portals.get(2).getPort());
        for (final String wrong : List.of("fe80::1:3260", "[10.0.0.1]:1", "a.b:1", "10.0.0.1:70000", "[::1", ":1",
            "1.2.3.4.5:1")) {
            assertEquals(1, mistakes("orbis.iscsi.portals", wrong).size(), wrong);
        }
    }

    @Test
    void shouldLetTheFileWinOverAProfile() throws Exception {
        final Configuration configuration = new ConfigurationLoader()
            .file(file("orbis.target.idle = backoff")).profile(Profile.LOW_LATENCY).conclude();

        assertEquals(TargetOptions.Idle.BACKOFF, configuration.get(TargetSettings.IDLE));
        assertEquals(50, configuration.get(TargetSettings.BUSY_POLL));
        assertEquals("profile low-latency", configuration.origin("orbis.target.busy.poll"));
    }

    @Test
    void shouldKnowEveryKeyOfEachProfile() throws Exception {
        for (final Profile profile : Profile.values()) {
            assertTrue(profile.settings().size() > 4, profile.toString());
            new ConfigurationLoader().profile(profile).conclude();
        }
    }

    @Test
    void shouldRefuseOptionsOfTheCommandLineThatAreNoKeys() {
        final ConfigurationException fault = assertThrows(ConfigurationException.class,
            () -> new ConfigurationLoader().options(Map.of("iscsi.portals", "127.0.0.1:1")).conclude());
        assertEquals(List.of("iscsi.portals = 127.0.0.1:1 (-D): unknown key; did you mean orbis.iscsi.portals?"),
            fault.mistakes());
    }

    @Test
    void shouldNameTheLineThatIsNotInUtf8() throws IOException {
        final Path file = folder.resolve("latin");
        Files.write(file, "# one\n# two\n# Z\u00fcrich\n".getBytes(StandardCharsets.ISO_8859_1));
        final ConfigurationException fault =
            assertThrows(ConfigurationException.class, () -> new ConfigurationLoader().file(file).conclude());
        assertEquals(List.of(file + ": is not a properties file in UTF-8 (line 3)"), fault.mistakes());
    }

    @Test
    void shouldNotTakeAByteOrderMarkForPartOfAKey() throws IOException {
        final Path file = file("\ufefforbis.target.agents = 1");
        final ConfigurationException fault =
            assertThrows(ConfigurationException.class, () -> new ConfigurationLoader().file(file).conclude());
        assertEquals(List.of(file + ": begins with a byte order mark; save it as UTF-8 without one"),
            fault.mistakes());
    }

    @Test
    void shouldTakeNoPathForTheFolderThatItRunsIn() {
        assertMistake("orbis.data.dir =  (-D): is empty; must be a path", "orbis.data.dir", "");
        assertMistake("orbis.tftp.root =  (-D): is empty; must be a path", "orbis.tftp.root", "");
        assertMistake("orbis.iscsi.secrets =  (-D): is empty; must be a path", "orbis.iscsi.secrets", "");
    }

    @Test
    void shouldTakeADiskThatIsHereAgainForNotRedirected() throws Exception {
        final Configuration configuration = of("orbis.disk.a.size", "1m", "orbis.disk.a.redirect", "")
            .with(Map.of("orbis.disk.b.size", "1m"));
        assertNull(configuration.get(DiskSettings.REDIRECT, "a"));
        assertEquals("", configuration.values().get("orbis.disk.a.redirect").text());
    }

    @Test
    void shouldKeepTheOriginOfWhatACommandLeavesAsItIs() throws Exception {
        final Configuration before = new ConfigurationLoader()
            .file(file("orbis.client.b.mac = 00:0c:29:8c:d4:14")).conclude();
        assertEquals("orbis.properties:1",
            before.with(Map.of("orbis.target.agents", "1")).origin("orbis.client.b.mac"));
        final ConfigurationException fault = assertThrows(ConfigurationException.class,
            () -> before.with(Map.of("orbis.client.c.mac", "00:0c:29:8c:d4:14", "orbis.target.agents", "0")));
        assertEquals(List.of("orbis.target.agents = 0 (this command): is out of bounds; must be 1 to 256"),
            fault.mistakes());
    }

    @Test
    void shouldSayThatADiskIsTooLargeForMemory() throws Exception {
        assertMistake("orbis.disk.a.size = 8t (-D): a disk of memory has less than 8t",
            "orbis.disk.a.kind", "memory", "orbis.disk.a.size", "8t");
        of("orbis.disk.a.kind", "memory", "orbis.disk.a.size", "8191g");
        of("orbis.disk.a.size", "8t");
    }
}
