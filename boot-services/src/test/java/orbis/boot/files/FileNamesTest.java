package orbis.boot.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "EFI/x.efi", "/EFI/x.efi", "\\EFI\\x.efi", "//EFI//x.efi", "./EFI/./x.efi", "\\/EFI\\/x.efi/"})
    void shouldMakeOneNameOfMany(final String asked) {
        assertEquals("EFI/x.efi", FileNames.normal(asked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ".", "..", "a/../b", "..\\a", "a\nb", "a\u007f"})
    void shouldNameNothing(final String asked) {
        assertNull(FileNames.normal(asked));
    }

    @Test
    void shouldTakeNamesApart() {
        assertEquals("c", FileNames.base("a/b/c"));
        assertEquals("c", FileNames.base("c"));
        assertEquals("a/b", FileNames.folder("a/b/c"));
        assertEquals("", FileNames.folder("c"));
    }

    @Test
    void shouldPrintGarbage() {
        assertEquals("a?[b?", FileNames.printable("a\u001b[b\u00ff"));
        assertEquals(120, FileNames.printable("x".repeat(500)).length());
    }
}
