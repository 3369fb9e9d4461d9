package orbis.boot.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.MacAddress;
import orbis.boot.files.BootFile;
import orbis.boot.files.DiskFile;
import orbis.boot.files.FileCache;
import orbis.boot.files.GeneratedFile;

@Timeout(30)
class HttpBootServerTest {
    private static final long MODIFIED_MS = 1_700_000_000_000L;

    private final Map<String, BootFile> files = new ConcurrentHashMap<>();
    private final List<String> stages = Collections.synchronizedList(new ArrayList<>());
    private final ClientDirectory directory = new ClientDirectory();
    private final HttpCounters counters = new HttpCounters();
    private final FileCache cache = new FileCache(8 << 20);
    private HttpBootServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        directory.put(ClientRecord.named("uqbar").mac(MacAddress.parse("02:00:00:00:00:01")).build());
        final BootFileHandler handler = new BootFileHandler(
            request -> files.get((request.client() == null ? "" : request.client().name() + ":") + request.name()),
            cache, directory,
            (client, stage, kind, detail, epochMs) -> stages.add(client.name() + " " + stage + " " + detail),
            () -> 0, counters);
        server = new HttpBootServer(new HttpSettings(List.of("127.0.0.1"), 0, -1, 16, 5000, 1), null, handler);
        server.start();
        files.put("EFI/x.efi", GeneratedFile.of("0123456789".getBytes(StandardCharsets.US_ASCII), MODIFIED_MS));
    }

    @AfterEach
    void stop() {
        server.close();
        cache.close();
    }

    @Test
    void shouldSayWhyItCannotListen() {
        final HttpSettings taken = new HttpSettings(List.of("127.0.0.1"), server.port(), -1, 16, 5000, 1);
        final HttpBootServer second = new HttpBootServer(taken, null,
            new BootFileHandler(request -> null, cache, directory,
                (client, stage, kind, detail, epochMs) -> { }, () -> 0, counters));
        assertEquals("HTTP: Failed to bind to /127.0.0.1:" + server.port() + ": Address already in use",
            assertThrows(IOException.class, second::start).getMessage());
    }

    @Test
    void shouldWriteHeadersInTheCaseThatGrubComparesWith() throws IOException {
        final String response = ask("GET /EFI/x.efi HTTP/1.1", "Host: 10.0.0.1", "User-Agent: UefiHttpBoot/1.0");

        assertTrue(response.startsWith("HTTP/1.1 200 OK\r\n"), response);
        assertTrue(response.contains("\r\nContent-Length: 10\r\n"), response);
        assertTrue(response.contains("\r\nContent-Type: application/efi\r\n"), response);
        assertTrue(response.contains("\r\nAccept-Ranges: bytes\r\n"), response);
        assertTrue(response.contains("\r\nLast-Modified: Tue, 14 Nov 2023 22:13:20 GMT\r\n"), response);
        assertTrue(response.endsWith("\r\n\r\n0123456789"), response);
        assertFalse(response.contains("Jetty"), response);
    }

    @Test
    void shouldTellTheSizeWithoutTheBytes() throws IOException {
        final String response = ask("HEAD /EFI/x.efi HTTP/1.1", "Host: 10.0.0.1");

        assertTrue(response.startsWith("HTTP/1.1 200 OK\r\n"), response);
        assertTrue(response.contains("\r\nContent-Length: 10\r\n"), response);
        assertTrue(response.endsWith("\r\n\r\n"), response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-3", "bytes=10-"})
    void shouldTellTheSizeOfTheWholeFileWhateverTheRange(final String range) throws IOException {
        final String response = ask("HEAD /EFI/x.efi HTTP/1.1", "Host: 10.0.0.1", "Range: " + range);

        assertTrue(response.startsWith("HTTP/1.1 200 OK\r\n"), response);
        assertTrue(response.contains("\r\nContent-Length: 10\r\n"), response);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/EFI//x.efi", "//EFI/x.efi", "/EFI/./x.efi", "/%45FI/x.efi", "/EFI%5cx.efi", "/EFI%2fx.efi"})
    void shouldTakeNamesAsBootLoadersWriteThem(final String path) throws IOException {
        assertTrue(ask("GET " + path + " HTTP/1.1", "Host: a").startsWith("HTTP/1.1 200 "), path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/missing", "/..%2fx", "/%zz", "/EFI/x.efi%00", "/client/uqbar", "/client/other/x"})
    void shouldAnswerNotFound(final String path) throws IOException {
        final String response = ask("GET " + path + " HTTP/1.1", "Host: a");
        assertTrue(response.startsWith("HTTP/1.1 404 ") || response.startsWith("HTTP/1.1 400 "), response);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-3,0123,0-3", "bytes=7-,789,7-9", "bytes=-2,89,8-9", "bytes=5-100,56789,5-9"})
    void shouldSendARange(final String range, final String body, final String sent) throws IOException {
        final String response = ask("GET /EFI/x.efi HTTP/1.1", "Host: a", "Range: " + range);

        assertTrue(response.startsWith("HTTP/1.1 206 Partial Content\r\n"), response);
        assertTrue(response.contains("\r\nContent-Range: bytes " + sent + "/10\r\n"), response);
        assertTrue(response.contains("\r\nContent-Length: " + body.length() + "\r\n"), response);
        assertTrue(response.endsWith("\r\n\r\n" + body), response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=-0", "bytes=99-100"})
    void shouldRefuseARangeBehindTheEnd(final String range) throws IOException {
        final String response = ask("GET /EFI/x.efi HTTP/1.1", "Host: a", "Range: " + range);

        assertTrue(response.startsWith("HTTP/1.1 416 "), response);
        assertTrue(response.contains("\r\nContent-Range: bytes */10\r\n"), response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "bytes=5-2", "bytes=-", "chars=0-1", "bytes=x-1",
        "bytes=99999999999999999999-"})
    void shouldSendTheWholeFileForRangesThatItDoesNotKnow(final String range) throws IOException {
        assertTrue(ask("GET /EFI/x.efi HTTP/1.1", "Host: a", "Range: " + range).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void shouldSendTheWholeFileWhenTheRangeIsOfAnotherVersion() throws IOException {
        final String tag = Conditions.tag(files.get("EFI/x.efi"));

        assertTrue(ranged("If-Range: \"other\"").startsWith("HTTP/1.1 200 "));
        assertTrue(ranged("If-Range: " + tag).startsWith("HTTP/1.1 206 "));
        assertTrue(ranged("If-Range: Tue, 14 Nov 2023 22:13:20 GMT").startsWith("HTTP/1.1 206 "));
        assertTrue(ranged("If-Range: Tue, 14 Nov 2023 22:13:19 GMT").startsWith("HTTP/1.1 200 "));
        assertTrue(ranged("If-Range: Tue, 14 Nov 2023 22:13:21 GMT").startsWith("HTTP/1.1 200 "));
        assertTrue(ranged("If-Range: W/" + tag).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void shouldHoldTheConditionsOfADownloadThatGoesOn() throws IOException {
        final String tag = Conditions.tag(files.get("EFI/x.efi"));

        assertTrue(ranged("If-Match: " + tag).startsWith("HTTP/1.1 206 "));
        assertTrue(ranged("If-Match: \"other\"").startsWith("HTTP/1.1 412 "));
        assertTrue(ranged("If-Unmodified-Since: Tue, 14 Nov 2023 22:13:20 GMT").startsWith("HTTP/1.1 206 "));
        assertTrue(ranged("If-Unmodified-Since: Tue, 14 Nov 2023 22:13:19 GMT").startsWith("HTTP/1.1 412 "));
        assertTrue(ranged("If-None-Match: " + tag).startsWith("HTTP/1.1 304 "));
        assertTrue(ranged("If-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT").startsWith("HTTP/1.1 304 "));
    }

    @Test
    void shouldRefuseOtherMethods() throws IOException {
        final String response = ask("PUT /EFI/x.efi HTTP/1.1", "Host: a", "Content-Length: 0");

        assertTrue(response.startsWith("HTTP/1.1 405 "), response);
        assertTrue(response.contains("\r\nAllow: GET, HEAD\r\n"), response);
    }

    @Test
    void shouldRefuseHeadersThatAreTooLong() throws IOException {
        assertTrue(ask("GET /EFI/x.efi HTTP/1.1", "Host: a", "X: " + "x".repeat(20_000)).startsWith("HTTP/1.1 431 "));
    }

    /** That a file was sent is told after its last byte has gone out, so the client may see that first. */
    private void awaitStages(final int count) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (stages.size() < count) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void shouldKnowClientsByTheFolderInTheUrlAndByAddress() throws IOException {
        files.put("uqbar:grub.cfg", GeneratedFile.of("for uqbar", MODIFIED_MS));

        assertTrue(ask("GET /client/uqbar/grub.cfg HTTP/1.1", "Host: a").endsWith("for uqbar"));
        awaitStages(2);
        assertTrue(ask("GET /grub.cfg HTTP/1.1", "Host: a").startsWith("HTTP/1.1 404 "));
        directory.bind(0x7f000001, directory.byName("uqbar"));
        assertTrue(ask("GET /grub.cfg HTTP/1.1", "Host: a").endsWith("for uqbar"));
        awaitStages(4);
        ask("GET /none HTTP/1.1", "Host: a");
        assertEquals(List.of("uqbar FILE grub.cfg", "uqbar FILE_SENT grub.cfg (9 bytes)", "uqbar FILE grub.cfg",
            "uqbar FILE_SENT grub.cfg (9 bytes)", "uqbar FILE_MISSING none"), stages);
        assertEquals(2, counters.value(HttpCounter.FILES_SENT));
        assertEquals(18, counters.value(HttpCounter.BYTES_SENT));
        assertEquals(2, counters.value(HttpCounter.NOT_FOUND));
    }

    @Test
    void shouldSendLargeFilesWhole() throws IOException {
        final byte[] content = new byte[3_000_001];
        new Random(1).nextBytes(content);
        final Path path = Files.write(folder.resolve("initrd.img"), content);
        files.put("initrd.img", DiskFile.of(path.toRealPath()));

        final byte[] response = askBytes("GET /initrd.img HTTP/1.0");

        final int start = response.length - content.length;
        assertArrayEquals(content, Arrays.copyOfRange(response, start, response.length));
        assertTrue(new String(response, 0, start, StandardCharsets.US_ASCII)
            .contains("Content-Type: application/vnd.efi-img"));
        assertEquals(3_000_001, cache.usedBytes());
    }

    @Test
    void shouldBreakOffAFileThatSomebodyWritesOver() throws IOException {
        final int length = 32 << 20;
        final Path path = folder.toRealPath().resolve("initrd.img");
        Files.write(path, new byte[length]);
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));
        files.put("initrd.img", DiskFile.of(path));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1 << 16);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            socket.getOutputStream().write("GET /initrd.img HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes(1000);
            Files.write(path, new byte[1], StandardOpenOption.WRITE);

            assertTrue(1000 + skipAll(socket.getInputStream()) < length);
        }
        assertEquals(1, counters.value(HttpCounter.FAILED));
        assertEquals(0, counters.value(HttpCounter.FILES_SENT));
    }

    /** How many bytes come until the stream ends, well or not. */
    private static long skipAll(final InputStream stream) {
        long count = 0;
        try {
            while (stream.read() >= 0) {
                count += 1 + stream.skip(1 << 20);
            }
        } catch (final IOException e) {
            return count;
        }
        return count;
    }

    @Test
    void shouldSaySoWhenAFileGoesAwayBeforeItIsRead() throws IOException {
        final Path path = Files.writeString(folder.resolve("x"), "content");
        files.put("x", DiskFile.of(path.toRealPath()));
        Files.delete(path);

        final String response = ask("GET /x HTTP/1.1", "Host: a");

        assertTrue(response.startsWith("HTTP/1.1 503 "), response);
        assertEquals(1, counters.value(HttpCounter.FAILED));
        assertEquals(0, cache.usedBytes());
    }

    @Test
    void shouldSendNothingForAnEmptyFile() throws IOException {
        files.put("empty", GeneratedFile.of("", 0));

        assertTrue(ask("GET /empty HTTP/1.1", "Host: a").contains("\r\nContent-Length: 0\r\n"));
    }

    private String ranged(final String condition) throws IOException {
        return ask("GET /EFI/x.efi HTTP/1.1", "Host: a", "Range: bytes=1-2", condition);
    }

    private String ask(final String... lines) throws IOException {
        return new String(askBytes(lines), StandardCharsets.ISO_8859_1);
    }

    private byte[] askBytes(final String... lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            final String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().readAllBytes();
        }
    }
}
