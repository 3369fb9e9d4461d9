package orbis.server.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;
    private final List<String> mistakes = new ArrayList<>();

    private Secrets read(final String permissions, final String... lines) throws IOException {
        final Path path = Files.write(folder.resolve("secrets"), List.of(lines));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        return Secrets.read(path, mistakes);
    }

    @Test
    void shouldTakeTheFirstRuleThatMatches() throws IOException {
        final Secrets secrets = read("rw-------", "# comment", "", "iqn.a:x  one first-secret-1",
            "iqn.a:* two second-secret orbis target-secret", "discovery three third-secret-3");
        assertEquals(List.of(), mistakes);
        assertEquals("one", secrets.forTarget("t", "iqn.a:x").name());
        assertArrayEquals("first-secret-1".getBytes(), secrets.forTarget("t", "iqn.a:x").secret());
        assertFalse(secrets.forTarget("t", "iqn.a:x").mutual());
        assertTrue(secrets.forTarget("t", "iqn.a:y").mutual());
        assertEquals("orbis", secrets.forTarget("t", "iqn.a:y").targetName());
        assertNull(secrets.forTarget("t", "iqn.b:x"));
        assertEquals("three", secrets.forDiscovery("iqn.b:x").name());
    }

    @Test
    void shouldAskNobodyForWhatNoRuleNames() throws IOException {
        assertNull(read("rw-------", "iqn.a:x one first-secret-1").forDiscovery("iqn.a:x"));
    }

    @Test
    void shouldRefuseAFileThatOthersMayRead() throws IOException {
        read("rw-r-----");
        assertEquals(1, mistakes.size());
        assertTrue(mistakes.get(0).contains("chmod 600"), mistakes.get(0));
    }

    @Test
    void shouldNameTheLineOfAMistakeAndNeverASecret() throws IOException {
        read("rw-------", "iqn.a:x one short-one", "iqn.a:x one", "iqn.a:x one same-secret-1 t same-secret-1");
        assertEquals(3, mistakes.size());
        assertTrue(mistakes.get(0).contains("secrets:1: a secret has 9 characters, not 12 to 255"), mistakes.get(0));
        assertTrue(mistakes.get(1).contains("secrets:2: has 2 words"), mistakes.get(1));
        assertTrue(mistakes.get(2).contains("secrets:3: both sides have the same secret"), mistakes.get(2));
        assertFalse(mistakes.toString().contains("short-one") || mistakes.toString().contains("same-secret-1"));
    }

    @Test
    void shouldNameAFileThatIsMissing() {
        Secrets.read(folder.resolve("missing"), mistakes);
        assertEquals(List.of("orbis.iscsi.secrets = " + folder.resolve("missing") + ": there is no such file"),
            mistakes);
    }
}
