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

    @Test
    void shouldKeepWhoseTheFileIs() throws IOException {
        assertEquals(0, Files.getAttribute(folder, "unix:uid"), "only root can give a file to others");
        final Path path = Files.write(folder.resolve("p"), List.of("a = 1"));
        Files.setAttribute(path, "unix:uid", 4711);
        Files.setAttribute(path, "unix:gid", 4712);
        PropertiesEditor.set(path, Map.of("a", "2"));
        assertEquals(List.of("a = 2"), Files.readAllLines(path));
        assertEquals(Map.of("uid", 4711, "gid", 4712), Files.readAttributes(path, "unix:uid,gid"));
    }

    @Test
    void shouldChangeTheFileThatALinkLeadsTo() throws IOException {
        final Path path = Files.write(Files.createDirectory(folder.resolve("there")).resolve("p"), List.of("a = 1"));
        final Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("there/p"));
        PropertiesEditor.set(link, Map.of("a", "2"));
        assertEquals(List.of("a = 2"), Files.readAllLines(path));
        assertEquals(Path.of("there/p"), Files.readSymbolicLink(link));
    }

    @Test
    void shouldTakeNoFileThatAnotherLeftForItsOwn() throws IOException {
        final Path path = Files.write(folder.resolve("p"), List.of("a = 1"));
        final Path trap = Files.write(folder.resolve("trap"), List.of("trap"));
        Files.createSymbolicLink(folder.resolve("p.new"), trap);
        PropertiesEditor.set(path, Map.of("a", "2"));
        assertEquals(List.of("a = 2"), Files.readAllLines(path));
        assertEquals(List.of("trap"), Files.readAllLines(trap));
    }

    @Test
    void shouldEndLinesAsTheFileDoes() throws IOException {
        final Path path = Files.writeString(folder.resolve("p"), "a = 1\r\n# mine\r\n");
        PropertiesEditor.set(path, Map.of("b", "2"));
        assertEquals("a = 1\r\n# mine\r\nb = 2\r\n", Files.readString(path));
    }
}
