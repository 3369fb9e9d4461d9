package orbis.boot.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.agrona.concurrent.SystemEpochClock;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import orbis.boot.ClientDirectory;
import orbis.boot.files.FileCache;
import orbis.boot.files.GeneratedFile;
import orbis.boot.timeline.BootTimeline;

@Timeout(120)
class TlsKeysTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void make() throws IOException {
        TlsKeys.selfMade(folder, List.of("127.0.0.1"));
    }

    @Test
    void shouldServeWithACertificateOfItsOwnThatOutlivesIt() throws Exception {
        final String pem = Files.readString(folder.resolve("https.pem"));

        final SslContextFactory.Server again = TlsKeys.selfMade(folder, List.of());

        assertEquals(pem, Files.readString(folder.resolve("https.pem")));
        assertEquals("hello", fetch(again, folder.resolve("https.pem")));
        assertEquals("rw-------", PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("https.p12"))));
    }

    @Test
    void shouldTellTheAddressesThatACertificateDoesNotName() throws Exception {
        try (InputStream in = Files.newInputStream(folder.resolve("https.pem"))) {
            final Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);

            assertEquals(List.of("127.0.0.2"), TlsKeys.unnamed(certificate, List.of("127.0.0.1", "127.0.0.2")));
        }
    }

    @Test
    void shouldServeWithPemFiles() throws Exception {
        final KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("https.p12"))) {
            store.load(in, "orbis-self-made".toCharArray());
        }
        final byte[] key = store.getKey("orbis", "orbis-self-made".toCharArray()).getEncoded();
        final Path keyFile = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n");

        final SslContextFactory.Server keys = TlsKeys.ofPem(folder.resolve("https.pem"), keyFile);
        assertEquals("hello", fetch(keys, folder.resolve("https.pem")));
    }

    @Test
    void shouldNameTheFileThatHoldsNoKey() throws IOException {
        final Path key = Files.writeString(folder.resolve("rsa.pem"), "-----BEGIN RSA PRIVATE KEY-----");

        final IOException e = assertThrows(
            IOException.class, () -> TlsKeys.ofPem(folder.resolve("https.pem"), key));
        assertTrue(e.getMessage().contains("rsa.pem"), e.getMessage());
    }

    private static String fetch(final SslContextFactory.Server keys, final Path trusted) throws Exception {
        final BootFileHandler handler = new BootFileHandler(request -> GeneratedFile.of("hello", 0),
            new FileCache(1000), new ClientDirectory(), BootTimeline.NONE, SystemEpochClock.INSTANCE,
            new HttpCounters());
        try (HttpBootServer server = new HttpBootServer(
            new HttpSettings(List.of("127.0.0.1"), -1, 0, 16, 5000, 1), keys, handler)) {
            server.start();
            final HttpClient client = HttpClient.newBuilder().sslContext(trusting(trusted)).build();
            final URI uri = URI.create("https://127.0.0.1:" + server.tlsPort() + "/x");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static SSLContext trusting(final Path pem) throws GeneralSecurityException, IOException {
        final KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            store.setCertificateEntry("a", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        final TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
