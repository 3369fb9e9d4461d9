package orbis.perf.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import orbis.perf.process.Commands;
import orbis.perf.process.DebianPackages;
import orbis.perf.process.Readiness;

/**
 * A folder whose storage can be made to hang, as a dying disk or an unreachable server does: another folder, served by
 * a process of user space (FUSE) that is stopped.
 */
public final class StallingFolder implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path mountPoint;
    private final Process process;

    /**
     * Mounts it.
     *
     * @param folder     that holds the files.
     * @param mountPoint where they hang on demand; empty.
     */
    public StallingFolder(final Path folder, final Path mountPoint) {
        DebianPackages.require("bindfs", "fuse3");
        this.mountPoint = mountPoint;
        final Path ready = folder.resolve("mounted");
        process = Commands.start(mountPoint.resolveSibling("bindfs.log"),
            List.of("bindfs", "-f", folder.toString(), mountPoint.toString()));
        try {
            Files.writeString(ready, "");
            Readiness.await(process, () -> Files.exists(mountPoint.resolve("mounted")), (int) GRACE.toMillis());
        } catch (final IOException e) {
            Commands.stop(process, GRACE);
            throw new UncheckedIOException("bindfs did not mount " + mountPoint, e);
        }
    }

    /** From now on every read and write waits. */
    public void stall() {
        Commands.signal(process, "STOP");
    }

    /** What waits goes on. */
    public void goOn() {
        Commands.signal(process, "CONT");
    }

    @Override
    public void close() {
        goOn();
        Commands.run("umount", "-l", mountPoint.toString()).require();
        Commands.stop(process, GRACE);
    }
}
