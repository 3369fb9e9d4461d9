package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskKeyTest {
    @TempDir
    private Path folder;
    private Path file;
    private Path disk;

    @BeforeEach
    void name() {
        file = folder.resolve("disk.key");
        disk = folder.resolve("disk.img");
    }

    private String refusal() {
        return assertThrows(IOException.class, () -> DiskKey.open(file, disk)).getMessage();
    }

    @Test
    void shouldMakeAKeyThatOnlyItsOwnerMayRead() throws IOException {
        final byte[] key = DiskKey.open(file, disk).bytes();
        assertEquals(XtsCipher.KEY_LENGTH, key.length);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertArrayEquals(key, DiskKey.open(file, disk).bytes());
    }

    @Test
    void shouldMakeAnotherKeyForEachDisk() throws IOException {
        assertFalse(Arrays.equals(
            DiskKey.open(file, disk).bytes(), DiskKey.open(folder.resolve("other.key"), disk).bytes()));
        assertFalse(Arrays.equals(DiskKey.inMemory().bytes(), DiskKey.inMemory().bytes()));
    }

    @Test
    void shouldMakeNoKeyForADiskWithData() throws IOException {
        Files.write(disk, new byte[] {0, 0, 1});
        assertTrue(refusal().contains("there is no key " + file), refusal());
        assertFalse(Files.exists(file));
        Files.write(disk, new byte[4096]);
        assertEquals(XtsCipher.KEY_LENGTH, DiskKey.open(file, disk).bytes().length);
    }

    @Test
    void shouldRefuseAKeyThatOthersMayRead() throws IOException {
        DiskKey.open(file, disk);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(refusal().contains("chmod 600"), refusal());
    }

    @Test
    void shouldRefuseWhatIsNoKey() throws IOException {
        DiskKey.open(file, disk);
        for (final String text : new String[] {"", "00", "x".repeat(128), "0".repeat(130)}) {
            Files.writeString(file, text);
            assertTrue(refusal().contains("has no key"), refusal());
        }
    }

    @Test
    void shouldForgetAKeyForGood() throws IOException {
        final DiskKey key = DiskKey.open(file, disk);
        final byte[] before = key.bytes();
        assertEquals(0, key.forget());
        assertFalse(Arrays.equals(before, key.bytes()));
        assertArrayEquals(key.bytes(), DiskKey.open(file, disk).bytes());
    }
}
