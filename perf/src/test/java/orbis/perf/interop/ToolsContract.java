package orbis.perf.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import orbis.perf.load.LoadObserver;
import orbis.perf.load.LoadResult;
import orbis.perf.load.LoadRun;
import orbis.perf.load.Quantities;
import orbis.perf.load.Workload;
import orbis.perf.peer.IscsiPerf;
import orbis.perf.peer.OrbisPeer;
import orbis.perf.process.Commands;
import orbis.perf.process.DebianPackages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What initiators that others wrote do with a disk: the same on every I/O engine, on a file and on a device. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class ToolsContract {
    private static final int MB = 1 << 20;
    private static final long SIZE = 64L * MB;
    private static final String FILE = "file";
    private static final String DEVICE = "device";

    private Path folder;
    private Path tmpfs;
    private LoopDevice loop;
    private OrbisPeer orbis;

    /** Kind of I/O engine. */
    abstract String engine();

    @BeforeAll
    void start(@TempDir final Path shared) throws IOException {
        folder = shared;
        DebianPackages.require("libiscsi-bin", "qemu-utils", "qemu-block-extra");
        loop = new LoopDevice(folder.resolve("loop.img"), SIZE);
        LoopDevice.sparse(folder.resolve("file.img"), SIZE);
        LoopDevice.sparse(folder.resolve("4k.img"), SIZE);
        tmpfs = Files.createDirectory(folder.resolve("tmpfs"));
        Commands.run("mount", "-t", "tmpfs", "orbis-test", tmpfs.toString()).require();
        LoopDevice.sparse(tmpfs.resolve("disk.img"), SIZE);
        orbis = new OrbisPeer(List.of(), folder)
            .disk("tmpfs", tmpfs.resolve("disk.img"))
            .memoryDisk("memory", "64m")
            .disk(FILE, folder.resolve("file.img"))
            .disk(DEVICE, loop.device())
            .disk("4k", folder.resolve("4k.img"))
            .set("orbis.disk.4k.block.size", "4096")
            .set("orbis.io.engine", engine())
            // With assertions, buffers are overwritten when they are released: a use after that is seen in the data.
            .javaOptions("-ea -Xcheck:jni")
            .start();
    }

    @AfterAll
    void stop() throws IOException {
        orbis.close();
        loop.close();
        Commands.run("umount", tmpfs.toString()).require();
        assertTrue(orbis.log().contains(engine()), orbis.log());
        assertEquals(List.of(), orbis.log().lines()
            .filter(line -> line.contains("\tat ") || line.contains("in native method")).toList());
    }

    @Test
    void shouldListItsTargetsAndTheirLun() {
        final String url = orbis.url(FILE).toString();
        final String portal = url.substring(0, url.indexOf('/', "iscsi://".length()));

        final String list = Commands.run("iscsi-ls", "-s", portal).require();

        assertTrue(list.contains("Target:" + orbis.url(FILE).target() + " Portal:"), list);
        assertTrue(list.contains("Target:" + orbis.url(DEVICE).target() + " Portal:"), list);
        assertTrue(list.contains("Lun:0") && list.contains("Type:DIRECT_ACCESS"), list);
    }

    @ParameterizedTest
    @ValueSource(strings = {FILE, DEVICE})
    void shouldIntroduceItself(final String disk) {
        final String inquiry = Commands.run("iscsi-inq", orbis.url(disk).toString()).require();
        final String pages =
            Commands.run("iscsi-inq", "-e", "1", "-c", "0", orbis.url(disk).toString()).require();
        final String names =
            Commands.run("iscsi-inq", "-e", "1", "-c", "131", orbis.url(disk).toString()).require();

        assertTrue(inquiry.contains("Peripheral Device Type:DIRECT_ACCESS"), inquiry);
        assertTrue(pages.contains("0x80") && pages.contains("0xb0") && pages.contains("0xb2"), pages);
        assertTrue(names.contains("Designator:[" + orbis.url(disk).target() + "]"), names);
    }

    @ParameterizedTest
    @CsvSource({"file,512", "device,512", "4k,4096"})
    void shouldTellItsCapacity(final String disk, final int blockLength) {
        final String capacity = Commands.run("iscsi-readcapacity16", orbis.url(disk).toString()).require();

        assertTrue(capacity.contains("RETURNED LOGICAL BLOCK ADDRESS:" + (SIZE / blockLength - 1)), capacity);
        assertTrue(capacity.contains("LOGICAL BLOCK LENGTH IN BYTES:" + blockLength), capacity);
        assertTrue(capacity.contains("Total size:" + SIZE), capacity);
    }

    @ParameterizedTest
    @ValueSource(strings = {FILE, DEVICE})
    void shouldServeIscsiPerf(final String disk) {
        assertTrue(IscsiPerf.run(orbis.url(disk), 32, 4096, true, 2) > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {FILE, DEVICE, "4k"})
    void shouldGiveBackTheImageThatQemuPutOnIt(final String disk) throws IOException {
        final Path image = folder.resolve("image-" + disk + ".raw");
        final Path back = folder.resolve("back-" + disk + ".raw");
        image(image);

        qemu("qemu-img", "convert", "-n", "-f", "raw", "-O", "raw", image.toString(), orbis.url(disk).toString());
        qemu("qemu-img", "convert", "-f", "raw", "-O", "raw", orbis.url(disk).toString(), back.toString());

        assertEquals(sha256(image), sha256(back));
    }

    @ParameterizedTest
    @ValueSource(strings = {FILE, DEVICE})
    void shouldWriteZeroesAndDiscardForQemu(final String disk) {
        final String url = orbis.url(disk).toString();
        final String session = qemu("qemu-io", "-f", "raw", "-d", "unmap",
            "-c", "write -P 0xa5 0 8M", "-c", "flush", "-c", "read -P 0xa5 0 8M",
            "-c", "write -z 1M 1M", "-c", "read -P 0 1M 1M", "-c", "read -P 0xa5 2M 1M",
            "-c", "write -z -u 4M 1M", "-c", "read -P 0 4M 1M",
            "-c", "discard 6M 1M", "-c", "read -P 0 6M 1M", "-c", "read -P 0xa5 7M 1M",
            "-c", "write -P 0x5a 6500k 3k", "-c", "read -P 0x5a 6500k 3k", "-c", "read -P 0 6503k 1k", url);

        assertTrue(!session.contains("failed") && !session.contains("error"), session);
    }

    @Test
    void shouldTellQemuWhereTheHolesAre() {
        final String url = orbis.url(FILE).toString();
        qemu("qemu-io", "-f", "raw", "-d", "unmap", "-c", "discard 16M 16M", "-c", "write -P 1 20M 64k", url);

        final String map = qemu("qemu-img", "map", "--output=json", "-f", "raw", url);

        assertTrue(map.matches("(?s).*\"start\": 20971520, \"length\": 65536, [^}]*\"data\": true.*"), map);
        assertTrue(map.matches("(?s).*\"start\": 21037056, [^}]*\"data\": false.*"), map);
    }

    @Test
    void shouldGiveSpaceBackThatIsDiscarded() throws IOException {
        final String url = orbis.url("4k").toString();
        qemu("qemu-io", "-f", "raw", "-d", "unmap", "-c", "write -P 7 0 32M", "-c", "flush", url);
        final long full = allocated(folder.resolve("4k.img"));

        qemu("qemu-io", "-f", "raw", "-d", "unmap", "-c", "discard 0 32M", "-c", "flush", url);

        assertTrue(full >= 32 * MB, "allocated " + full);
        assertTrue(allocated(folder.resolve("4k.img")) <= full - 31 * MB, "still allocated "
            + allocated(folder.resolve("4k.img")));
    }

    /** Data verified under load, at every size of I/O, with digests and without. */
    @ParameterizedTest
    @CsvSource({"file,512,32,false", "file,512,32,true", "file,4k,32,false", "file,4k,32,true", "device,4k,32,false",
        "device,20k,16,false", "device,20k,16,true", "file,64k,16,false", "file,64k,16,true", "device,256k,8,false",
        "device,256k,8,true", "file,1m,4,false", "file,1m,4,true", "device,2m,2,false", "device,2m,2,true",
        "4k,4k,32,true", "4k,128k,8,false", "tmpfs,4k,32,false", "tmpfs,20k,16,false", "tmpfs,20k,16,true",
        "tmpfs,64k,16,false", "tmpfs,1m,4,false", "memory,4k,32,false", "memory,256k,8,false", "memory,256k,8,true"})
    void shouldHoldWhatWasWrittenUnderLoad(
        final String disk, final String block, final int depth, final boolean digests) throws Exception {
        final long bytes = new Quantities.Bytes().convert(block);
        final Workload workload = new Workload().block(bytes).depth(depth).sessions(2).readPercent(50).verify(true)
            .digests(digests, digests).warmUp(Duration.ZERO).duration(Duration.ofSeconds(60))
            .count(Math.max(200, Math.min(4000, 128L * MB / bytes)));

        final LoadResult result = LoadRun.run(List.of(orbis.url(disk)), workload, LoadObserver.NONE);

        assertEquals(List.of(), result.messages());
        assertEquals(workload.count(), result.count());
    }

    private static String qemu(final String... command) {
        return Commands.run(command).require();
    }

    /** Noise, a hole, zeroes, and noise that begins and ends on no boundary. */
    private static void image(final Path file) throws IOException {
        LoopDevice.sparse(file, SIZE);
        final byte[] noise = new byte[MB + 12345];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 20; i++) {
                new SplittableRandom(i).nextBytes(noise);
                out.write(noise);
                out.write(new byte[100_000 * (i % 3)]);
            }
        }
    }

    private static long allocated(final Path file) {
        return Long.parseLong(Commands.run("stat", "-c", "%b", file.toString()).require().strip()) * 512;
    }

    private static String sha256(final Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            final byte[] chunk = new byte[MB];
            for (int length = in.read(chunk); length > 0; length = in.read(chunk)) {
                digest.update(chunk, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
