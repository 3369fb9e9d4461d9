package orbis.perf.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import orbis.perf.process.Commands;
import orbis.perf.process.Readiness;
import org.agrona.CloseHelper;

/** A DHCP server that runs as a process of its own in a network of its own, with leases on disk. */
final class DhcpPeer implements AutoCloseable {
    private static final String NETWORK = "10.64.0.0/12";
    private static final String SERVER = "10.64.0.1";
    private static final String CLIENT = "10.64.0.2";
    private static final String RANGE = "10.64.1.0-10.79.255.250";
    private static final String KEA = """
        {"Dhcp4": {
          "interfaces-config": {"interfaces": ["%s"], "dhcp-socket-type": "udp"},
          "lease-database": {"type": "memfile", "persist": true, "lfc-interval": 3600, "name": "%s"},
          "multi-threading": {"enable-multi-threading": %s},
          "valid-lifetime": 3600,
          "subnet4": [{"subnet": "%s", "pools": [{"pool": "%s"}]}],
          "loggers": [{"name": "kea-dhcp4", "severity": "WARN", "output_options": [{"output": "stdout"}]}]}}
        """;
    private static final int START_TIMEOUT_MS = 30_000;
    private static final int STOP_TIMEOUT_S = 20;
    /** perfdhcp ends with 3 when something stays unanswered. */
    private static final int SOME_DROPPED = 3;

    private final String name;
    private final VethPair network;
    private final CpuAccount account;
    private final Process process;
    private final Runnable end;
    private int runs;

    private DhcpPeer(
        final String name, final VethPair network, final CpuAccount account, final Process process,
        final Runnable end) {
        this.name = name;
        this.network = network;
        this.account = account;
        this.process = process;
        this.end = end;
    }

    /**
     * Starts a server.
     *
     * @param name "orbis"; "kea" as Debian configures it, with one thread; or "kea-mt" with its thread pool.
     * @param work for its leases and its log.
     * @return serving.
     * @throws IOException when it does not start.
     */
    static DhcpPeer start(final String name, final Path work) throws IOException {
        final VethPair network = new VethPair(name, SERVER + "/12", CLIENT + "/12");
        CpuAccount account = null;
        try {
            account = new CpuAccount(name);
            final List<String> prefix = new ArrayList<>(account.prefix());
            prefix.addAll(network.inServer());
            return switch (name) {
                case "orbis" -> orbis(network, account, prefix, work);
                case "kea" -> kea(name, network, account, prefix, work);
                case "kea-mt" -> kea(name, network, account, prefix, work);
                default -> throw new IllegalArgumentException("servers are orbis, kea and kea-mt");
            };
        } catch (final IOException | RuntimeException fault) {
            CloseHelper.quietCloseAll(account, network);
            throw fault;
        }
    }

    private static DhcpPeer orbis(
        final VethPair network, final CpuAccount account, final List<String> prefix, final Path work)
            throws IOException {
        final OrbisPeer orbis = new OrbisPeer(prefix, work).memoryDisk("none", "1m")
            .set("orbis.net.interface", VethPair.SERVER_DEVICE).set("orbis.dhcp.mode", "server")
            .set("orbis.dhcp.range", RANGE).set("orbis.dhcp.lease.time", "1h").set("orbis.dhcp.unknown", "true")
            .set("orbis.dhcp.rate", "0").set("orbis.tftp.port", "0").set("orbis.http.port", "0").start();
        return new DhcpPeer("orbis", network, account, orbis.process(), orbis::close);
    }

    private static DhcpPeer kea(
        final String name, final VethPair network, final CpuAccount account, final List<String> prefix,
        final Path work) throws IOException {
        final Path log = work.resolve("kea.log");
        final Path configuration = Files.writeString(work.resolve("kea.json"), KEA.formatted(
            VethPair.SERVER_DEVICE, work.resolve("leases.csv"), "kea-mt".equals(name), NETWORK, RANGE));
        final List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("kea-dhcp4", "-c", configuration.toString()));
        final ProcessBuilder builder =
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("KEA_PIDFILE_DIR", work.toString());
        builder.environment().put("KEA_LOCKFILE_DIR", work.toString());
        final Process process = builder.start();
        final DhcpPeer peer = new DhcpPeer(name, network, account, process, process::destroy);
        try {
            Readiness.await(process, peer::answers, START_TIMEOUT_MS);
        } catch (final IOException fault) {
            process.destroyForcibly().onExit().join();
            throw new IOException("kea did not start: " + fault.getMessage() + "\n" + Files.readString(log), fault);
        }
        return peer;
    }

    private boolean answers() {
        // With its last packet sent perfdhcp counts what is unanswered as lost: the OFFER has come by then.
        return perfdhcp(Duration.ofSeconds(10), List.of("-r", "10", "-n", "1", "-W", "1000000")).output()
            .contains("received packets: 1");
    }

    /** Name in reports. */
    String name() {
        return name;
    }

    /** CPU time of the server so far, in seconds. */
    double cpuSeconds() {
        return account.seconds();
    }

    /**
     * Lets clients come that were never there before.
     *
     * @param rate    clients a second.
     * @param seconds how long.
     * @return what they saw.
     */
    PerfdhcpReport load(final int rate, final int seconds) {
        final Commands.Outcome outcome = perfdhcp(Duration.ofSeconds(seconds + 60L), List.of(
            "-b", "mac=02:%02x:00:00:00:00".formatted(runs++), "-r", Integer.toString(rate),
            "-R", Integer.toString(2 * rate * seconds), "-p", Integer.toString(seconds), "-W", "1000000", "-x", "t"));
        if (outcome.status() != SOME_DROPPED) {
            outcome.require();
        }
        return PerfdhcpReport.parse(outcome.output());
    }

    private Commands.Outcome perfdhcp(final Duration limit, final List<String> options) {
        final List<String> command =
            new ArrayList<>(List.of("perfdhcp", "-4", "-l", VethPair.CLIENT_DEVICE, "-g", "multi"));
        command.addAll(options);
        command.add(SERVER);
        return Commands.run(limit, network.inClient(command));
    }

    @Override
    public void close() {
        end.run();
        if (process.onExit().completeOnTimeout(null, STOP_TIMEOUT_S, TimeUnit.SECONDS).join() == null) {
            process.destroyForcibly().onExit().join();
        }
        CloseHelper.closeAll(account, network);
    }
}
