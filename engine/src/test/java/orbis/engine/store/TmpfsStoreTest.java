package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.UnsafeApi;
import orbis.sys.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a file system that can punch holes but not zero ranges, and that fills up. */
class TmpfsStoreTest extends StoreContractTest {
    private Path mount;

    @Override
    BlockStore openStore() throws IOException {
        mount = java.nio.file.Files.createDirectory(folder.resolve("mount"));
        Commands.run("mount", "-t", "tmpfs", "-o", "size=16m", "orbis-test", mount.toString());
        return Stores.open(new StoreOptions(mount.resolve("disk.img").toString(), 1L << 30));
    }

    @AfterEach
    void unmount() throws IOException {
        store.close();
        store = null;
        Commands.run("umount", mount.toString());
    }

    @Test
    void shouldLetItsBytesBeSentFromWhereTheyAre() {
        write(8192, 8192, 5);
        assertEquals(5, UnsafeApi.getByte(store.mapped(8192 + 512, 4096)));
        assertEquals(5, UnsafeApi.getByte(store.mapped(16383, 1)));
        assertTrue(store.file(8192, 8192) >= 0);
    }

    @Test
    void shouldAllocateNothingWhereHolesAreRead() {
        write(0, 4096, 5);
        assertEquals(0, store.mapped(4096, 4096));
        assertEquals(0, store.mapped(0, 8192));
        write(4096, 4096, 6);
        assertEquals(6, UnsafeApi.getByte(store.mapped(0, 8192) + 4096));
        store.discard(0, 4096, this, 0);
        assertEquals(0, store.mapped(4096, 4096), "not while holes are made");
        assertEquals(0, result());
        assertEquals(0, store.mapped(0, 8192));
        assertEquals(6, UnsafeApi.getByte(store.mapped(4096, 4096)));
    }

    @Test
    void shouldSendZeroesThatKeepTheirSpaceFromWhereTheyAreToo() {
        write(0, 8192, 5);
        store.zero(0, 8192, false, this, 0);
        assertEquals(0, result());
        assertEquals(0, UnsafeApi.getByte(store.mapped(0, 8192) + 4096));
    }

    @Test
    void shouldNotSendWhatWasAllocatedAndNeverWritten() throws IOException {
        Commands.run("fallocate", "--length", "8192", mount.resolve("disk.img").toString());
        write(0, 4096, 5);
        assertNotEquals(0, store.mapped(0, 4096));
        assertEquals(0, store.mapped(0, 8192));
    }

    @Test
    void shouldReadWhatIsMissingSinceTheFileWasShortenedSoThatItFails() throws IOException {
        write(0, 16384, 5);
        assertNotEquals(0, store.mapped(8192, 8192));
        try (FileChannel file = FileChannel.open(mount.resolve("disk.img"), StandardOpenOption.WRITE)) {
            file.truncate(10_000);
        }
        assertEquals(0, store.mapped(8192, 8192));
        assertEquals(BlockStore.NO_FILE, store.file(4096, 8192));
        assertTrue(store.file(0, 8192) >= 0);
    }

    @Test
    void shouldNotBeMappedWhereItHasGrown() {
        store.resize(store.size() + MIB, this, 0);
        assertEquals(0, result());
        write(store.size() - MIB, 8192, 5);
        assertEquals(0, store.mapped(store.size() - MIB, 8192));
        assertTrue(store.file(store.size() - MIB, 8192) >= 0);
    }

    @Test
    void shouldLookAtNoMoreThanSomePagesOfDataAtOnce() {
        for (int position = 0; position < 12 * MIB; position += 2 * MIB) {
            write(position, 2 * MIB, 1);
        }
        assertEquals("data " + 8 * MIB, extents(0, store.size(), 4));
        assertEquals("data " + 8 * MIB, extents(0, store.size(), 1));
        final long rest = store.size() - 12 * MIB;
        assertEquals("data " + 4 * MIB + " hole " + rest, extents(8 * MIB, store.size() - 8 * MIB, 4));
    }

    @Test
    void shouldTellWhenThereIsNoSpaceLeftAndServeOn() {
        int position = 0;
        while (write(position, 2 * MIB, 1) == 2 * MIB) {
            position += 2 * MIB;
        }
        assertEquals(16 * MIB, position);
        assertEquals(-Errno.ENOSPC, write(position, 2 * MIB, 1));
        assertEquals(1, filling(0, MIB));
        store.zero(position, MIB, false, this, 0);
        assertEquals(-Errno.ENOSPC, result());
        store.discard(0, 2 * MIB, this, 0);
        assertEquals(0, result());
        assertEquals(2 * MIB, write(position, 2 * MIB, 1));
    }
}
