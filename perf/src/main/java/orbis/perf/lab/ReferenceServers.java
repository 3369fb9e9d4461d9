package orbis.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orbis.perf.process.Commands;
import orbis.perf.process.DebianPackages;

/** dnsmasq for DHCP and TFTP, and tgt for the disk: what Orbis stands beside. */
public final class ReferenceServers implements AutoCloseable {
    /** Of the files of HTTP boot. */
    static final int HTTP_PORT = 8480;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final int TRIES = 100;

    private final LabNetwork network;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    /**
     * Prepares the servers.
     *
     * @param network that they are on.
     * @param folder  takes their logs and their state.
     */
    public ReferenceServers(final LabNetwork network, final Path folder) {
        DebianPackages.require("dnsmasq-base", "tgt");
        this.network = network;
        this.folder = folder;
    }

    /**
     * Serves a disk as LUN 1 (tgt keeps LUN 0 for itself) to everyone.
     *
     * @param target its name.
     * @param disk   its file.
     */
    public void tgt(final String target, final Path disk) {
        processes.add(Commands.start(folder.resolve("tgt.log"), network.inside(List.of(
            "tgtd", "-f", "-C", "9", "--iscsi", "portal=" + LabNetwork.SERVER + ":3260"))));
        tgtadm(TRIES, "--lld", "iscsi", "--op", "new", "--mode", "target", "--tid", "1", "-T", target);
        tgtadm(1, "--lld", "iscsi", "--op", "new", "--mode", "logicalunit", "--tid", "1", "--lun", "1",
            "-b", disk.toAbsolutePath().toString());
        tgtadm(1, "--lld", "iscsi", "--op", "bind", "--mode", "target", "--tid", "1", "-I", "ALL");
    }

    /**
     * Serves DHCP, and TFTP when a folder is given.
     *
     * @param space    the namespace that it sits in; null for that of the servers.
     * @param device   that it answers on.
     * @param tftpRoot folder of the files, or null.
     * @param options  more of dnsmasq's.
     */
    public void dnsmasq(final String space, final String device, final Path tftpRoot, final String... options) {
        final List<String> command = new ArrayList<>(List.of("dnsmasq", "--no-daemon", "--conf-file=/dev/null",
            "--port=0", "--interface=" + device, "--bind-interfaces", "--log-dhcp",
            "--dhcp-leasefile=" + folder.resolve("leases"), "--pid-file="));
        if (tftpRoot != null) {
            command.add("--enable-tftp");
            command.add("--tftp-root=" + tftpRoot.toAbsolutePath());
        }
        command.addAll(Arrays.asList(options));
        processes.add(Commands.start(folder.resolve("dnsmasq.log"),
            space == null ? network.inside(command) : network.inside(space, command)));
    }

    /**
     * Serves files by HTTP, with what Python brings along: dnsmasq does not.
     *
     * @param root folder of the files.
     */
    public void http(final Path root) {
        DebianPackages.require("python3");
        processes.add(Commands.start(folder.resolve("http.log"), network.inside(List.of("python3", "-m", "http.server",
            "--bind", LabNetwork.SERVER, "--directory", root.toAbsolutePath().toString(),
            Integer.toString(HTTP_PORT)))));
    }

    /**
     * Puts a file where TFTP finds it; dnsmasq reads as a user of its own.
     *
     * @param from source.
     * @param to   target.
     */
    public static void publish(final Path from, final Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        Commands.run("chmod", "a+r", to.toString()).require();
    }

    @Override
    public void close() {
        processes.forEach(process -> Commands.stop(process, GRACE));
    }

    private void tgtadm(final int tries, final String... arguments) {
        final List<String> command = new ArrayList<>(List.of("tgtadm", "-C", "9"));
        command.addAll(Arrays.asList(arguments));
        for (int i = 1; ; i++) {
            try {
                Commands.run(network.inside(command)).require();
                return;
            } catch (final IllegalStateException e) {
                if (i >= tries) {
                    throw e;
                }
            }
        }
    }
}
