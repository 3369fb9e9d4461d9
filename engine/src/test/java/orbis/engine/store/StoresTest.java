package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {
    @TempDir
    private Path folder;

    @Test
    void shouldSayWhatIsWrongWithAPath() throws IOException {
        final Path missing = folder.resolve("missing");
        assertEquals("cannot open " + missing + ": No such file or directory", refusal(new StoreOptions(
            missing.toString(), 0)));
        assertFalse(Files.exists(missing));
        assertEquals("cannot open " + missing + "/a: No such file or directory", refusal(new StoreOptions(
            missing + "/a", 1 << 20)));
        assertEquals("/dev/zero is neither a regular file nor a block device", refusal(new StoreOptions(
            "/dev/zero", 0)));
        final Path empty = Files.createFile(folder.resolve("empty"));
        assertEquals(empty + " is empty: no disk of 0 blocks", refusal(new StoreOptions(empty.toString(), 0)));
    }

    @Test
    void shouldLeaveNoFileThatCannotBeMadeLargeEnough() {
        final Path file = folder.resolve("large");
        assertEquals("cannot make " + file + " " + (1L << 62) + " bytes large: File too large",
            refusal(new StoreOptions(file.toString(), 1L << 62)));
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldKeepTheSizeOfAFileThatExists() throws IOException {
        final Path file = Files.write(folder.resolve("file"), new byte[10_000]);
        try (BlockStore store = Stores.open(new StoreOptions(file.toString(), 1 << 20, 4096, false, false))) {
            assertEquals(8192, store.size(), "whole blocks");
        }
        assertEquals(10_000, Files.size(file));
    }

    @Test
    void shouldLetNoTwoServersWriteToOneFile() throws IOException {
        final Path file = Files.write(folder.resolve("file"), new byte[4096]);
        final StoreOptions reading = new StoreOptions(file.toString(), 0, 0, true, false);
        final StoreOptions writing = new StoreOptions(file.toString(), 0);
        try (BlockStore first = Stores.open(reading); BlockStore second = Stores.open(reading)) {
            assertTrue(first.readOnly() && second.readOnly());
            assertEquals(file + " is in use by another server", refusal(writing));
        }
        Stores.open(writing).close();
    }

    @Test
    void shouldRefuseSizesThatAreNotWholeBlocks() {
        assertThrows(IllegalArgumentException.class, () -> new StoreOptions("a", 1000));
        assertThrows(IllegalArgumentException.class, () -> new StoreOptions("a", 512, 4096, false, false));
        assertThrows(IllegalArgumentException.class, () -> new StoreOptions("a", 8192, 1024, false, false));
        assertThrows(IllegalArgumentException.class, () -> new StoreOptions("a", -512));
    }

    private static String refusal(final StoreOptions options) {
        return assertThrows(IOException.class, () -> Stores.open(options)).getMessage();
    }
}
