package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LargeBlockDeviceStoreTest extends BlockDeviceStoreTest {
    @Override
    int blockSize() {
        return 4096;
    }

    @Test
    void shouldRefuseSmallerBlocksThanTheDeviceHas() throws IOException {
        final Path other = folder.resolve("other.img");
        try (LoopDevice device = new LoopDevice(other, MIB, 4096)) {
            final String message = assertThrows(IOException.class,
                () -> Stores.open(new StoreOptions(device.path(), 0, 512, false, false))).getMessage();
            assertEquals(device.path() + " has blocks of 4096 bytes: a disk on it cannot have blocks of 512", message);
        }
    }
}
