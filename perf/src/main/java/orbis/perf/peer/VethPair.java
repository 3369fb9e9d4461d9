package orbis.perf.peer;

import java.util.ArrayList;
import java.util.List;
import orbis.perf.process.Commands;
import org.agrona.CloseHelper;

/** Two network namespaces joined by virtual Ethernet: a server and its clients, alone with each other. Needs root. */
final class VethPair implements AutoCloseable {
    /** Interface of the server. */
    static final String SERVER_DEVICE = "to-client";
    /** Interface of the clients. */
    static final String CLIENT_DEVICE = "to-server";

    private final String server;
    private final String client;

    /**
     * Makes the namespaces.
     *
     * @param name          of the pair.
     * @param serverAddress with the length of its prefix.
     * @param clientAddress with the length of its prefix.
     */
    VethPair(final String name, final String serverAddress, final String clientAddress) {
        final String prefix = "orbis" + ProcessHandle.current().pid() + "-" + name;
        server = prefix + "-s";
        client = prefix + "-c";
        run("ip", "netns", "add", server);
        try {
            run("ip", "netns", "add", client);
            run("ip", "link", "add", SERVER_DEVICE, "netns", server,
                "type", "veth", "peer", "name", CLIENT_DEVICE, "netns", client);
            configure(server, SERVER_DEVICE, serverAddress);
            configure(client, CLIENT_DEVICE, clientAddress);
        } catch (final IllegalStateException fault) {
            CloseHelper.quietClose(this);
            throw fault;
        }
    }

    private static void configure(final String space, final String device, final String address) {
        run("ip", "-n", space, "address", "add", address, "dev", device);
        run("ip", "-n", space, "link", "set", device, "up");
        run("ip", "-n", space, "link", "set", "lo", "up");
    }

    /** What stands before a command, so that it runs beside the server. */
    List<String> inServer() {
        return List.of("ip", "netns", "exec", server);
    }

    /** Puts a command into the namespace of the clients. */
    List<String> inClient(final List<String> command) {
        final List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", client));
        whole.addAll(command);
        return whole;
    }

    private static void run(final String... command) {
        Commands.run(command).require();
    }

    @Override
    public void close() {
        final Commands.Outcome ofClient = Commands.run("ip", "netns", "delete", client);
        run("ip", "netns", "delete", server);
        ofClient.require();
    }
}
