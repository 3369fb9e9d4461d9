package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadResult;
import orbis.perf.load.LoadRun;
import orbis.perf.load.Workload;
import orbis.perf.peer.OrbisPeer;
import orbis.perf.process.Commands;
import orbis.perf.process.Launcher;
import orbis.perf.process.DebianPackages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator changes while initiators are at work: they go on, and see what they should. */
@Timeout(120)
class AdministrationIT {
    private static final String SIZE = "64m";
    private static final int BOTH_DEPTHS = 16;

    @TempDir
    private Path folder;
    private OrbisPeer orbis;

    @BeforeEach
    void prepare() throws IOException {
        DebianPackages.require("libiscsi-bin", "qemu-utils", "qemu-block-extra");
        orbis = peer("server").set("orbis.disk.a.size", SIZE).set("orbis.disk.a.initiators", "*");
    }

    @AfterEach
    void stop() {
        orbis.close();
    }

    private OrbisPeer peer(final String name) throws IOException {
        return new OrbisPeer(List.of(), Files.createDirectory(folder.resolve(name))).set("orbis.target.agents", "1");
    }

    private Path properties() {
        return folder.resolve("server/orbis.properties");
    }

    private Commands.Outcome administer(final String... words) {
        final List<String> command = new ArrayList<>(List.of(Launcher.path()));
        command.addAll(List.of(words));
        command.addAll(List.of("-c", properties().toString()));
        return Commands.run(command);
    }

    private String url(final String disk) {
        return orbis.url(disk).toString();
    }

    private String portal() {
        final String url = url("a");
        return url.substring(0, url.indexOf('/', "iscsi://".length()));
    }

    @Test
    void shouldGiveADiskInUseAnotherSizeAndKeepIt() throws IOException {
        orbis.start();
        try (Shell shell = new Shell(url("a"))) {
            shell.ask("write -P 5 0 4k", "wrote 4096");

            administer("disk", "resize", "a", "128m").require();

            assertTrue(Commands.run("iscsi-readcapacity16", url("a")).require().contains("Total size:134217728"));
            shell.ask("read -P 5 0 4k", "read 4096");
        }
        try (Shell shell = new Shell(url("a"))) {
            shell.ask("read -P 0 100M 4k", "read 4096");
        }
        assertTrue(Files.readString(properties()).contains("orbis.disk.a.size = 128m"));
        assertNotEquals(0, administer("disk", "resize", "a", "1m").status());
    }

    @Test
    void shouldDropASessionWhoseInitiatorThenComesBack() throws IOException {
        orbis.start();
        try (Shell shell = new Shell(url("a"))) {
            shell.ask("write -P 7 0 64k", "wrote 65536");
            assertTrue(administer("session", "list").require().contains("iqn.2008-11.org.linux-kvm"));

            assertTrue(administer("session", "drop", "iqn.2008-11.org.linux-kvm*").require().contains("1 session"));

            shell.ask("read -P 7 0 64k", "read 65536");
        }
        assertEquals(1, orbis.log().lines().filter(line -> line.endsWith("ended: dropped")).count());
    }

    @Test
    void shouldProtectADiskInUseFromWriting() throws IOException {
        orbis.start();
        try (Shell shell = new Shell(url("a"))) {
            shell.ask("write -P 5 0 4k", "wrote 4096");

            administer("disk", "set", "a", "readonly", "true").require();

            final String refused = Commands.run("qemu-io", "-f", "raw", "-c", "write 0 4k", url("a")).output();
            assertTrue(refused.contains("write protected"), refused);
            shell.ask("read -P 5 0 4k", "read 4096");
        }
        administer("disk", "set", "a", "readonly", "false").require();
        administer("disk", "set", "a", "rate.max", "100m").require();
        administer("disk", "set", "a", "iops.max", "10000").require();

        Commands.run("qemu-io", "-f", "raw", "-c", "write 0 4k", url("a")).require();
        assertTrue(Files.readString(properties()).contains("orbis.disk.a.iops.max = 10000"));
    }

    @Test
    void shouldCapAClientOverAllItsDisksTogether() throws Exception {
        orbis.set("orbis.target.agents", "2").set("orbis.disk.b.size", SIZE).set("orbis.disk.b.initiators", "*")
            .set("orbis.client.c.initiator", new Workload().initiator()).start();
        administer("client", "set", "c", "iops.max", "200").require();

        final LoadResult capped = loadOfBothDisks();

        // Agents that count each for itself would let twice as many pass.
        assertTrue(capped.count() < 1.5 * 200 * capped.seconds(), capped.count() + " in " + capped.seconds() + " s");
        assertTrue(capped.count() > BOTH_DEPTHS, capped.count() + " in all");
        administer("client", "set", "c", "iops.max", "0").require();
        assertTrue(loadOfBothDisks().count() > 2 * capped.count());
        assertTrue(Files.readString(properties()).contains("orbis.client.c.iops.max = 0"));
    }

    private LoadResult loadOfBothDisks() throws Exception {
        return LoadRun.run(List.of(orbis.url("a"), orbis.url("b")), new Workload().sessions(2).depth(BOTH_DEPTHS / 2)
            .warmUp(Duration.ZERO).duration(Duration.ofSeconds(2)), LoadObserver.NONE);
    }

    @Test
    void shouldServeANewDiskAtOnceAndAfterARestart() throws IOException {
        orbis.start();

        administer("disk", "create", "b", "--size", "32m", "--initiators", "*").require();

        assertTrue(Commands.run("iscsi-readcapacity16", url("b")).require().contains("Total size:33554432"));
        assertTrue(Files.readString(properties()).contains("orbis.disk.b.size = 32m"));
    }

    @Test
    void shouldTellNoInitiatorOfADiskThatItMayNotUse() throws IOException {
        orbis.start();
        assertTrue(Commands.run("iscsi-ls", portal()).require().contains(":a "));

        administer("disk", "set", "a", "initiators", "iqn.2022-07.san:only").require();

        assertFalse(Commands.run("iscsi-ls", portal()).output().contains(":a "));
        final Commands.Outcome refused = Commands.run("iscsi-inq", url("a"));
        assertNotEquals(0, refused.status());
        assertTrue(refused.output().contains("Authorization failure"), refused.output());
        Commands.run("iscsi-inq", "-i", "iqn.2022-07.san:only", url("a")).require();
    }

    @Test
    void shouldLetInOnlyInitiatorsThatKnowTheSecret() throws IOException {
        final Path secrets = Files.write(folder.resolve("secrets"), List.of("* uqbar correct-horse-9"));
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        orbis.set("orbis.iscsi.secrets", secrets.toString()).start();

        Commands.run("iscsi-inq", url("a").replace("iscsi://", "iscsi://uqbar%correct-horse-9@")).require();
        assertNotEquals(0, Commands.run("iscsi-inq", url("a")).status());
        assertNotEquals(0,
            Commands.run("iscsi-inq", url("a").replace("iscsi://", "iscsi://uqbar%correct-horse-8@")).status());
        Commands.run("iscsi-ls", portal()).require();
        assertFalse(orbis.log().contains("correct-horse"));
    }

    @Test
    void shouldSendInitiatorsToWhereADiskWent() throws IOException {
        try (OrbisPeer other = peer("other").set("orbis.disk.moved.size", "16m")
            .set("orbis.disk.moved.initiators", "*").start()) {
            final String there = other.url("moved").toString();
            final String address = there.substring("iscsi://".length(), there.indexOf("/iqn"));
            orbis.set("orbis.disk.moved.redirect", address).set("orbis.disk.moved.initiators", "*").start();

            final String capacity = Commands.run("iscsi-readcapacity16", url("moved")).require();

            assertTrue(capacity.contains("Total size:16777216"), capacity);
            assertTrue(other.log().contains("login of"), other.log());
        }
    }

    /** A qemu-io that stays logged in and takes one command after the other. */
    private static final class Shell implements AutoCloseable {
        private final Process process;
        private final PrintStream commands;
        private final BufferedReader answers;

        Shell(final String url) throws IOException {
            process = new ProcessBuilder("qemu-io", "-f", "raw", url).redirectErrorStream(true).start();
            commands = new PrintStream(process.getOutputStream(), true);
            answers = new BufferedReader(new InputStreamReader(process.getInputStream()));
        }

        void ask(final String command, final String expected) throws IOException {
            commands.println(command);
            String line = answers.readLine();
            while (line != null && !line.contains(expected)) {
                assertFalse(line.contains("failed") || line.contains("rror"), line);
                line = answers.readLine();
            }
            assertTrue(line != null, "qemu-io ended before it said " + expected);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
