package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.agrona.UnsafeApi;
import orbis.sys.RawIo;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContractTest {
    @Override
    BlockStore openStore() throws IOException {
        return Stores.open(new StoreOptions(StoreOptions.MEMORY, 64 * MIB));
    }

    private String extents(final long position, final long length) {
        final ExtentList list = new ExtentList(8);
        store.extents(position, length, list, this, 0);
        assertEquals(0, result());
        final StringBuilder told = new StringBuilder();
        for (int i = 0; i < list.count(); i++) {
            told.append(list.hole(i) ? "hole " : "data ").append(list.length(i)).append(' ');
        }
        return told.toString().strip();
    }

    @Test
    void shouldTellWhichPagesHaveSpaceOfTheirOwn() {
        assertEquals("hole " + store.size(), extents(0, store.size()));
        write(4096 + 512, 4096, 1);
        assertEquals("hole 4096 data 8192 hole 4096", extents(0, 16384));
        assertEquals("data 7680", extents(4096 + 512, 7680));
        write(store.size() - 512, 512, 1);
        assertEquals("hole 4096 data 4096", extents(store.size() - 8192, 8192));
    }

    @Test
    void shouldGiveWholePagesBackUnlessTheyMustKeepTheirSpace() {
        write(0, 32768, 1);
        store.discard(512, 16384, this, 0);
        assertEquals(0, result());
        assertEquals("data 4096 hole 12288 data 16384", extents(0, 32768));
        store.zero(4096, 4096, false, this, 0);
        assertEquals(0, result());
        assertEquals("data 8192 hole 8192 data 16384", extents(0, 32768));
        store.zero(0, 32768, true, this, 0);
        assertEquals(0, result());
        assertEquals("hole 32768", extents(0, 32768));
    }

    @Test
    void shouldLetItsBytesBeSentWithoutACopy() {
        write(4096, 4096, 6);
        assertEquals(6, UnsafeApi.getByte(store.mapped(4096, 4096)));
        assertEquals(6, UnsafeApi.getByte(store.mapped(8191, 1)));
    }

    @Test
    void shouldGiveNoSpaceToWhatIsOnlyRead() {
        write(8192, 4096, 6);
        assertEquals(0, store.mapped(4096, 4096));
        assertEquals(0, store.mapped(4096 + 512, 8192));
        UnsafeApi.setMemory(memory.address(), 16384, (byte) 9);
        store.read(4096 + 512, memory.address(), 12288, this, 0);
        assertEquals(12288, result());
        assertEquals(0, UnsafeApi.getByte(memory.address() + 3583));
        assertEquals(6, UnsafeApi.getByte(memory.address() + 3584));
        assertEquals(6, UnsafeApi.getByte(memory.address() + 7679));
        assertEquals(0, UnsafeApi.getByte(memory.address() + 7680));
        assertEquals(0, UnsafeApi.getByte(memory.address() + 12287));
        assertEquals(9, UnsafeApi.getByte(memory.address() + 12288));
        assertEquals("hole 8192 data 4096 hole 4096", extents(0, 16384));
    }

    @Test
    void shouldLetItsBytesBeSentAsAFile() {
        write(4096, 4096, 6);
        assertEquals(4096, RawIo.read(store.file(4096, 4096), memory.address(), 4096, 4096, 0));
        assertEquals(6, UnsafeApi.getByte(memory.address()));
    }
}
