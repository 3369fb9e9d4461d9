package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
    @Test
    void shouldBeAvailableOnTheMachineThatItWasBuiltOn() {
        assertNull(NativeLibrary.unavailabilityCause());
        assertTrue(NativeLibrary.available());
        assertDoesNotThrow(NativeLibrary::require);
    }

    @Test
    void shouldNameResourcesAsTheCompilerOfTheMachineDoes() {
        assertEquals("/orbis/sys/linux-x86_64/liborbis.so", NativeLibrary.resource("Linux", "amd64"));
        assertEquals("/orbis/sys/linux-aarch64/liborbis.so", NativeLibrary.resource("Linux", "aarch64"));
        final String here = NativeLibrary.resource(System.getProperty("os.name"), System.getProperty("os.arch"));
        assertNotNull(NativeLibrary.class.getResource(here), here);
    }

    @Test
    void shouldLeaveNoTemporaryFileBehind() throws IOException {
        assertTrue(NativeLibrary.available());
        final String mapping = Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains("liborbis")).findFirst().orElseThrow();
        assertTrue(mapping.endsWith(".so (deleted)"), mapping);
    }
}
