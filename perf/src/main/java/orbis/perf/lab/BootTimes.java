package orbis.perf.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import orbis.perf.process.Cleanup;

/** The same boots served by Orbis, and by dnsmasq with tgt: time from DHCPDISCOVER to the login of the guest. */
public final class BootTimes {
    private static final String MAC = "00:0c:29:8c:d4:14";

    private final GuestImages images = GuestImages.ensure();
    private final Path folder;
    private final PrintWriter out;
    private final Map<Road, List<Double>> orbisS = new EnumMap<>(Road.class);
    private final Map<Road, List<Double>> referenceS = new EnumMap<>(Road.class);

    /**
     * Prepares.
     *
     * @param folder takes logs and captures.
     * @param out    takes a line for each boot.
     */
    public BootTimes(final Path folder, final PrintWriter out) {
        this.folder = folder;
        this.out = out;
    }

    /**
     * Boots each road once by each server.
     *
     * @param roads which.
     */
    public void measure(final List<Road> roads) {
        for (final Road road : roads) {
            referenceS.computeIfAbsent(road, r -> new ArrayList<>()).add(boot(road, false));
            orbisS.computeIfAbsent(road, r -> new ArrayList<>()).add(boot(road, true));
        }
    }

    /**
     * Boots a road once.
     *
     * @param road  which.
     * @param orbis by Orbis, or else by dnsmasq and tgt.
     * @return seconds from DHCPDISCOVER to the guest's login.
     */
    public double boot(final Road road, final boolean orbis) {
        final String name = road.name().toLowerCase(Locale.ROOT) + (orbis ? "-orbis" : "-reference");
        try (Cleanup cleanup = new Cleanup()) {
            final LabNetwork network = cleanup.make(LabNetwork::new);
            final Path place = Files.createDirectories(folder.resolve(name)).toAbsolutePath();
            final LabClient client =
                new LabClient("uqbar", road.guest(), MAC, cleanup.file(place, "disk-", ".img"));
            images.disk(road.guest(), client.disk());
            final Path tftp = Files.createDirectories(place.resolve("tftp"));
            images.publish(road, tftp);
            if (orbis) {
                cleanup.make(() -> orbis(road, network, place, client));
            } else {
                serve(cleanup.make(() -> new ReferenceServers(network, place)), road, place, client);
            }
            final Capture capture = cleanup.make(() -> new Capture(network, place.resolve("wire.pcap")));
            final GuestBoot boot = cleanup.make(
                () -> new GuestBoot(machine(road, network, place, client), place, capture, line -> { }));
            final GuestWord word = boot.word();
            final double seconds = capture.times().discoverToLoginS();
            out.printf(Locale.ROOT, "%-20s %6.1f s from DISCOVER to login; root %s on %s%n", name, seconds,
                word.fileSystem(), word.target());
            out.flush();
            boot.powerOff();
            return seconds;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What was measured.
     *
     * @return a table in Markdown.
     */
    public String table() {
        final StringBuilder table = new StringBuilder("| road | Orbis | dnsmasq and tgt |\n|---|---|---|\n");
        orbisS.forEach((road, seconds) -> table.append(String.format(Locale.ROOT, "| %s | %s | %s |%n",
            road.name().toLowerCase(Locale.ROOT).replace('_', ' '), text(seconds), text(referenceS.get(road)))));
        return table.toString();
    }

    private static void serve(final ReferenceServers servers, final Road road, final Path place,
            final LabClient client) throws IOException {
        final String rootPath = "iscsi:" + LabNetwork.SERVER + ":::1:" + client.target();
        final String configuration = "linux vmlinuz-6.1.0 " + road.kernelArguments()
            + " ip=dhcp rd.neednet=1 rd.iscsi.initiator=" + client.initiator() + " netroot=" + rootPath
            + "\ninitrd initramfs-6.1.0.img\nboot\n";
        Files.writeString(place.resolve("tftp").resolve("grub.cfg"), configuration);
        // Where the signed GRUB of Debian looks.
        Files.writeString(Files.createDirectories(place.resolve("tftp").resolve("grub")).resolve("grub.cfg"),
            configuration);
        servers.tgt(client.target(), client.disk());
        if (road == Road.UEFI_HTTP) {
            servers.http(place.resolve("tftp"));
        }
        final List<String> options = new ArrayList<>(List.of("--dhcp-range=172.16.0.100,172.16.0.200,12h",
            "--dhcp-option=17," + rootPath, "--dhcp-option=203," + client.initiator()));
        options.addAll(road.dnsmasq());
        servers.dnsmasq(null, LabNetwork.BRIDGE, place.resolve("tftp"), options.toArray(String[]::new));
    }

    private static LabServer orbis(final Road road, final LabNetwork network, final Path place,
            final LabClient client) {
        final Map<String, String> settings = new TreeMap<>(LabClient.network(place.resolve("tftp")));
        settings.putAll(client.settings());
        settings.put(client.key("boot"), road.boot());
        settings.put(client.key("args"), road.kernelArguments());
        return new LabServer(network, place, settings, line -> { });
    }

    private static MachineSetup machine(final Road road, final LabNetwork network, final Path place,
            final LabClient client) {
        final MachineSetup machine =
            new MachineSetup(client.name(), road.firmware(), MAC, network, network.tap());
        return switch (road) {
            case UEFI_HTTP -> machine.withoutPxe();
            // Without CHAP: algorithm 7, which the firmware prefers, is SHA-256, and tgt takes it for SHA-1.
            case UEFI_ISCSI -> machine.withoutPxe().withVariables(
                new IscsiAttempt(client.initiator(), MAC, null, null, null, null).setUp(place));
            default -> machine;
        };
    }

    private static String text(final List<Double> seconds) {
        final double middle = seconds.stream().sorted().toList().get(seconds.size() / 2);
        return String.format(Locale.ROOT, "%.1f s", middle);
    }
}
