package orbis.perf.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import orbis.perf.load.AddressPattern;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadRun;
import orbis.perf.load.Workload;
import orbis.perf.process.Cleanup;
import orbis.perf.process.DebianPackages;

/** The targets of one comparison and their disks: tgt and Orbis on the same files, on the same core. */
final class Peers implements AutoCloseable {
    private static final int CHUNK = 1 << 20;
    private static final int FILL_BLOCK = 256 * 1024;
    private static final int[] WARMING_BLOCKS = {4096, 65536};

    private final Map<Backing, Path> files = new EnumMap<>(Backing.class);
    private final List<String> pin;
    private final Path folder;
    private final long size;
    private final String engine;
    private final Cleanup cleanup = new Cleanup();
    private TgtPeer tgt;
    private OrbisPeer orbis;
    private String mode = "";

    /**
     * Makes the disks.
     *
     * @param pin     what stands before the command of a target, such as taskset with its arguments.
     * @param tmpfs   folder in memory.
     * @param disk    folder on a disk.
     * @param folder  for logs and data.
     * @param size    of each disk, in bytes.
     * @param engine  Orbis's I/O engine.
     */
    Peers(
        final List<String> pin, final Path tmpfs, final Path disk, final Path folder, final long size,
        final String engine) throws IOException {
        this.pin = pin;
        this.folder = folder;
        this.size = size;
        this.engine = engine;
        files.put(Backing.TMPFS, file(tmpfs));
        files.put(Backing.DISK, file(disk));
    }

    private Path file(final Path where) throws IOException {
        final Path file = cleanup.file(where, "orbis-bench-", ".img");
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
            tgt = cleanup.make(() -> TgtPeer.start(pin));
            tgt.disk(Backing.TMPFS.disk(), files.get(Backing.TMPFS), false);
            tgt.disk(Backing.DISK.disk(), files.get(Backing.DISK), true);
        }
        return tgt;
    }

    /** Orbis, with agents that sleep soon when idle. */
    OrbisPeer orbis() throws IOException, InterruptedException {
        return orbis(false);
    }

    /**
     * Orbis.
     *
     * @param spin whether agents spin when idle, else they sleep soon.
     */
    OrbisPeer orbis(final boolean spin) throws IOException, InterruptedException {
        return orbis(spin ? "spin" : "backoff", engine);
    }

    /** Orbis on kernels without io_uring. */
    OrbisPeer nio() throws IOException, InterruptedException {
        return orbis("backoff", "nio");
    }

    /** A disk has one server at a time, so one that runs otherwise ends first. */
    private OrbisPeer orbis(final String idle, final String with) throws IOException, InterruptedException {
        if (!mode.equals(idle + with)) {
            if (orbis != null) {
                orbis.close();
            }
            orbis = cleanup.make(() -> start(idle, with));
            mode = idle + with;
            warm();
        }
        return orbis;
    }

    /**
     * Untouched memory is one page of zeros, over and over: too fast to be true. And the JVM has to see each way of
     * data before it compiles it.
     */
    private void warm() throws IOException, InterruptedException {
        final Workload fill = new Workload().block(FILL_BLOCK).readPercent(0).depth(8)
            .pattern(AddressPattern.Kind.SEQUENTIAL).warmUp(Duration.ZERO).duration(Duration.ofMinutes(2))
            .count(size / FILL_BLOCK);
        LoadRun.run(List.of(orbis.url(Backing.MEMORY.disk())), fill, LoadObserver.NONE);
        for (final int block : WARMING_BLOCKS) {
            for (final boolean digests : List.of(true, false)) {
                LoadRun.run(List.of(orbis.url(Backing.MEMORY.disk()), orbis.url(Backing.TMPFS.disk())), new Workload()
                    .sessions(2).block(block).readPercent(50).digests(digests, digests)
                    .warmUp(Duration.ZERO).duration(Duration.ofSeconds(1)), LoadObserver.NONE);
            }
        }
        LoadRun.run(List.of(orbis.url(Backing.TMPFS.disk())),
            new Workload().depth(1).spin(true).warmUp(Duration.ZERO).duration(Duration.ofSeconds(3)),
            LoadObserver.NONE);
    }

    private OrbisPeer start(final String idle, final String with) throws IOException {
        final Path own = Files.createDirectories(folder.resolve("orbis-" + idle + "-" + with));
        return new OrbisPeer(pin, own)
            .disk(Backing.TMPFS.disk(), files.get(Backing.TMPFS))
            .disk(Backing.DISK.disk(), files.get(Backing.DISK))
            .memoryDisk(Backing.MEMORY.disk(), Long.toString(size))
            .set("orbis.disk." + Backing.DISK.disk() + ".direct", "true")
            .set("orbis.target.agents", "1")
            .set("orbis.target.idle", idle)
            .set("orbis.io.engine", with)
            .start();
    }

    @Override
    public void close() {
        cleanup.close();
    }
}
