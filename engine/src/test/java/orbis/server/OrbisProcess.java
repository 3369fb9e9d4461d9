package orbis.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orbis as a process of its own, seen from outside: what it prints, its exit code, its port. */
final class OrbisProcess implements AutoCloseable {
    private static final long TIMEOUT_S = 60;
    private static final String END = "\0";

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final BlockingQueue<String> coming = new LinkedBlockingQueue<>();

    private OrbisProcess(final Process process) {
        this.process = process;
        final Thread reader = new Thread(this::read, "reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a command with a home folder of its own; standard error is part of what it prints. */
    static OrbisProcess start(final Path home, final String... arguments) throws IOException {
        return start(home, List.of(), arguments);
    }

    /** Starts a command behind a prefix, such as a shell that sets limits. */
    static OrbisProcess start(final Path home, final List<String> prefix, final String... arguments)
            throws IOException {
        final List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Duser.home=" + home));
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add") || argument.startsWith("--enable")) {
                command.add(argument);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Orbis.class.getName()));
        command.addAll(List.of(arguments));
        return new OrbisProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            reader.lines().forEach(coming::add);
        } catch (final IOException | UncheckedIOException closed) {
            coming.add("closed: " + closed);
        }
        coming.add(END);
    }

    /** Waits for a line in which something is found. */
    Matcher await(final String regex) throws InterruptedException {
        final Pattern pattern = Pattern.compile(regex);
        while (true) {
            final String line = coming.poll(TIMEOUT_S, TimeUnit.SECONDS);
            if (line == null || line.equals(END)) {
                throw new AssertionError("no line with " + regex + " in:\n" + String.join("\n", lines));
            }
            lines.add(line);
            final Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return matcher;
            }
        }
    }

    /** Waits for the end; the exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            throw new AssertionError("does not end; printed:\n" + output());
        }
        return process.exitValue();
    }

    /** All that it printed, once it has ended. */
    String output() throws InterruptedException {
        while (!lines.contains(END)) {
            final String line = coming.poll(TIMEOUT_S, TimeUnit.SECONDS);
            if (line == null) {
                break;
            }
            lines.add(line);
        }
        return String.join("\n", lines.stream().filter(line -> !line.equals(END)).toList());
    }

    /** SIGTERM. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
