package orbis.perf.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orbis.perf.process.Readiness;

/** Debian's TFTP and HTTP clients, with every option that they have, over virtual Ethernet. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FileClientsIT {
    private static final String SERVER = "172.31.8.1";
    private static final String CLIENT = "172.31.8.2";
    private static final Duration LOOK = Duration.ofMillis(100);
    /** The server's patience with a client that takes nothing, and the kernel's with one that is gone, and some. */
    private static final Duration GONE = Duration.ofSeconds(45);
    private static final String URL = "http://" + SERVER + ":" + FilesUnderTest.HTTP_PORT;

    @TempDir
    private static Path folder;
    private static NetworkLab lab;
    private static byte[] initrd;

    private Path target;

    @BeforeAll
    static void startServer() throws Exception {
        final Path root = Files.createDirectories(folder.resolve("root/EFI/debian"));
        initrd = random(5_000_001);
        Files.write(folder.resolve("root/initrd.img-6.1"), initrd);
        Files.write(folder.resolve("root/vmlinuz-6.1"), random(70_000));
        Files.write(folder.resolve("root/whole"), random(512 * 20));
        Files.write(root.resolve("grubx64.efi"), random(1000));
        Files.writeString(folder.resolve("root/text"), "one\ntwo\n");
        lab = new NetworkLab(folder).namespace("server").namespace("client").join("server", "client");
        lab.ip("server", "address", "add", SERVER + "/24", "dev", "to-client");
        lab.ip("client", "address", "add", CLIENT + "/24", "dev", "to-server");
        lab.startJava(
            "server", FilesUnderTest.class, "to-client", folder.resolve("root").toString(), CLIENT);
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    @BeforeEach
    void clear() throws IOException {
        target = Files.createTempDirectory(folder, "got").resolve("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "--option blksize,1428", "--option blksize,1024,tsize,0", "--option tsize,0",
        "--option windowsize,4", "--option windowsize,16,blksize,1428", "--option timeout,2",
        "--option windowsize,64,blksize,1428,tsize,0,timeout,1", "--option blksize,65464"})
    void shouldServeAtftpWithItsOptions(final String options) throws Exception {
        final List<String> command = new ArrayList<>(List.of("atftp", "--get"));
        final String[] words = options.isEmpty() ? new String[0] : options.split(" ")[1].split(",");
        for (int i = 0; i < words.length; i += 2) {
            command.add("--option");
            command.add(words[i] + " " + words[i + 1]);
        }
        command.addAll(List.of("-r", "initrd.img-6.1", "-l", target.toString(), SERVER));

        client(command);

        assertArrayEquals(initrd, Files.readAllBytes(target));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 512, 1024, 1468, 1469, 8192, 65464})
    void shouldServeCurlWithAnyBlockSize(final int blksize) throws Exception {
        final String name = blksize == 8 ? "grubx64.efi" : "initrd.img-6.1";
        final String path = blksize == 8 ? "EFI/debian/" + name : name;

        client(List.of("curl", "-sS", "--tftp-blksize", Integer.toString(blksize), "-o", target.toString(),
            "tftp://" + SERVER + "/" + path));

        assertArrayEquals(Files.readAllBytes(folder.resolve("root").resolve(path)), Files.readAllBytes(target));
    }

    @Test
    void shouldServeCurlWithoutOptions() throws Exception {
        client(List.of("curl", "-sS", "--tftp-no-options", "-o", target.toString(), "tftp://" + SERVER + "/whole"));

        assertArrayEquals(Files.readAllBytes(folder.resolve("root/whole")), Files.readAllBytes(target));
    }

    @Test
    void shouldServeTftpHpaInBothModes() throws Exception {
        client(List.of("tftp", "-m", "binary", SERVER, "-c", "get", "initrd.img-6.1", target.toString()));
        assertArrayEquals(initrd, Files.readAllBytes(target));

        client(List.of("tftp", "-m", "netascii", SERVER, "-c", "get", "text", target.toString()));
        assertEquals("one\ntwo\n", Files.readString(target));
    }

    @Test
    void shouldTellWhoAsksTftpHpaForALargeFileInItsUsualModeWhichOneToUse() throws Exception {
        final String said = client(List.of("tftp", SERVER, "-c", "get", "initrd.img-6.1", target.toString()));

        assertTrue(said.contains("file is too long for mode netascii: use mode octet"), said);
    }

    @Test
    void shouldServeTheClientsOwnConfiguration() throws Exception {
        client(List.of("curl", "-sS", "-o", target.toString(), "tftp://" + SERVER + "/EFI/debian/grub.cfg"));
        final String byTftp = Files.readString(target);
        final String byHttp = client(List.of("curl", "-sS", URL + "/EFI/debian/grub.cfg"));

        assertTrue(byTftp.contains("linux /vmlinuz-6.1 root=UUID=5fabb8c5 netroot=iscsi:172.31.8.1::3260:0:"), byTftp);
        assertEquals(byTftp, byHttp);
    }

    @Test
    void shouldSayThatAFileIsNotThere() throws Exception {
        final String exit = client(List.of("sh", "-c", "curl -sS tftp://" + SERVER + "/none 2>&1; echo exit $?"));
        assertTrue(exit.contains("exit 68"), exit);
    }

    @Test
    void shouldRefuseToBeWrittenTo() throws Exception {
        final Path source = Files.writeString(folder.resolve("upload"), "x");
        final String exit = client(List.of(
            "sh", "-c", "curl -sS -T " + source + " tftp://" + SERVER + "/upload 2>&1; echo exit $?"));
        assertTrue(exit.contains("exit 69"), exit);
        assertTrue(Files.notExists(folder.resolve("root/upload")));
    }

    @Test
    void shouldServeCurlByHttpWithRanges() throws Exception {
        client(List.of("curl", "-sS", "-o", target.toString(), URL + "/initrd.img-6.1"));
        assertArrayEquals(initrd, Files.readAllBytes(target));

        client(List.of("curl", "-sS", "-r", "4000000-4000999", "-o", target.toString(), URL + "/initrd.img-6.1"));
        assertArrayEquals(Arrays.copyOfRange(initrd, 4_000_000, 4_001_000), Files.readAllBytes(target));

        Files.write(target, Arrays.copyOf(initrd, 1_234_567));
        client(List.of("curl", "-sS", "-C", "-", "-o", target.toString(), URL + "/initrd.img-6.1"));
        assertArrayEquals(initrd, Files.readAllBytes(target));

        final String head = client(List.of("curl", "-sS", "-I", URL + "/EFI/debian/grubx64.efi"));
        assertTrue(head.contains("Content-Length: 1000"), head);
        assertTrue(head.contains("Content-Type: application/efi"), head);
    }

    @Test
    void shouldForgetAConnectionOfAMachineThatIsGone() throws Exception {
        final Process slow = lab.start("client", "curl", "-sS", "--limit-rate", "1", "-o", target.toString(),
            URL + "/initrd.img-6.1");
        awaitConnections(connections -> !connections.isEmpty());
        lab.ip("client", "link", "set", "to-server", "down");
        try {
            slow.destroyForcibly().waitFor();
            // What waits to be sent, and the end of the connection, is for nobody now.
            awaitConnections(String::isEmpty);
        } finally {
            lab.ip("client", "link", "set", "to-server", "up");
        }
    }

    private static void awaitConnections(final Predicate<String> condition) throws IOException {
        final String[] last = new String[1];
        assertTrue(Readiness.await(() -> {
            last[0] = lab.run("server", "ss", "-Htan", "state", "connected", "exclude", "time-wait",
                "sport", "=", ":" + FilesUnderTest.HTTP_PORT);
            return condition.test(last[0]);
        }, LOOK, GONE), () -> last[0]);
    }

    @Test
    void shouldServeManyClientsAtOnce() throws Exception {
        final String loop = "for i in $(seq 20); do curl -sS --tftp-blksize 1468 -o " + target
            + "$i tftp://" + SERVER + "/initrd.img-6.1 & done; wait";
        client(List.of("sh", "-c", loop));

        try (Stream<Path> files = Files.list(target.getParent())) {
            final List<Path> all = files.toList();
            assertEquals(20, all.size());
            for (final Path file : all) {
                assertArrayEquals(initrd, Files.readAllBytes(file));
            }
        }
    }

    private static String client(final List<String> command) throws IOException {
        return lab.run("client", command.toArray(new String[0]));
    }

    private static byte[] random(final int length) {
        final byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
