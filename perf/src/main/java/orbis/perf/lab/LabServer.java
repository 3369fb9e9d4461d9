package orbis.perf.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import orbis.perf.process.Commands;
import orbis.perf.process.Launcher;

/** {@code orbis serve} as its users run it: the launcher, a file of properties, a process of its own. */
public final class LabServer implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Ctrl-C ends the server");
    private static final String LAUNCHER = Launcher.path();
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final LabNetwork network;
    private final Path properties;
    private final Path log;
    private final Consumer<String> onLine;
    private Process process;
    private Transcript transcript;

    /**
     * Starts it and waits until it serves.
     *
     * @param network  whose bridge it serves.
     * @param folder   takes its log, its properties and its state.
     * @param settings its properties, beside those that the network gives.
     * @param onLine   takes each line of its log.
     */
    public LabServer(final LabNetwork network, final Path folder, final Map<String, String> settings,
            final Consumer<String> onLine) {
        this.network = network;
        this.onLine = onLine;
        properties = folder.resolve("orbis.properties");
        log = folder.resolve("orbis.log");
        final String text = "orbis.data.dir = " + folder.resolve("data").toAbsolutePath() + "\n"
            + "orbis.iscsi.portals = " + LabNetwork.SERVER + ":3260\n"
            + settings.entrySet().stream().map(e -> e.getKey() + " = " + e.getValue() + "\n").sorted()
                .collect(Collectors.joining());
        try {
            Files.writeString(properties, text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    /** Starts it again, and waits until it serves. */
    public void start() {
        final List<String> command = network.inside(List.of(LAUNCHER, "serve", properties.toString()));
        try {
            final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            process = builder.start();
            process.getOutputStream().close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        transcript = new Transcript(onLine);
        final Process started = process;
        final Transcript heard = transcript;
        final Thread reader = new Thread(() -> copy(started, heard), "orbis-log");
        reader.setDaemon(true);
        reader.start();
        if (transcript.await(READY, START_LIMIT) == null) {
            final String said = String.join("\n", transcript.last(20));
            close();
            throw new IllegalStateException("Orbis did not start to serve:\n" + said);
        }
    }

    /** Kills it, as by SIGKILL, and waits until it is gone. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs another command of Orbis against it.
     *
     * @param arguments command and arguments.
     * @return what it printed.
     */
    public String command(final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(LAUNCHER));
        command.addAll(List.of(arguments));
        return Commands.run(network.inside(command)).require();
    }

    /**
     * What it was configured by.
     *
     * @return its file of properties.
     */
    public Path properties() {
        return properties;
    }

    /**
     * What it said since it was started last.
     *
     * @return its log.
     */
    public Transcript transcript() {
        return transcript;
    }

    @Override
    public void close() {
        Commands.stop(process, GRACE);
    }

    private void copy(final Process from, final Transcript heard) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(log, StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND), true)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(line);
                heard.add(line);
            }
        } catch (final IOException e) {
            heard.add("log: " + e.getMessage());
        } finally {
            heard.end();
        }
    }
}
