package orbis.boot.tftp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.MacAddress;
import orbis.boot.files.BootFile;
import orbis.boot.files.FileCache;
import orbis.boot.files.GeneratedFile;

/** A server on a simulated network with some files and clients. */
final class TftpFixture {
    static final int CLIENT = 0x0a000100;

    final SimulatedNetwork network;
    final Map<String, BootFile> files = new HashMap<>();
    final ClientDirectory directory = new ClientDirectory();
    final List<String> stages = new ArrayList<>();
    final TftpCounters counters = new TftpCounters();
    final TftpServer server;

    private final List<EmulatedClient> clients = new ArrayList<>();

    TftpFixture(final SimulatedNetwork network, final TftpLimits limits, final boolean singlePort) {
        this.network = network;
        final FileLoader loader = new FileLoader(request -> files.get(request.name()), new FileCache(1 << 20),
            directory, (client, stage, kind, detail, epochMs) -> stages.add(client.name() + " " + stage + " " + detail),
            () -> 0, Runnable::run, () -> { }, limits.maxTransfers());
        final DatagramPort listening = network.serverPort(69);
        final TftpEndpoint endpoint = new TftpEndpoint(
            0, SimulatedNetwork.SERVER, 1500, listening, singlePort ? listening : network.serverPort(40000));
        server = new TftpServer(List.of(endpoint), limits, address -> address >>> 24 == 10, loader, network, counters);
        directory.put(ClientRecord.named("uqbar").mac(MacAddress.parse("02:00:00:00:00:01")).address(CLIENT).build());
    }

    TftpFixture() {
        this(new SimulatedNetwork(0, 1), TftpLimits.DEFAULT, false);
    }

    byte[] file(final String name, final int length) {
        final byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        files.put(name, GeneratedFile.of(bytes, 0));
        return bytes;
    }

    EmulatedClient client(final EmulatedClient.Shape shape, final int address, final int port, final String file) {
        final EmulatedClient client = new EmulatedClient(network, shape, address, port, file);
        clients.add(client);
        client.start();
        return client;
    }

    /** Goes on until all clients are done. */
    void run() {
        while (clients.stream().anyMatch(client -> !client.done)) {
            step(clients.stream().mapToLong(EmulatedClient::dueNs).min().orElseThrow() - network.nanoTime());
            clients.forEach(EmulatedClient::tick);
        }
        step(1);
        step(1_000_000);
    }

    /** Lets time pass without a client of the fixture. */
    void pass(final long ms) {
        final long endNs = network.nanoTime() + ms * 1_000_000;
        while (network.nanoTime() < endNs) {
            step(5_000_000);
        }
    }

    void step(final long mostNs) {
        network.step(Math.max(1, Math.min(mostNs, 5_000_000)));
        while (server.doWork() > 0) {
            Thread.onSpinWait();
        }
    }
}
