package orbis.engine.store;

import java.io.IOException;

class DirectFileStoreTest extends StoreContractTest {
    @Override
    BlockStore openStore() throws IOException {
        engine.register(memory.address(), memory.length());
        return Stores.open(new StoreOptions(folder.resolve("disk.img").toString(), 1L << 30, 512, false, true));
    }
}
