package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import orbis.sys.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockDeviceStoreTest extends StoreContractTest {
    private Path file;
    private LoopDevice device;

    @Override
    BlockStore openStore() throws IOException {
        file = folder.resolve("device.img");
        device = new LoopDevice(file, 64 * MIB, blockSize());
        return Stores.open(new StoreOptions(device.path(), 0));
    }

    int blockSize() {
        return 512;
    }

    @AfterEach
    void detach() throws IOException {
        store.close();
        store = null;
        device.close();
    }

    @Test
    void shouldHaveTheSizesOfTheDevice() {
        assertEquals(64 * MIB, store.size());
        assertEquals(blockSize(), store.logicalBlockSize());
        assertTrue(store.physicalBlockSize() >= blockSize());
        assertTrue(store.canDiscard());
    }

    @Test
    void shouldReachTheMediumPastThePageCache() throws IOException {
        write(MIB, 4096, 'x');
        store.flush(this, 0);
        assertEquals(0, result());
        assertEquals("4096", Commands.run("sh", "-c",
            "dd if=" + file + " bs=4096 skip=256 count=1 status=none | tr -cd x | wc -c"));
    }

    @Test
    void shouldGiveSpaceBack() throws IOException {
        write(0, 2 * MIB, 1);
        store.discard(0, 2 * MIB, this, 0);
        assertEquals(0, result());
        assertEquals("0", Commands.run("stat", "-c", "%b", file.toString()));
    }

    @Test
    void shouldTakeTheSizeThatTheDeviceGrewTo() throws IOException {
        Commands.run("truncate", "-s", "128M", file.toString());
        Commands.run("losetup", "--set-capacity", device.path());
        store.resize(128 * MIB, this, 0);
        assertEquals(0, result());
        assertEquals(128 * MIB, store.size());
        store.resize(256 * MIB, this, 0);
        assertEquals(-Errno.EINVAL, result());
    }

    @Test
    void shouldFailWhenTheMediumFails() throws IOException {
        Commands.run("truncate", "-s", "1M", file.toString());
        assertEquals(-Errno.EIO, filling(2 * MIB, 4096));
    }

    @Test
    void shouldBeOpenedOnce() {
        final String message = assertThrows(IOException.class,
            () -> Stores.open(new StoreOptions(device.path(), 0))).getMessage();
        assertEquals(device.path() + " is in use by another server", message);
    }
}
