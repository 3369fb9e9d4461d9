package orbis.perf.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The targets of one comparison and their disks: tgt and Orbis on the same files, on the same core. */
final class Peers implements AutoCloseable {
    private static final int CHUNK = 1 << 20;

    private final Map<Backing, Path> files = new EnumMap<>(Backing.class);
    private final List<String> pin;
    private final Path folder;
    private final long size;
    private final String engine;
    private final List<Peer> running = new ArrayList<>();
    private TgtPeer tgt;
    private OrbisPeer parked;
    private OrbisPeer spinning;

    /**
     * Makes the disks.
     *
     * @param core    to which targets are pinned.
     * @param tmpfs   folder in memory.
     * @param disk    folder on a disk.
     * @param folder  for logs and data.
     * @param size    of each disk, in bytes.
     * @param engine  Orbis's I/O engine.
     */
    Peers(
        final int core, final Path tmpfs, final Path disk, final Path folder, final long size, final String engine)
            throws IOException {
        this.pin = List.of("taskset", "-c", Integer.toString(core));
        this.folder = folder;
        this.size = size;
        this.engine = engine;
        files.put(Backing.TMPFS, file(tmpfs));
        files.put(Backing.DISK, file(disk));
    }

    private Path file(final Path where) throws IOException {
        final Path file = Files.createTempFile(where, "orbis-bench-", ".img");
        // Real bytes: a hole or an unwritten extent would be read without asking the disk.
        final byte[] chunk = new byte[CHUNK];
        new SplittableRandom(1).nextBytes(chunk);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < size; written += CHUNK) {
                out.write(chunk);
            }
        }
        return file;
    }

    /** Bytes of each disk. */
    long size() {
        return size;
    }

    /** Whether there is a tgt to compare with. */
    boolean hasTgt() {
        return DebianPackages.missing("tgt").isEmpty();
    }

    TgtPeer tgt() throws IOException {
        if (tgt == null) {
            tgt = TgtPeer.start(pin);
            running.add(tgt);
            tgt.disk(Backing.TMPFS.disk(), files.get(Backing.TMPFS), false);
            tgt.disk(Backing.DISK.disk(), files.get(Backing.DISK), true);
        }
        return tgt;
    }

    /** Orbis with agents that park when idle. */
    OrbisPeer parked() throws IOException {
        if (parked == null) {
            parked = orbis("park");
        }
        return parked;
    }

    /** Orbis with agents that spin, which takes a whole core while it runs: {@link #stopSpinning()} soon. */
    OrbisPeer spinning() throws IOException {
        if (spinning == null) {
            spinning = orbis("spin");
        }
        return spinning;
    }

    void stopSpinning() {
        if (spinning != null) {
            spinning.close();
            running.remove(spinning);
            spinning = null;
        }
    }

    private OrbisPeer orbis(final String idle) throws IOException {
        final Path own = Files.createDirectories(folder.resolve("orbis-" + idle));
        final OrbisPeer peer = new OrbisPeer(pin, own)
            .disk(Backing.TMPFS.disk(), files.get(Backing.TMPFS))
            .disk(Backing.DISK.disk(), files.get(Backing.DISK))
            .memoryDisk(Backing.MEMORY.disk(), Long.toString(size))
            .set("orbis.disk." + Backing.DISK.disk() + ".direct", "true")
            .set("orbis.target.agents", "1")
            .set("orbis.target.idle", idle)
            .set("orbis.io.engine", engine)
            .start();
        running.add(peer);
        return peer;
    }

    @Override
    public void close() throws IOException {
        running.forEach(Peer::close);
        for (final Path file : files.values()) {
            Files.deleteIfExists(file);
        }
    }
}
