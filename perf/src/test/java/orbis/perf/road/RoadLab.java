package orbis.perf.road;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import orbis.perf.lab.Capture;
import orbis.perf.lab.Firmware;
import orbis.perf.lab.Guest;
import orbis.perf.lab.GuestBoot;
import orbis.perf.lab.GuestImages;
import orbis.perf.lab.GuestWord;
import orbis.perf.lab.LabClient;
import orbis.perf.lab.LabNetwork;
import orbis.perf.lab.LabPackages;
import orbis.perf.lab.LabServer;
import orbis.perf.lab.MachineSetup;
import orbis.perf.lab.ReferenceServers;
import orbis.perf.process.Cleanup;

/**
 * A network with Orbis on it, clients with disks, and what a test asks of them. Logs, captures and disks are in {@code
 * target/road/<test>}; the disks of a test that passed are deleted.
 */
final class RoadLab implements AutoCloseable {
    private final Cleanup cleanup = new Cleanup();
    private final Path folder;
    private final LabNetwork network;
    private final Capture capture;
    private final Map<String, String> settings = new TreeMap<>();
    private LabServer server;
    private final GuestImages images;
    private int clients;

    RoadLab(final String test) throws IOException {
        LabPackages.requireToRun();
        images = GuestImages.ensure();
        folder = Files.createDirectories(Path.of("target", "road", test)).toAbsolutePath();
        try (var old = Files.list(folder)) {
            for (final Path file : old.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        network = make(LabNetwork::new);
        capture = make(() -> new Capture(network, folder.resolve("wire.pcap")));
        settings.putAll(LabClient.network(Files.createDirectories(tftp())));
    }

    RoadLab set(final String key, final String value) {
        settings.put(key, value);
        return this;
    }

    void unset(final String key) {
        settings.remove(key);
    }

    /** Records a client with a disk of its own. */
    LabClient client(final String name, final Guest guest) {
        final LabClient client = new LabClient(name, guest, "00:0c:29:8c:d4:" + (14 + clients++),
            folder.resolve(name + ".img"));
        images.disk(guest, client.disk());
        settings.putAll(client.settings());
        return client;
    }

    /** Puts a file where TFTP and HTTP find it. */
    void publish(final Path file, final String name) {
        ReferenceServers.publish(file, tftp().resolve(name));
    }

    /** Puts the kernel of the guest there, with its initramfs, under the names that its distribution gives them. */
    void publishKernel(final Guest guest) {
        publish(images.kernel(guest), "vmlinuz-6.1.0");
        publish(images.initrd(guest), guest == Guest.DRACUT ? "initramfs-6.1.0.img" : "initrd.img-6.1.0");
    }

    void publishGrub() {
        publish(images.grub(), "grubx64.efi");
    }

    LabServer serve() throws IOException {
        server = make(() -> new LabServer(network, folder, settings, line -> { }));
        return server;
    }

    MachineSetup machine(final LabClient client, final Firmware firmware) {
        return machine(client, firmware, network.tap());
    }

    MachineSetup machine(final LabClient client, final Firmware firmware, final LabNetwork.Tap tap) {
        return new MachineSetup(client.name(), firmware, client.mac(), network, tap);
    }

    GuestBoot powerOn(final MachineSetup machine) throws IOException {
        return make(() -> new GuestBoot(machine, folder, capture, line -> { }));
    }

    /** The guest says what it runs from; a file that it writes is there after a reboot; it powers off. */
    void proveRoot(final LabClient client, final GuestBoot boot) {
        assertRootOf(client, boot.word());
        proveReboot(client, boot);
    }

    /** As {@link #proveRoot}, of a guest that had its word. */
    void proveReboot(final LabClient client, final GuestBoot boot) {
        final String text = "written-by-" + client.name() + "-" + System.nanoTime();
        boot.write(text);
        final GuestWord again = boot.reboot();
        assertRootOf(client, again);
        assertEquals(text, again.found());
        boot.powerOff();
        final String timeline = server.command("client", "show", client.name(), "-c", server.properties().toString());
        // A proxy hears the request, and not what the other server says to it.
        final String address = "proxy".equals(settings.get("orbis.dhcp.mode")) ? "request" : "ack";
        for (final String stage : List.of("discover", address, "iSCSI login", "first read")) {
            assertTrue(timeline.contains(stage), () -> stage + " is not in the timeline:\n" + timeline);
        }
    }

    void assertRootOf(final LabClient client, final GuestWord word) {
        assertAll(
            () -> assertTrue(word.device().matches("/dev/sd[a-z]3"), word::toString),
            () -> assertEquals(client.guest().fileSystem(), word.fileSystem()),
            () -> assertEquals(client.target(), word.target()),
            () -> assertEquals(LabNetwork.SERVER, word.portal()),
            () -> assertEquals(client.initiator(), word.initiator()));
    }

    LabNetwork network() {
        return network;
    }

    Path folder() {
        return folder;
    }

    Capture capture() {
        return capture;
    }

    /** To be called last: tells that the test passed, so that its disks need not be kept. */
    void passed() throws IOException {
        try (var files = Files.list(folder)) {
            for (final Path disk : files.filter(file -> file.toString().endsWith(".img")).toList()) {
                Files.delete(disk);
            }
        }
    }

    @Override
    public void close() {
        cleanup.close();
    }

    /** Starts a program that stays until the end of the test. */
    void start(final String name, final String space, final List<String> command) throws IOException {
        make(() -> network.start(space, folder.resolve(name + ".log"), command)::destroy);
    }

    /** Makes something that is taken away at the end of the test. */
    <T extends AutoCloseable> T make(final Cleanup.Maker<T> maker) throws IOException {
        return cleanup.make(maker);
    }

    private Path tftp() {
        return folder.resolve("tftp");
    }
}
