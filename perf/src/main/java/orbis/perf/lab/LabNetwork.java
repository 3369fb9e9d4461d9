package orbis.perf.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import orbis.perf.process.Commands;

/**
 * A network that nothing outside can see: a namespace with a bridge, on which the servers sit, and a tap for each
 * machine. Neighbours are namespaces of their own, with a cable to the bridge.
 */
public final class LabNetwork implements AutoCloseable {
    /** The address of the servers. */
    public static final String SERVER = "172.16.0.1";
    /** The device of the servers. */
    public static final String BRIDGE = "br0";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String namespace;
    private final List<String> neighbours = new ArrayList<>();
    private int taps;

    /** Lays a network. */
    public LabNetwork() {
        namespace = "orbis" + ProcessHandle.current().pid() + "-" + NUMBERS.getAndIncrement();
        Commands.run("ip", "netns", "add", namespace).require();
        try {
            ip(namespace, "link", "set", "lo", "up");
            bridge(namespace, SERVER + "/24");
        } catch (final IllegalStateException fault) {
            close();
            throw fault;
        }
    }

    /**
     * Puts a command into the namespace of the servers.
     *
     * @param command program and arguments.
     * @return the command to run for that.
     */
    public List<String> inside(final List<String> command) {
        return inside(namespace, command);
    }

    /**
     * Puts a command into a namespace.
     *
     * @param space   of this network, or of a neighbour.
     * @param command program and arguments.
     * @return the command to run for that.
     */
    public List<String> inside(final String space, final List<String> command) {
        final List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", space));
        whole.addAll(command);
        return whole;
    }

    /**
     * Starts a program that stays.
     *
     * @param space   of this network, or of a neighbour.
     * @param log     takes what it prints.
     * @param command program and arguments.
     * @return its process.
     */
    public Process start(final String space, final Path log, final List<String> command) {
        return Commands.start(log, inside(space, command));
    }

    /**
     * Adds a neighbour: another machine on the bridge, with a namespace of its own.
     *
     * @param address of it, with the length of its prefix.
     * @return its namespace; its device is {@code eth0}.
     */
    public String neighbour(final String address) {
        final String space = namespace + "n" + neighbours.size();
        final String cable = "veth" + neighbours.size();
        Commands.run("ip", "netns", "add", space).require();
        neighbours.add(space);
        ip(space, "link", "set", "lo", "up");
        ip(namespace, "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", space);
        ip(namespace, "link", "set", cable, "master", BRIDGE, "up");
        ip(space, "addr", "add", address, "dev", "eth0");
        ip(space, "link", "set", "eth0", "up");
        return space;
    }

    /**
     * Makes a router of a neighbour, with a network behind it.
     *
     * @param router  a neighbour.
     * @param gateway its address towards us.
     * @param behind  its address in the network behind it, with the length of its prefix.
     */
    public void route(final String router, final String gateway, final String behind) {
        bridge(router, behind);
        Commands.run(inside(router, List.of("sysctl", "-q", "-w", "net.ipv4.ip_forward=1"))).require();
        final String[] parts = behind.split("/");
        final String net = parts[0].substring(0, parts[0].lastIndexOf('.')) + ".0/" + parts[1];
        ip(namespace, "route", "add", net, "via", gateway);
    }

    /**
     * Adds a socket for a machine.
     *
     * @return its tap.
     */
    public Tap tap() {
        return tap(namespace);
    }

    /**
     * Adds a socket for a machine, behind a router.
     *
     * @param space of the router.
     * @return its tap.
     */
    public Tap tap(final String space) {
        final String name = "tap" + taps++;
        ip(space, "tuntap", "add", name, "mode", "tap");
        ip(space, "link", "set", name, "master", BRIDGE, "up");
        return new Tap(space, name);
    }

    /**
     * Pulls or plugs the cable of a machine.
     *
     * @param tap of the machine.
     * @param up  whether it is plugged.
     */
    public void plug(final Tap tap, final boolean up) {
        // Taken off the bridge, not down: a guest whose carrier goes would lose its routes as well.
        if (up) {
            ip(tap.space, "link", "set", tap.name, "master", BRIDGE);
        } else {
            ip(tap.space, "link", "set", tap.name, "nomaster");
        }
    }

    /** Takes it down, with every program that runs in it. */
    @Override
    public void close() {
        neighbours.forEach(LabNetwork::delete);
        delete(namespace);
    }

    private static void delete(final String space) {
        Commands.run("ip", "netns", "pids", space).require().lines().map(Long::parseLong)
            .flatMap(pid -> ProcessHandle.of(pid).stream()).forEach(ProcessHandle::destroyForcibly);
        Commands.run("ip", "netns", "del", space).require();
    }

    private static void bridge(final String space, final String address) {
        ip(space, "link", "add", BRIDGE, "type", "bridge");
        ip(space, "addr", "add", address, "dev", BRIDGE);
        ip(space, "link", "set", BRIDGE, "up");
    }

    private static void ip(final String space, final String... args) {
        final List<String> command = new ArrayList<>(List.of("ip", "-n", space));
        command.addAll(List.of(args));
        Commands.run(command).require();
    }

    /**
     * A socket for a machine.
     *
     * @param space the namespace that it is in.
     * @param name  its device.
     */
    public record Tap(String space, String name) {
    }
}
