package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole program from outside: messages, exit codes, signals, status from another process. */
@Timeout(180)
class OrbisProcessTest {
    private static final String[] SERVE = {"serve", "-Dorbis.iscsi.portals=127.0.0.1:0", "-Dorbis.target.memory=8m",
        "-Dorbis.target.agents=1", "-Dorbis.target.connections=64"};

    @TempDir
    private Path home;

    private OrbisProcess serve(final String... more) throws IOException {
        return OrbisProcess.start(home, with(SERVE, more));
    }

    private static String[] with(final String[] some, final String... more) {
        final String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private void assertFails(final int exitCode, final String regex, final String... arguments) throws Exception {
        try (OrbisProcess process = OrbisProcess.start(home, arguments)) {
            final int code = process.exitCode();
            final String output = process.output();
            assertTrue(Pattern.compile(regex).matcher(output).find(), output);
            assertEquals(exitCode, code, output);
            assertFalse(output.contains("\tat ") || output.contains("    at "), output);
        }
    }

    @Test
    void shouldServeADemoDiskAndEndInOrderOnSigterm() throws Exception {
        try (OrbisProcess server = serve()) {
            server.await("portal +127\\.0\\.0\\.1:\\d+");
            server.await("iscsi-inq iscsi://127\\.0\\.0\\.1:\\d+/iqn\\.2026-01\\.local\\.orbis:demo/0");
            server.await("^  \\./orbis status$");
            server.await("Ctrl-C ends the server in order");
            assertEquals(256L << 20, Files.size(home.resolve(".orbis/demo.img")));
            server.terminate();
            assertEquals(0, server.exitCode());
            assertTrue(server.output().matches("(?s).*ending.*ended.*"), server.output());
            assertFalse(Files.exists(home.resolve(".orbis/control.sock")));
        }
        assertFails(3, "has ended", "status");
    }

    @Test
    void shouldNotServeAnEncryptedDiskAsIfItWereNot() throws Exception {
        try (OrbisProcess server = serve("-Dorbis.disk.safe.size=1m", "-Dorbis.disk.safe.encryption=aes-256-xts")) {
            server.await("Ctrl-C");
            server.terminate();
            assertEquals(0, server.exitCode());
        }
        assertFails(1, "disk safe: it is encrypted with the key .*safe\\.key",
            with(SERVE, "-Dorbis.disk.safe.size=1m"));
    }

    @Test
    void shouldShowItsStatusToAnotherProcess() throws Exception {
        final Path file = Files.write(home.resolve("o.properties"),
            List.of("orbis.data.dir = " + home.resolve("data"), "orbis.disk.demo.size = 256m"));
        try (OrbisProcess server = serve(file.toString())) {
            server.await("\\./orbis status -c " + file);
            server.await("Ctrl-C");
            assertStatus(server, "-c", file.toString());
            assertStatus(server, file.toString());
        }
    }

    private void assertStatus(final OrbisProcess server, final String... where) throws Exception {
        final String[] command = with(new String[] {"status", "--json", "--interval", "10ms"}, where);
        try (OrbisProcess status = OrbisProcess.start(home, command)) {
            assertEquals(0, status.exitCode());
            final String json = status.output();
            assertTrue(json.contains("\"pid\":" + server.handle().pid()), json);
            assertTrue(json.contains("\"name\":\"demo\",\"size\":268435456"), json);
        }
    }

    @Test
    void shouldChangeDisksWhileItRuns() throws Exception {
        try (OrbisProcess server = serve()) {
            server.await("Ctrl-C");
            try (OrbisProcess resize = OrbisProcess.start(home, "disk", "resize", "demo", "300m")) {
                resize.await("disk demo has 300m");
                resize.await("orbis.disk.demo.size = 300m");
                assertEquals(0, resize.exitCode());
            }
            assertEquals(300L << 20, Files.size(home.resolve(".orbis/demo.img")));
            assertFails(1, "disk demo has 300m; to make it smaller, say --shrink", "disk", "resize", "demo", "1m");
            assertFails(1, "no session is 77", "session", "drop", "77");
            try (OrbisProcess create = OrbisProcess.start(home, "disk", "create", "more", "--size", "1g")) {
                create.await("disk more is served as iqn.2026-01.local.orbis:more");
                assertEquals(0, create.exitCode());
            }
            assertEquals(1L << 30, Files.size(home.resolve(".orbis/more.img")));
            final List<String> lines = List.of("orbis.data.dir = " + home + "/.orbis");
            final Path file = Files.write(home.resolve("o.properties"), lines);
            assertFails(1, "there is a disk more already", "disk", "create", "more", "--size", "1g",
                "--path", home + "/other.img", "--config", file.toString());
            assertEquals(lines, Files.readAllLines(file));
            assertFalse(Files.exists(home.resolve("other.img")));
        }
    }

    @Test
    void shouldMakeADiskBeforeAServerRunsInAFolderForItsOwnerOnly() throws Exception {
        assertFails(0, "made .*/\\.orbis/a\\.img, 1m, sparse", "disk", "create", "a", "--size", "1m");
        assertEquals(PosixFilePermissions.fromString("rwx------"),
            Files.getPosixFilePermissions(home.resolve(".orbis")));
    }

    @Test
    void shouldStartAgainAfterItWasKilled() throws Exception {
        try (OrbisProcess killed = serve()) {
            killed.await("Ctrl-C");
            killed.kill();
            killed.exitCode();
        }
        try (OrbisProcess server = serve()) {
            server.await("Ctrl-C");
        }
    }

    @Test
    void shouldRefuseADataFolderThatAnotherServerHas() throws Exception {
        try (OrbisProcess server = serve()) {
            server.await("Ctrl-C");
            assertFails(1, "is in use by another server: end it, or set orbis.data.dir", SERVE);
        }
    }

    @Test
    void shouldNameAPortThatIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            final String portal = "127.0.0.1:" + taken.getLocalPort();
            assertFails(1, "cannot listen on " + portal + ": Address already in use",
                "serve", "-Dorbis.iscsi.portals=" + portal);
        }
    }

    @Test
    void shouldNameADiskThatCannotBeOpened() throws Exception {
        final Path folder = Files.createDirectory(home.resolve("folder"));
        assertFails(1, "disk a: cannot open " + folder + ": Is a directory",
            with(SERVE, "-Dorbis.disk.a.path=" + folder));
        assertFails(1, "disk a: " + home + "/missing is missing: correct orbis.disk.a.path, or have it made",
            with(SERVE, "-Dorbis.disk.a.path=" + home + "/missing"));
    }

    @Test
    void shouldTellAllMistakesOfAFileAndItsLines() throws Exception {
        final Path file =
            Files.write(home.resolve("o.properties"), List.of("orbis.target.agents = 0", "orbis.nix = 1"));
        assertFails(2, "orbis.target.agents = 0 \\(o.properties:1\\): is out of bounds; must be 1 to 256\n"
            + ".*orbis.nix = 1 \\(o.properties:2\\): unknown key; did you mean orbis.", "serve", file.toString());
        assertFails(2, "missing.properties: there is no such file", "serve", home + "/missing.properties");
    }

    @Test
    void shouldExplainHowItIsUsed() throws Exception {
        assertFails(0, "Usage: orbis serve", "serve", "--help");
        assertFails(0, "orbis \\S+", "--version");
        assertFails(2, "Unknown option: '--nix'", "serve", "--nix");
        assertFails(2, "say what to do: create, list, resize or set", "disk");
        assertFails(3, "no server has run with the data folder", "status");
        assertFails(3, "no server runs with the data folder .*; name its properties file", "session", "list");
    }

    @Test
    void shouldSayWhatToLowerWhenMemoryIsShort() throws Exception {
        final List<String> limited = List.of("sh", "-c", "ulimit -v 3000000; exec \"$@\"", "sh");
        try (OrbisProcess server = OrbisProcess.start(home, limited, "serve", "-Dorbis.iscsi.portals=127.0.0.1:0",
            "-Dorbis.target.memory=8g", "-Dorbis.target.agents=1")) {
            assertEquals(1, server.exitCode());
            assertTrue(server.output().contains("orbis.target.memory = 8g for each"), server.output());
        }
    }

    @Test
    void shouldPrintTheConfigurationWithItsOrigins() throws Exception {
        final Path file = Files.write(home.resolve("o.properties"), List.of("orbis.disk.a.size = 2048k"));
        try (OrbisProcess config = OrbisProcess.start(home, "config", "--set-only", file.toString(),
            "-Dorbis.iscsi.portals=[::1]:3261")) {
            assertEquals(0, config.exitCode());
            assertEquals("""
                orbis.iscsi.portals  = [0:0:0:0:0:0:0:1]:3261  # -D
                orbis.disk.a.size    = 2m                      # o.properties:1""", config.output());
        }
    }

    @Test
    void shouldNameTheFileForWhichThereIsNoSpace() throws Exception {
        final Path small = Files.createDirectory(home.resolve("small"));
        final List<String> onSmallDisk = List.of("unshare", "-m", "sh", "-c",
            "mount -t tmpfs -o size=1m orbis-test \"$0\" && exec \"$@\"", small.toString());
        try (OrbisProcess server =
            OrbisProcess.start(home, onSmallDisk, with(SERVE, "-Dorbis.data.dir=" + small))) {
            assertEquals(1, server.exitCode());
            assertTrue(server.output().endsWith("orbis: " + small + "/counters.new: No space left on device"),
                server.output());
        }
    }

    @Test
    void shouldSayThatTheDataFolderIsNoFolder() throws Exception {
        final Path file = Files.write(home.resolve("data"), List.of());
        assertFails(1, "orbis: " + file + " is not a folder: set orbis.data.dir",
            with(SERVE, "-Dorbis.data.dir=" + file));
        assertFails(1, "orbis: " + file + "/data cannot be made: set orbis.data.dir to a folder that can",
            with(SERVE, "-Dorbis.data.dir=" + file + "/data"));
    }

    @Test
    void shouldSayWhenNoClientCanReachItsDisk() throws Exception {
        final String[] boot = {"-Dorbis.net.interface=lo", "-Dorbis.tftp.port=0", "-Dorbis.http.port=0",
            "-Dorbis.disk.a.size=1m", "-Dorbis.client.c.disk=a"};
        try (OrbisProcess server = serve(boot)) {
            server.await("WARN .*orbis.iscsi.portals = 127.0.0.1:0 \\(-D\\): no client can reach its disk there");
            server.await("Ctrl-C");
        }
    }

    @Test
    void shouldLeaveNothingInAFileWithWhichItWouldNotStart() throws Exception {
        final List<String> lines = List.of("orbis.data.dir = " + home + "/.orbis", "orbis.disk.a.size = 1m");
        final Path file = Files.write(home.resolve("o.properties"), lines);
        try (OrbisProcess server = serve(file.toString())) {
            server.await("Ctrl-C");
            assertFails(2, "orbis.disk.a.size = 1048577 \\(this command\\): must be whole blocks of 512 bytes",
                "disk", "resize", "a", "1048577", "-c", file.toString());
            assertFails(2, "orbis.disk.a.iops.max = many \\(this command\\): is not a whole number; must be 0 to ",
                "disk", "set", "a", "iops.max", "many", "-c", file.toString());
            assertFails(2, "orbis.disk.a.redirct = 192.0.2.2:1 \\(this command\\): unknown key; did you mean "
                + "orbis.disk.a.redirect\\?", "disk", "set", "a", "redirct", "192.0.2.2:1", "-c", file.toString());
            assertEquals(lines, Files.readAllLines(file));
            assertFails(0, "orbis.disk.a.redirect =", "disk", "set", "a", "redirect", "", "-c", file.toString());
        }
        assertFails(0, "orbis.disk.a.redirect +=", "config", file.toString());
        assertFails(2, "must be whole blocks of 512 bytes", "disk", "resize", "a", "1048577", "-c", file.toString());
    }

    @Test
    void shouldSayHowToServeAFileThatIsThereAlready() throws Exception {
        assertFails(0, "made ", "disk", "create", "a", "--size", "1m");
        assertFails(1, "a\\.img is there already: to serve it, set orbis.disk.a.path",
            "disk", "create", "a", "--size", "1m");
    }

    @Test
    void shouldEndWhenNobodyReadsWhatItWatchesAnyMore() throws Exception {
        final List<String> head = List.of("sh", "-c", "\"$@\" | head -n 1", "sh");
        try (OrbisProcess server = serve()) {
            server.await("Ctrl-C");
            try (OrbisProcess watch =
                OrbisProcess.start(home, head, "status", "--watch", "--interval", "10ms")) {
                assertEquals(0, watch.exitCode());
                assertTrue(watch.output().startsWith("Process "), watch.output());
            }
        }
    }
}
