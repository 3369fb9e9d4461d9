package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
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
