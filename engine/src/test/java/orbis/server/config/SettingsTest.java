package orbis.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void shouldHaveDefaultsThatTheirOwnTypesTake() {
        for (final Setting<?> setting : Settings.all()) {
            if (setting.defaultText() != null) {
                assertDefault(setting);
            }
        }
    }

    private static <T> void assertDefault(final Setting<T> setting) {
        final T value = setting.type().parse(setting.defaultText());
        assertEquals(value, setting.type().parse(setting.type().write(value)), setting.key());
    }

    @Test
    void shouldHaveEachKeyOnceAndAMeaningForEach() {
        final Set<String> keys = new HashSet<>();
        for (final Setting<?> setting : Settings.all()) {
            assertTrue(setting.key().startsWith("orbis."), setting.key());
            assertTrue(keys.add(setting.key()), setting.key());
            assertFalse(setting.meaning().isBlank(), setting.key());
            assertTrue(setting.meaning().endsWith("."), setting.key());
        }
        assertTrue(keys.size() > 40);
    }

    @Test
    void shouldMatchThePageInTheDocs() throws IOException {
        final List<String> written = ConfigurationPage.write().lines().toList();
        final List<String> kept = Files.readAllLines(Path.of("docs", "CONFIGURATION.md"));
        for (int i = 0; i < Math.max(written.size(), kept.size()); i++) {
            assertEquals(i < written.size() ? written.get(i) : "", i < kept.size() ? kept.get(i) : "",
                "run ./orbis config --page > engine/docs/CONFIGURATION.md");
        }
    }

    @Test
    void shouldReadAndWriteSizes() {
        assertEquals(512, Units.size("512"));
        assertEquals(64 << 10, Units.size("64k"));
        assertEquals(3L << 40, Units.size("3T"));
        assertEquals("1536m", Units.size(3L << 29));
        assertEquals("0", Units.size(0));
        for (final String wrong : new String[] {"", "k", "1x", "1.5g", "-1", "9999999t", "99999999999999999999"}) {
            assertThrows(IllegalArgumentException.class, () -> Units.size(wrong), wrong);
        }
    }

    @Test
    void shouldReadAndWriteDurations() {
        assertEquals(50_000, Units.durationNs("50us"));
        assertEquals(12L * 3600 * 1_000_000_000, Units.durationNs("12h"));
        assertEquals("90s", Units.duration(90_000_000_000L));
        assertEquals("2m", Units.duration(120_000_000_000L));
        assertEquals(0, Units.durationNs("0"));
        for (final String wrong : new String[] {"", "5", "s", "1d", "-1s", "9999999999999h"}) {
            assertThrows(IllegalArgumentException.class, () -> Units.durationNs(wrong), wrong);
        }
    }
}
