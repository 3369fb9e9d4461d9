package orbis.boot.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificate and key: given as PEM files, or made by the Java platform's {@code keytool} once and kept,
 * to be enrolled in the machines' firmware.
 */
public final class TlsKeys {
    private static final Logger LOGGER = LoggerFactory.getLogger(TlsKeys.class);
    private static final String ALIAS = "orbis";
    /** Guards nothing: the file's mode does. PKCS #12 wants one. */
    private static final String STORE_PASSWORD = "orbis-self-made";
    private static final int KEYTOOL_TIMEOUT_S = 60;
    private static final int PEM_LINE = 64;

    private TlsKeys() {
    }

    /**
     * Reads PEM files.
     *
     * @param certificates the server's own first, then those that sign it.
     * @param key          of the server, not encrypted, PKCS #8.
     * @return for the HTTP server.
     * @throws IOException when they cannot be read or used.
     */
    public static SslContextFactory.Server ofPem(final Path certificates, final Path key) throws IOException {
        try (InputStream in = Files.newInputStream(certificates)) {
            final List<Certificate> chain = new ArrayList<>(
                CertificateFactory.getInstance("X.509").generateCertificates(in));
            final KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                ALIAS, privateKey(key), STORE_PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
            return factory(store);
        } catch (final GeneralSecurityException e) {
            throw new IOException(certificates + " and " + key + " are no certificate and key: " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(final Path path) throws IOException, GeneralSecurityException {
        final String pem = Files.readString(path, StandardCharsets.US_ASCII);
        final String begin = "-----BEGIN PRIVATE KEY-----";
        final int start = pem.indexOf(begin);
        final int end = pem.indexOf("-----END PRIVATE KEY-----");
        if (start < 0 || end < start) {
            throw new IOException(path + " holds no unencrypted PKCS #8 key (\"BEGIN PRIVATE KEY\")");
        }
        final byte[] der = Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
        for (final String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (final InvalidKeySpecException e) {
                continue;
            }
        }
        throw new IOException(path + " holds a key of an unknown kind");
    }

    /**
     * Opens the self-made certificate, made first if it is not there. It stands in {@code https.p12}, and for
     * enrolment in {@code https.pem}.
     *
     * @param folder    where it is kept.
     * @param addresses IP addresses of the server.
     * @return for the HTTP server.
     * @throws IOException when it cannot be made or read.
     */
    public static SslContextFactory.Server selfMade(final Path folder, final List<String> addresses)
            throws IOException {
        final Path path = folder.resolve("https.p12");
        if (!Files.exists(path)) {
            make(path, addresses);
        }
        try (InputStream in = Files.newInputStream(path)) {
            final KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, STORE_PASSWORD.toCharArray());
            final Certificate certificate = store.getCertificate(ALIAS);
            final List<String> unnamed = unnamed(certificate, addresses);
            if (!unnamed.isEmpty()) {
                LOGGER.warn("{} does not name {}: machines that ask there refuse it. Remove it to have a new one, and "
                    + "enrol that", path, unnamed);
            }
            Files.writeString(folder.resolve("https.pem"), pem(certificate));
            return factory(store);
        } catch (final GeneralSecurityException e) {
            throw new IOException(path + " cannot be used, remove it to have a new one: " + e.getMessage(), e);
        }
    }

    /** Those addresses that a certificate does not name. */
    static List<String> unnamed(final Certificate certificate, final List<String> addresses)
            throws GeneralSecurityException {
        final List<String> unnamed = new ArrayList<>(addresses);
        final Collection<List<?>> names = ((X509Certificate) certificate).getSubjectAlternativeNames();
        if (names != null) {
            names.forEach(name -> unnamed.remove(name.get(1)));
        }
        return unnamed;
    }

    private static void make(final Path path, final List<String> addresses) throws IOException {
        final Path folder = path.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        final Path fresh = Files.createTempDirectory(
            folder, "https", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
            .resolve("new.p12");
        final List<String> command = new ArrayList<>(List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
            "-alias", ALIAS, "-keyalg", "RSA", "-keysize", "2048", "-validity", "3650",
            "-dname", "CN=Orbis HTTP boot", "-storetype", "PKCS12", "-keystore", fresh.toString(),
            "-storepass:env", "ORBIS_STORE_PASSWORD"));
        if (!addresses.isEmpty()) {
            command.add("-ext");
            command.add("san=ip:" + String.join(",ip:", addresses));
        }
        try {
            run(command);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            Files.move(fresh, path);
        } finally {
            Files.deleteIfExists(fresh);
            Files.delete(fresh.getParent());
        }
    }

    private static void run(final List<String> command) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ORBIS_STORE_PASSWORD", STORE_PASSWORD);
        final Process process = builder.start();
        process.getOutputStream().close();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(KEYTOOL_TIMEOUT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool made no certificate: " + output.strip());
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool made a certificate", e);
        }
    }

    private static String pem(final Certificate certificate) throws GeneralSecurityException {
        final String body = Base64.getMimeEncoder(PEM_LINE, new byte[]{'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private static SslContextFactory.Server factory(final KeyStore store) {
        final SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(store);
        factory.setKeyStorePassword(STORE_PASSWORD);
        factory.setSniRequired(false);
        return factory;
    }
}
