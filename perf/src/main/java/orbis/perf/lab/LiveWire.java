package orbis.perf.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import orbis.perf.process.Commands;

/** What machines do on the wire on their way to their disks, told as it happens. */
public final class LiveWire implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Process process;

    /**
     * Begins to listen.
     *
     * @param network to listen on.
     * @param onEvent takes a line for each event.
     */
    LiveWire(final LabNetwork network, final Consumer<String> onEvent) {
        try {
            process = new ProcessBuilder(network.inside(List.of("sh", "-c",
                "exec tshark -l -n -i " + LabNetwork.BRIDGE + " " + WireTimes.FIELDS + " 2>/dev/null",
                "", WireTimes.FILTER))).start();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final Thread reader = new Thread(() -> read(onEvent), "wire");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void close() {
        Commands.stop(process, GRACE);
    }

    private void read(final Consumer<String> onEvent) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                final WireTimes.Event event = WireTimes.event(line);
                if (event != null) {
                    onEvent.accept(event.what());
                }
            }
        } catch (final IOException e) {
            onEvent.accept("the wire cannot be listened to: " + e.getMessage());
        }
    }
}
