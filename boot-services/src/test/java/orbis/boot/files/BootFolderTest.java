package orbis.boot.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootFolderTest {
    @TempDir
    private Path base;
    private Path root;
    private BootFolder folder;

    @BeforeEach
    void open() throws IOException {
        root = Files.createDirectories(base.resolve("root"));
        Files.writeString(base.resolve("secret"), "secret");
        Files.createDirectories(root.resolve("EFI/Boot"));
        Files.writeString(root.resolve("EFI/Boot/x.efi"), "12345");
        folder = new BootFolder(root);
    }

    @Test
    void shouldFindFilesWithTheirSize() {
        assertEquals(5, folder.find("EFI/Boot/x.efi").length());
        assertNull(folder.find("EFI/Boot"));
        assertNull(folder.find("EFI/boot/x.efi"));
        assertNull(folder.find("missing"));
    }

    @Test
    void shouldFindFilesInAnyCase() {
        assertEquals("x.efi", folder.findAnyCase("efi/BOOT/X.EFI").path().getFileName().toString());
        assertNull(folder.findAnyCase("efi/none/X.EFI"));
        assertNull(folder.findAnyCase("efi/boot/x.efi/y"));
    }

    @Test
    void shouldNotLeadOut() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), base.resolve("secret"));
        Files.createSymbolicLink(root.resolve("up"), base);
        Files.createSymbolicLink(root.resolve("in"), root.resolve("EFI"));

        assertNull(folder.find("../secret"));
        assertNull(folder.find("out"));
        assertNull(folder.find("up/secret"));
        assertNull(folder.findAnyCase("UP/secret"));
        assertNull(folder.findAnyCase("OUT"));
        assertEquals(List.of(), folder.list("up"));
        assertEquals(5, folder.find("in/Boot/x.efi").length());
        assertEquals(5, folder.findAnyCase("IN/boot/x.efi").length());
    }

    @Test
    void shouldSeeFilesThatComeAndGo() throws IOException {
        assertNull(folder.findAnyCase("Y"));
        Files.writeString(root.resolve("y"), "1");
        assertNotNull(folder.findAnyCase("Y"));
        assertEquals(List.of("EFI", "y"), folder.list(""));
        Files.delete(root.resolve("y"));
        assertNull(folder.findAnyCase("Y"));
    }

    @Test
    void shouldTakeNamesAsBytesOfUtf8() throws IOException {
        Files.writeString(root.resolve("ünï"), "1");
        final String asked = new String("ünï".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertNotNull(folder.find(asked));
        assertNotNull(folder.findAnyCase(asked));
        assertNull(folder.find("a\0b"));
    }

    @Test
    void shouldNotOpenWhatIsNoFolder() {
        assertThrows(IOException.class, () -> new BootFolder(base.resolve("secret")));
        assertThrows(IOException.class, () -> new BootFolder(base.resolve("none")));
    }
}
