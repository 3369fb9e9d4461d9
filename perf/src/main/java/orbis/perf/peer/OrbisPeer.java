package orbis.perf.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import orbis.perf.load.TargetUrl;
import orbis.perf.process.Commands;
import orbis.perf.process.Launcher;
import orbis.perf.process.Readiness;

/** Orbis itself, started by its launcher, with properties of its own and a folder of its own. */
public final class OrbisPeer implements Peer {
    /** Its name in reports. */
    static final String NAME = "orbis";
    private static final String IQN = "iqn.2022-07.san.iscsi.orbis";
    /** The last line that it prints before it serves. */
    private static final String SERVING = "Ctrl-C ends";
    private static final int START_TIMEOUT_MS = 60_000;
    private static final int STOP_TIMEOUT_MS = 20_000;

    private final List<String> prefix;
    private final Path folder;
    private final Map<String, String> properties = new TreeMap<>();
    private final int port;
    private String javaOptions = "";
    private Process process;

    /**
     * Orbis, not started yet.
     *
     * @param prefix what stands before the command, such as taskset with its arguments; may be empty.
     * @param folder for its properties, its data and its log; must exist.
     */
    public OrbisPeer(final List<String> prefix, final Path folder) {
        this.prefix = prefix;
        this.folder = folder;
        this.port = Commands.freePort();
        set("orbis.iscsi.portals", "127.0.0.1:" + port);
        set("orbis.iscsi.iqn", IQN);
        set("orbis.data.dir", folder.resolve("data").toString());
        set("orbis.target.sessions.per.client", "20000");
        set("orbis.target.connections", "20000");
    }

    /**
     * Sets a property, for the next start.
     *
     * @param key   its name.
     * @param value its value.
     * @return this.
     */
    public OrbisPeer set(final String key, final String value) {
        properties.put(key, value);
        return this;
    }

    /**
     * Adds a disk that everybody may use.
     *
     * @param disk   its name.
     * @param path   file or device.
     * @return this.
     */
    public OrbisPeer disk(final String disk, final Path path) {
        set("orbis.disk." + disk + ".initiators", "*");
        return set("orbis.disk." + disk + ".path", path.toString());
    }

    /**
     * Adds a disk of memory that everybody may use.
     *
     * @param disk its name.
     * @param size such as 64m.
     * @return this.
     */
    public OrbisPeer memoryDisk(final String disk, final String size) {
        set("orbis.disk." + disk + ".initiators", "*");
        set("orbis.disk." + disk + ".kind", "memory");
        return set("orbis.disk." + disk + ".size", size);
    }

    /** Further options for the JVM, for the next start. */
    public OrbisPeer javaOptions(final String options) {
        javaOptions += " " + options;
        return this;
    }

    /**
     * Gives the JVM a heap of one size that is touched at start, so that what resident memory grows by is off the heap.
     *
     * @param bytes its size.
     * @return this.
     */
    public OrbisPeer fixedHeap(final long bytes) {
        return javaOptions("-Xms" + bytes + " -Xmx" + bytes + " -XX:+AlwaysPreTouch");
    }

    /**
     * Starts the process and waits until it serves.
     *
     * @return this.
     * @throws IOException when it does not come up, with what it wrote.
     */
    public OrbisPeer start() throws IOException {
        final long before = timesServing();
        process = launch();
        try {
            Readiness.await(process, () -> timesServing() > before, START_TIMEOUT_MS);
        } catch (final IOException e) {
            kill();
            throw new IOException("orbis did not start: " + e.getMessage() + "\n" + log(), e);
        }
        return this;
    }

    /**
     * Starts the process without waiting for anything: for those that should refuse to start.
     *
     * @return the process.
     * @throws IOException when there is no launcher.
     */
    public Process launch() throws IOException {
        final List<String> lines = new ArrayList<>();
        properties.forEach((key, value) -> lines.add(key + " = " + value));
        final Path file = folder.resolve("orbis.properties");
        Files.write(file, lines);
        final List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(Launcher.path(), "serve", file.toString()));
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("orbis.log").toFile()));
        builder.environment().put("ORBIS_JAVA_OPTS", javaOptions);
        return builder.start();
    }

    /** All that it wrote, since the folder was made. */
    public String log() throws IOException {
        final Path log = folder.resolve("orbis.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private long timesServing() throws IOException {
        return log().lines().filter(line -> line.startsWith(SERVING)).count();
    }

    /** The running process. */
    public Process process() {
        return process;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public TargetUrl url(final String disk) {
        return new TargetUrl("127.0.0.1", port, IQN + ":" + disk, 0);
    }

    /** Stops the process for a while (SIGSTOP): agents that spin would take a core from others. */
    public void pause() {
        Commands.signal(process, "STOP");
    }

    /** Lets the process go on (SIGCONT). */
    public void goOn() {
        Commands.signal(process, "CONT");
    }

    /** Ends the process at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Ends the process in order (SIGTERM); by force when that takes too long. */
    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            if (!await()) {
                kill();
            }
        }
    }

    private boolean await() {
        try {
            return process.waitFor(STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
