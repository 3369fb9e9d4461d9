package orbis.perf.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import orbis.perf.process.Cleanup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code orbis demo}: a machine without a disk boots in QEMU on the spot; its console beside how it got there. */
@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Boots a machine without a disk in QEMU, by Orbis, in a network of its own:",
    "its console on the right, what it does on the wire on the left.",
    "Needs Debian 12 and root. Missing packages are installed, and the guest's",
    "disk is built once, which takes two minutes."})
public final class DemoCommand implements Callable<Integer> {
    private static final String MAC = "00:0c:29:8c:d4:14";

    @Spec
    private CommandSpec spec;
    @Option(names = "--road", defaultValue = "PXE_GRUB", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private Road road;
    private long startNs;

    @Override
    public Integer call() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            spec.commandLine().getErr().println("orbis: the demo lays a network in a namespace and builds a disk: run "
                + "it as root, on Debian 12. It touches nothing outside of the namespace and its cache.");
            return 1;
        }
        startNs = System.nanoTime();
        say("demo", "looking for the packages; what is missing is installed");
        LabPackages.requireToRun();
        try (Cleanup cleanup = new Cleanup()) {
            say("demo", "building the guest's disk, unless there is one");
            boot(GuestImages.ensure(), cleanup);
        }
        return 0;
    }

    private void boot(final GuestImages images, final Cleanup cleanup) throws IOException {
        final Path folder = cleanup.folder("orbis-demo");
        final LabNetwork network = cleanup.make(LabNetwork::new);
        final LabClient client = new LabClient("demo", road.guest(), MAC, folder.resolve("demo.img"));
        images.disk(road.guest(), client.disk());
        final Path tftp = Files.createDirectories(folder.resolve("tftp"));
        images.publish(road, tftp);
        final Map<String, String> settings = new TreeMap<>(LabClient.network(tftp));
        settings.putAll(client.settings());
        settings.put(client.key("boot"), road.boot());
        final MachineSetup machine = new MachineSetup("demo", road.firmware(), MAC, network, network.tap());
        final LabServer server =
            cleanup.make(() -> new LabServer(network, folder, settings, line -> say("orbis", line)));
        cleanup.make(() -> new LiveWire(network, line -> say("wire", line)));
        final Capture capture = cleanup.make(() -> new Capture(network, folder.resolve("wire.pcap")));
        say("demo", "power on: a machine with " + road.firmware() + " firmware and no disk");
        final GuestBoot boot =
            cleanup.make(() -> new GuestBoot(machine, folder, capture, line -> say("guest", line)));
        final GuestWord word = boot.word();
        say("demo", String.format(Locale.ROOT, "its root is %s (%s) on %s: %.1f s from DISCOVER to login",
            word.device(), word.fileSystem(), word.target(), capture.times().discoverToLoginS()));
        boot.powerOff();
        say("demo", "what 'orbis client show' tells of it:\n"
            + server.command("client", "show", client.name(), "-c", server.properties().toString()));
    }

    /** A line of the timeline to the left, a line of the console to the right. */
    private synchronized void say(final String who, final String text) {
        if (!text.isBlank()) {
            final PrintWriter out = spec.commandLine().getOut();
            out.printf(Locale.ROOT, "%7.2f %-5s %s%s%n", (System.nanoTime() - startNs) / 1e9, who,
                "guest".equals(who) ? "| " : "", text.stripTrailing());
            out.flush();
        }
    }
}
