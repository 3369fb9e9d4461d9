package orbis.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class ConfigurationOptionsTest {
    @Test
    void shouldGiveOptionsThatAShellTakesAsTheyWereMeant() {
        final ConfigurationOptions options = new ConfigurationOptions();
        assertEquals(" -c /etc/orbis_1/a-b.properties", options.again(Path.of("/etc/orbis_1/a-b.properties")));
        assertEquals(" -c 'my disks/it'\\''s.properties'", options.again(Path.of("my disks/it's.properties")));
        assertEquals("", options.again(null));
    }
}
