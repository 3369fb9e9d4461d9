package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContractTest {
    @Override
    BlockStore openStore() throws IOException {
        return Stores.open(new StoreOptions(StoreOptions.MEMORY, 64 * MIB));
    }

    @Test
    void shouldLetItsBytesBeSentWithoutACopy() {
        write(4096, 4096, 6);
        assertEquals(6, UnsafeApi.getByte(store.mapped(4096, 4096)));
        assertEquals(6, UnsafeApi.getByte(store.mapped(8191, 1)));
    }
}
