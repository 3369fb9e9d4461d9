package orbis.boot.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.MacAddress;
import orbis.boot.files.BootFile;
import orbis.boot.files.FileCache;
import orbis.boot.files.GeneratedFile;

/** Any bytes to the HTTP server: it answers them by HTTP or hangs up, and serves the next one. */
@Timeout(600) // a guided run takes five minutes
class HttpBootServerFuzzTest {
    private static final String CONTENT = "0123456789";
    private static final BootFile FILE =
        GeneratedFile.of(CONTENT.getBytes(StandardCharsets.US_ASCII), 1_700_000_000_000L);
    private static final FileCache CACHE = new FileCache(1 << 20);
    private static final int TIMEOUT_MS = 10_000;
    /** The most that one connection's bytes may be answered with for each of them: the shortest request takes 18. */
    private static final int MAX_RATIO = 64;
    private static HttpBootServer server;

    @BeforeAll
    static void start() throws IOException {
        final ClientDirectory clients = new ClientDirectory();
        clients.put(ClientRecord.named("uqbar").mac(MacAddress.parse("02:00:00:00:00:01")).build());
        final BootFileHandler handler = new BootFileHandler(request -> request.name().equals("x.efi") ? FILE : null,
            CACHE, clients, (client, stage, kind, detail, epochMs) -> { }, () -> 0, new HttpCounters());
        server = new HttpBootServer(
            new HttpSettings(List.of("127.0.0.1"), 0, -1, 16, 5000, 1), null, handler);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        CACHE.close();
    }

    @FuzzTest
    void shouldOutliveAnyBytes(final FuzzedDataProvider data) throws IOException {
        BugDetectors.allowNetworkConnections();
        final byte[] bytes = data.consumeRemainingAsBytes();
        final String answer = exchange(bytes);

        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1."), answer);
        assertFalse(answer.startsWith("HTTP/1.1 500"), answer);
        assertTrue(answer.length() <= MAX_RATIO * (bytes.length + CONTENT.length()), answer);
        assertServing();
    }

    @FuzzTest
    void shouldAnswerAnyRequestForAFile(final FuzzedDataProvider data) throws IOException {
        BugDetectors.allowNetworkConnections();
        final String request = "GET /" + line(data) + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nRange: bytes="
            + line(data) + "\r\nIf-Range: " + line(data) + "\r\nIf-Match: " + line(data) + "\r\nIf-None-Match: "
            + line(data) + "\r\nIf-Unmodified-Since: " + line(data) + "\r\n\r\n";
        final String answer = exchange(request.getBytes(StandardCharsets.ISO_8859_1));

        assertTrue(answer.startsWith("HTTP/1.1 "), answer);
        assertFalse(answer.startsWith("HTTP/1.1 5"), answer);
        assertServing();
    }

    private static String line(final FuzzedDataProvider data) {
        return data.consumeAsciiString(80).replaceAll("[\r\n\0]", "");
    }

    private static void assertServing() throws IOException {
        final String answer = exchange("GET /x.efi HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertEquals(CONTENT, answer.substring(answer.length() - CONTENT.length()));
    }

    private static String exchange(final byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (final SocketException reset) {
            // It hung up before all had been sent or read.
            return "";
        }
    }
}
