package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadResult;
import orbis.perf.load.LoadRun;
import orbis.perf.load.Workload;
import orbis.perf.peer.OrbisPeer;
import orbis.perf.process.Commands;
import orbis.perf.process.Readiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is below a disk fails: sense data or a clear message says so, and no other disk notices. */
@Timeout(120)
class FaultsIT {
    private static final int MB = 1 << 20;
    private static final int SIZE = 32 * MB;
    private static final int LOG_TIMEOUT_MS = 10_000;

    @TempDir
    private Path folder;
    private BackgroundLoad neighbour;

    @AfterEach
    void neighbourNoticedNothing() throws Exception {
        if (neighbour != null) {
            assertEquals(List.of(), neighbour.result().messages());
            assertTrue(neighbour.result().count() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uring", "nio"})
    void shouldSayThatSpaceIsUsedUp(final String engine) throws Exception {
        final Path small = Files.createDirectory(folder.resolve("small"));
        Commands.run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString()).require();
        try (OrbisPeer orbis = serve(engine, small.resolve("disk.img"))) {
            final LoadResult result = write(orbis);

            // DATA PROTECT, SPACE ALLOCATION FAILED WRITE PROTECT (SBC-4 4.7.3.6).
            assertTrue(result.errors() > 0);
            assertTrue(result.messages().get(0).contains("status 0x02, sense 072707"), result.messages().toString());
            neighbour.result();
            Readiness.await(orbis.process(), () -> orbis.log().lines().anyMatch(line ->
                line.contains(":disk: ") && line.contains("No space left on device")), LOG_TIMEOUT_MS);
        } finally {
            Commands.run("umount", small.toString()).require();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uring", "nio"})
    void shouldSayThatTheFileWasShortened(final String engine) throws Exception {
        try (OrbisPeer orbis = serve(engine, folder.resolve("disk.img"))) {
            truncate(folder.resolve("disk.img"), MB);

            final LoadResult result = read(orbis);

            assertTrue(result.errors() > 0);
            assertTrue(result.messages().get(0).contains("status 0x02, sense 03"), result.messages().toString());
            neighbour.result();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uring", "nio"})
    void shouldSayThatTheDeviceIsGone(final String engine) throws Exception {
        final Path file = folder.resolve("loop.img");
        try (LoopDevice loop = new LoopDevice(file, SIZE); OrbisPeer orbis = serve(engine, loop.device())) {
            truncate(file, MB);

            final LoadResult result = read(orbis);

            assertTrue(result.errors() > 0);
            assertTrue(result.messages().get(0).contains("status 0x02, sense 03"), result.messages().toString());
            neighbour.result();
        }
    }

    @Test
    void shouldNotStartOnAPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final String portal = "127.0.0.1:" + taken.getLocalPort();

            final String said = refusal(new OrbisPeer(List.of(), folder).memoryDisk("disk", "16m")
                .set("orbis.iscsi.portals", portal));

            assertTrue(said.contains(portal) && said.contains("in use"), said);
        }
    }

    @Test
    void shouldNotStartOnAFolderInsteadOfADisk() throws Exception {
        final String said = refusal(new OrbisPeer(List.of(), folder).disk("disk", folder));

        assertTrue(said.contains(folder.toString()), said);
    }

    @Test
    void shouldNotStartOnADiskThatItMayNotOpen() throws Exception {
        final Path disk = folder.resolve("disk.img");
        LoopDevice.sparse(disk, MB);
        Files.setPosixFilePermissions(disk, Set.of());
        // Root without the right to pass permissions by.
        final List<String> prefix = List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search");

        final String said = refusal(new OrbisPeer(prefix, folder).disk("disk", disk));

        assertTrue(said.contains(disk.toString()) && said.toLowerCase(Locale.ROOT).contains("permission"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uring", "nio"})
    void shouldServeInOneGibibyteOfAddressSpace(final String engine) throws Exception {
        final List<String> prefix = List.of("prlimit", "--as=" + (1 << 30));
        try (OrbisPeer orbis = new OrbisPeer(prefix, folder).disk("disk", folder.resolve("disk.img"))
            .set("orbis.disk.disk.size", Integer.toString(SIZE)).set("orbis.target.agents", "1")
            .set("orbis.io.engine", engine).set("orbis.target.memory", "32m").start()) {
            final LoadResult result = LoadRun.run(List.of(orbis.url("disk")), new Workload().sessions(20)
                .readPercent(50).verify(true).count(4000).warmUp(Duration.ZERO).duration(Duration.ofSeconds(30)),
                LoadObserver.NONE);

            assertEquals(List.of(), result.messages());
            assertEquals(4000, result.count());
        }
    }

    @Test
    void shouldNotStartOnADiskThatAnotherServes() throws Exception {
        try (OrbisPeer orbis = serve("nio", folder.resolve("disk.img"))) {
            final Path other = Files.createDirectory(folder.resolve("other"));

            final String said = refusal(new OrbisPeer(List.of(), other).disk("disk", folder.resolve("disk.img")));

            assertTrue(said.contains("in use by another server"), said);
            assertTrue(orbis.process().isAlive());
            neighbour.result();
        }
    }

    /** A server with the disk in question, and beside it one with load on it. */
    private OrbisPeer serve(final String engine, final Path path) throws Exception {
        final OrbisPeer orbis = new OrbisPeer(List.of(), folder)
            .disk("disk", path)
            .set("orbis.disk.disk.size", Integer.toString(SIZE))
            .memoryDisk("neighbour", "16m")
            .set("orbis.target.agents", "1")
            .set("orbis.io.engine", engine)
            .start();
        neighbour = new BackgroundLoad(orbis.url("neighbour"), new Workload().depth(4).readPercent(50).verify(true)
            .warmUp(Duration.ZERO).duration(Duration.ofSeconds(3))).awaitConnected();
        return orbis;
    }

    private static LoadResult write(final OrbisPeer orbis) throws Exception {
        return run(orbis, 0);
    }

    private static LoadResult read(final OrbisPeer orbis) throws Exception {
        return run(orbis, 100);
    }

    private static LoadResult run(final OrbisPeer orbis, final int readPercent) throws Exception {
        return LoadRun.run(List.of(orbis.url("disk")), new Workload().block(64 * 1024).depth(4)
            .readPercent(readPercent).count(400).warmUp(Duration.ZERO).duration(Duration.ofSeconds(30)),
            LoadObserver.NONE);
    }

    /** What is said by a server that refuses to start. */
    private static String refusal(final OrbisPeer orbis) throws Exception {
        final Process process = orbis.launch();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it goes on: " + orbis.log());
        assertNotEquals(0, process.exitValue());
        assertEquals(List.of(), orbis.log().lines().filter(line -> line.contains("\tat ")).toList());
        return orbis.log();
    }

    private static void truncate(final Path file, final long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }
}
