package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import orbis.sys.Slab;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IoVectorsTest {
    private final Slab memory = new Slab(IoVectors.LENGTH);
    private final IoVectors vectors = new IoVectors(memory.address());

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void shouldLayOutVectorsAsTheKernelReadsThem() {
        vectors.add(0x1000, 48);
        vectors.add(0x2000, 512);
        assertEquals(2, vectors.count());
        assertEquals(560, vectors.bytes());
        assertEquals(0x1000, UnsafeApi.getLong(memory.address()));
        assertEquals(48, UnsafeApi.getLong(memory.address() + 8));
        assertEquals(0x2000, UnsafeApi.getLong(memory.address() + 16));
        assertEquals(512, UnsafeApi.getLong(memory.address() + 24));
    }

    @Test
    void shouldJoinNeighboursInMemory() {
        vectors.add(0x1000, 48);
        vectors.add(0x1030, 16);
        assertEquals(1, vectors.count());
        assertEquals(64, UnsafeApi.getLong(memory.address() + 8));
    }

    @Test
    void shouldRefuseMoreThanFit() {
        for (int i = 0; i < IoVectors.CAPACITY; i++) {
            vectors.add(0x10000L * (i + 1), 1);
        }
        assertEquals(0, vectors.remaining());
        assertThrows(IllegalStateException.class, () -> vectors.add(1, 1));
        vectors.clear();
        assertEquals(IoVectors.CAPACITY, vectors.remaining());
        assertEquals(0, vectors.bytes());
    }

    @Test
    void shouldTakeWhatWasSentOffTheFront() {
        vectors.add(0x1000, 48);
        vectors.add(0x2000, 512);
        vectors.add(0x3000, 4);
        assertFalse(vectors.sent(10));
        assertEquals(memory.address(), vectors.unsent());
        assertEquals(0x100a, UnsafeApi.getLong(vectors.unsent()));
        assertEquals(38, UnsafeApi.getLong(vectors.unsent() + 8));
        assertFalse(vectors.sent(38 + 500));
        assertEquals(2, vectors.unsentCount());
        assertEquals(0x2000 + 500, UnsafeApi.getLong(vectors.unsent()));
        assertTrue(vectors.sent(16));
        assertEquals(0, vectors.unsentCount());
    }

    @Test
    void shouldLayOutVectorsOfFilesWithDescriptorAndPosition() {
        assertFalse(vectors.ofFiles());
        vectors.add(0x1000, 48);
        vectors.addFile(7, 0x5_0000_1030L, 65536);
        vectors.add(0x5_0001_1030L, 4);
        assertTrue(vectors.ofFiles());
        assertEquals(3, vectors.count());
        assertEquals(65588, vectors.bytes());
        assertEquals(0x5_0000_1030L, UnsafeApi.getLong(memory.address() + 16));
        assertEquals(0x8000_0007_0001_0000L, UnsafeApi.getLong(memory.address() + 24));
        assertFalse(vectors.sent(48 + 65535));
        assertEquals(0x5_0001_102fL, UnsafeApi.getLong(vectors.unsent()));
        assertEquals(0x8000_0007_0000_0001L, UnsafeApi.getLong(vectors.unsent() + 8));
        assertTrue(vectors.sent(5));
        vectors.clear();
        assertFalse(vectors.ofFiles());
    }

    @Test
    void shouldTouchNoMemoryAfterItsSocketClosed() {
        vectors.close();
        assertThrows(IllegalStateException.class, () -> vectors.add(0x1000, 1));
        vectors.clear();
        assertThrows(IllegalStateException.class, () -> vectors.add(0x1000, 1));
    }
}
