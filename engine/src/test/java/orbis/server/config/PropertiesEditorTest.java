package orbis.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesEditorTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSetKeysInPlaceAndLeaveAllElseAsItStands() throws IOException {
        final Path path = Files.write(folder.resolve("p"), List.of("# mine", "a.b=1", "", "  a.bc : 2",
            "long = one, \\", "  two, \\", "  three", "last 3"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        final Map<String, String> values = new LinkedHashMap<>();
        values.put("a.bc", "22");
        values.put("long", "short");
        values.put("last", "33");
        values.put("new", "back\\slash");
        PropertiesEditor.set(path, values);
        assertEquals(List.of("# mine", "a.b=1", "", "a.bc = 22", "long = short", "last = 33",
            "new = back\\\\slash"), Files.readAllLines(path));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
}
