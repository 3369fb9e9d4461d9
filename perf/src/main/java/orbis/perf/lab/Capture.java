package orbis.perf.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orbis.perf.process.Commands;

/** Everything on the bridge of a lab's network, kept in a file. */
public final class Capture implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** Long enough for every header and login, short enough for a disk's worth of traffic. */
    private static final String SNAP_LENGTH = "700";

    private final Path file;
    private final Process process;

    /**
     * Begins to capture.
     *
     * @param network to listen on.
     * @param file    to write, in pcap format.
     */
    public Capture(final LabNetwork network, final Path file) {
        this.file = file;
        process = Commands.start(file.resolveSibling(file.getFileName() + ".log"), network.inside(List.of(
            "tcpdump", "-i", LabNetwork.BRIDGE, "-U", "-n", "-p", "-B", "16384", "-s", SNAP_LENGTH, "-Z", "root",
            "-w", file.toString())));
    }

    /**
     * The boot as the wire saw it.
     *
     * @return its times; what was not captured to the end is read as far as it goes.
     */
    public WireTimes times() {
        return WireTimes.of(file);
    }

    @Override
    public void close() {
        Commands.stop(process, GRACE);
    }
}
