package orbis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import orbis.boot.BootContext;
import orbis.boot.ClientDirectory;
import orbis.boot.ClientRecord;
import orbis.boot.FirmwareKind;
import orbis.boot.Network;
import orbis.boot.NetworkLink;
import orbis.boot.files.FileRequest;
import orbis.protocol.dhcp.Architecture;
import orbis.server.config.ConfigurationException;
import orbis.server.config.ConfigurationLoader;

class BootFileSetupTest {
    private static final int ADDRESS = 0x0a000001;

    @TempDir
    private Path folder;

    @Test
    void shouldServeTheFolderByTftpAndHttp() throws Exception {
        Files.writeString(folder.resolve("x"), "123");
        final BootContext context = apply("orbis.tftp.root", folder.toString(), "orbis.tftp.port", "6969",
            "orbis.tftp.windowsize.max", "8", "orbis.boot.file.x64-uefi", "my.efi");

        assertEquals(6969, context.tftpSettings().port());
        assertEquals(8, context.tftpSettings().limits().maxWindowsize());
        assertEquals(List.of("10.0.0.1"), context.httpSettings().addresses());
        assertEquals(8480, context.httpSettings().port());
        assertEquals(-1, context.httpSettings().tlsPort());
        assertNull(context.httpKeys());
        assertEquals(3, context.files().find(new FileRequest("x", null, 0, ADDRESS)).length());
        assertEquals("my.efi", bootFile(context, FirmwareKind.PXE));
        assertEquals("http://10.0.0.1:8480/client/a/my.efi", bootFile(context, FirmwareKind.HTTP));
    }

    @Test
    void shouldTurnOffWhatHasPortZero() throws Exception {
        final BootContext context = apply("orbis.tftp.port", "0", "orbis.http.port", "0");

        assertNull(context.tftpSettings());
        assertNull(context.httpSettings());
        assertNull(bootFile(context, FirmwareKind.HTTP));
    }

    @Test
    void shouldMakeACertificateForHttps() throws Exception {
        final BootContext context = apply(
            "orbis.http.port", "0", "orbis.http.tls.port", "8443", "orbis.boot.file.x64-uefi", "a.efi");

        assertNotNull(context.httpKeys());
        assertTrue(Files.exists(folder.resolve("https.pem")));
        assertEquals("https://10.0.0.1:8443/client/a/a.efi", bootFile(context, FirmwareKind.HTTP));
    }

    @Test
    void shouldNameTheKeyOfWhatIsNotThere() {
        final IOException root = assertThrows(IOException.class, () -> apply("orbis.tftp.root", "/none"));
        assertEquals("orbis.tftp.root = /none: there is no such folder", root.getMessage());
        final IOException templates = assertThrows(IOException.class, () -> apply("orbis.boot.templates", "/none"));
        assertEquals("orbis.boot.templates = /none: there is no such folder", templates.getMessage());
        final IOException certificate = assertThrows(IOException.class, () -> apply("orbis.http.tls.port", "1",
            "orbis.http.tls.certificate", "/none.pem", "orbis.http.tls.key", "/none.key"));
        assertTrue(certificate.getMessage().startsWith("orbis.http.tls.certificate: "), certificate.getMessage());
    }

    @Test
    void shouldNameArchitecturesThatDoNotExist() {
        final ConfigurationException fault = assertThrows(
            ConfigurationException.class, () -> apply("orbis.boot.file.amiga", "x"));
        assertEquals(List.of("orbis.boot.file.amiga = x (-D): there is no such architecture"), fault.mistakes());
        assertThrows(ConfigurationException.class, () -> apply("orbis.http.tls.key", "x"));
    }

    private static String bootFile(final BootContext context, final FirmwareKind kind) {
        return context.recipe().answer(
            ClientRecord.named("a").build(), kind, Architecture.X64_UEFI, ADDRESS).bootFile();
    }

    private BootContext apply(final String... pairs) throws ConfigurationException, IOException {
        final Map<String, String> definitions = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            definitions.put(pairs[i], pairs[i + 1]);
        }
        final Network network = new Network(List.of(new NetworkLink("br0", 1, 2, ADDRESS, 24, 1500)), List.of());
        return new BootFileSetup(new ConfigurationLoader().definitions(definitions).conclude(), folder)
            .apply(new BootContext(network, new ClientDirectory()));
    }
}
