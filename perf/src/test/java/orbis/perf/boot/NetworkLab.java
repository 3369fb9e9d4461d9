package orbis.perf.boot;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orbis.perf.process.Commands;

/** Network namespaces joined by virtual Ethernet, and the processes in them; all gone when closed. */
final class NetworkLab implements AutoCloseable {
    /** What a Java program of the tests prints when it serves. */
    static final String READY = "ready";

    private final Path folder;
    private final String prefix;
    private final List<String> namespaces = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /**
     * Starts without namespaces.
     *
     * @param folder for what processes print.
     */
    NetworkLab(final Path folder) {
        this.folder = folder;
        prefix = "orbis" + ProcessHandle.current().pid() + "-" + Integer.toHexString(System.identityHashCode(this));
    }

    /** Makes a namespace. */
    NetworkLab namespace(final String name) {
        Commands.run("ip", "netns", "add", prefix + name).require();
        namespaces.add(prefix + name);
        ip(name, "link", "set", "lo", "up");
        return this;
    }

    /** Joins two namespaces by interfaces that have the names of the other side and no addresses yet. */
    NetworkLab join(final String one, final String other) {
        Commands.run("ip", "link", "add", "to-" + other, "netns", prefix + one,
            "type", "veth", "peer", "name", "to-" + one, "netns", prefix + other).require();
        ip(one, "link", "set", "to-" + other, "up");
        ip(other, "link", "set", "to-" + one, "up");
        return this;
    }

    /** Runs ip(8) in a namespace. */
    String ip(final String namespace, final String... arguments) {
        return Commands.run(concat(List.of("ip", "-n", prefix + namespace), List.of(arguments))).require();
    }

    /** What stands before a command, so that it runs in a namespace. */
    List<String> inside(final String namespace) {
        return List.of("ip", "netns", "exec", prefix + namespace);
    }

    /** Runs a program in a namespace to its end; gives what it printed. */
    String run(final String namespace, final String... command) {
        return Commands.run(concat(inside(namespace), List.of(command))).require();
    }

    /** Starts a program in a namespace that runs until the lab is closed or it is killed. */
    Process start(final String namespace, final String... command) throws IOException {
        final Process process = new ProcessBuilder(
            concat(inside(namespace), List.of(command)))
            .redirectErrorStream(true)
            .redirectOutput(Files.createTempFile(folder, "daemon", ".txt").toFile()).start();
        processes.add(process);
        return process;
    }

    /** Starts a Java program of the tests in a namespace and waits for its line {@link #READY}. */
    LabProcess startJava(final String namespace, final Class<?> program, final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", prefix + namespace,
            Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--add-") || argument.startsWith("--enable-native"))
            .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        final Path errors = Files.createTempFile(folder, "java", ".txt");
        final Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        processes.add(process);
        final LabProcess running = new LabProcess(process);
        String line = running.line();
        while (line != null && !line.equals(READY)) {
            line = running.line();
        }
        if (line == null) {
            throw new IOException(program + " did not start: " + Files.readString(errors));
        }
        return running;
    }

    private static List<String> concat(final List<String> some, final List<String> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toList());
    }

    /** A file of the lab's folder. */
    File file(final String name) {
        return folder.resolve(name).toFile();
    }

    @Override
    public void close() {
        for (final Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
        for (final String namespace : namespaces) {
            Commands.run("ip", "netns", "delete", namespace).require();
        }
    }
}
