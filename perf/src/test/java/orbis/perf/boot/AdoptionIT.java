package orbis.perf.boot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orbis.perf.peer.OrbisPeer;
import orbis.perf.process.Commands;
import orbis.perf.process.Launcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine that nobody knows becomes a client of the running server, and its boots are told. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AdoptionIT {
    private static final String MAC = "02:00:00:00:88:01";

    @TempDir
    private Path folder;

    private NetworkLab lab;
    private OrbisPeer orbis;

    @BeforeEach
    void startServer() throws Exception {
        lab = new NetworkLab(folder).namespace("server").namespace("client").join("server", "client");
        lab.ip("server", "address", "add", "172.31.7.1/24", "dev", "to-client");
        lab.ip("client", "link", "set", "to-server", "address", MAC);
        final Path root = Files.createDirectory(folder.resolve("root"));
        Files.write(root.resolve("vmlinuz-6.1"), new byte[1000]);
        Files.write(root.resolve("initrd.img-6.1"), new byte[1000]);
        orbis = new OrbisPeer(lab.inside("server"), Files.createDirectory(folder.resolve("orbis")))
            .set("orbis.target.agents", "1").set("orbis.disk.root.size", "1m")
            .set("orbis.tftp.root", root.toString())
            .set("orbis.net.interface", "to-client").set("orbis.dhcp.mode", "server")
            .set("orbis.dhcp.range", "172.31.7.100-172.31.7.150").set("orbis.dhcp.lease.time", "1h").start();
    }

    @AfterEach
    void stop() throws Exception {
        orbis.close();
        lab.close();
    }

    private Path properties() {
        return folder.resolve("orbis/orbis.properties");
    }

    private String administer(final String... words) {
        return command(words).require();
    }

    private Commands.Outcome command(final String... words) {
        final List<String> command = new ArrayList<>(List.of(Launcher.path()));
        command.addAll(List.of(words));
        command.addAll(List.of("-c", properties().toString()));
        return Commands.run(command);
    }

    private String ask(final String... udhcpc) throws Exception {
        final List<String> command = new ArrayList<>(
            List.of("busybox", "udhcpc", "-i", "to-server", "-f", "-n", "-q", "-s", "/bin/true", "-T", "1"));
        command.addAll(List.of(udhcpc));
        return lab.run("client", "sh", "-c", String.join(" ", command) + " || [ $? = 1 ]");
    }

    @Test
    void shouldBootAClientWithWhatIsSetWhileTheServerRuns() throws Exception {
        lab.ip("client", "address", "add", "172.31.7.2/24", "dev", "to-server");
        administer("client", "add", "uqbar", "--mac", MAC, "--disk", "root", "--address", "172.31.7.2");
        assertFalse(grubCfg().contains("console="), grubCfg());

        administer("client", "set", "uqbar", "args", "console=ttyS1");

        assertTrue(grubCfg().contains(" console=ttyS1"), grubCfg());
        assertTrue(Files.readAllLines(properties()).contains("orbis.client.uqbar.args = console=ttyS1"));
    }

    private String grubCfg() throws Exception {
        return lab.run("client", "curl", "-sS", "tftp://172.31.7.1/grub.cfg");
    }

    @Test
    void shouldAdoptAMachineWithoutARestart() throws Exception {
        assertTrue(ask("-t", "2").contains("no lease, failing"));
        final String unknown = administer("client", "list", "--unknown");
        assertTrue(unknown.contains(MAC), unknown);
        assertTrue(unknown.contains("./orbis client add NAME --mac MAC --disk DISK -c " + properties()), unknown);

        final Commands.Outcome elsewhere =
            command("client", "add", "uqbar", "--mac", MAC, "--disk", "root", "--address", "10.9.9.9");
        assertTrue(elsewhere.output().contains("is on none of the networks"), elsewhere.output());
        administer("client", "add", "uqbar", "--mac", MAC, "--disk", "root");

        assertTrue(Files.readAllLines(properties()).contains("orbis.client.uqbar.mac = " + MAC));
        assertFalse(administer("client", "list", "--unknown").contains(MAC));
        assertTrue(ask("-t", "10").contains("172.31.7.100"));
        final String boots = administer("client", "show", "uqbar");
        final List<String> stages = List.of("orbis.client.uqbar.disk", "Boot of ", "discover", "offer", "request",
            "ack", "It stands at ack", "Its operating system has its address. If iSCSI does not follow:");
        int at = 0;
        for (final String stage : stages) {
            at = boots.indexOf(stage, at);
            assertTrue(at >= 0, stage + " is missing in " + boots);
        }
    }
}
