package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class EncryptedStoreTest extends StoreContractTest {
    private Path file;
    private Path key;

    @Override
    BlockStore openStore() throws IOException {
        file = folder.resolve("disk.img");
        key = folder.resolve("disk.key");
        return new EncryptedStore(Stores.open(new StoreOptions(file.toString(), 64 * MIB)), DiskKey.open(key, file));
    }

    private byte[] below(final long position, final int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(position);
            return in.readNBytes(length);
        }
    }

    @Test
    void shouldWriteNothingInTheClear() throws IOException {
        write(4096, 4096, 'a');
        final byte[] first = below(4096, 512);
        assertNotEquals('a', first[0]);
        assertFalse(java.util.Arrays.equals(first, below(4096 + 512, 512)), "the same bytes twice");
        assertEquals('a', filling(4096, 4096));
        assertArrayEquals(new byte[4096], below(0, 4096));
    }

    @Test
    void shouldLetNoBytesBeSentAsTheyAreBelow() throws IOException {
        final MemoryStore inMemory = new MemoryStore(MIB, 512);
        try (BlockStore encrypted = new EncryptedStore(inMemory, DiskKey.open(key, file))) {
            encrypted.bind(engine);
            encrypted.write(0, memory.address(), 4096, false, this, 0);
            assertEquals(4096, result());
            assertNotEquals(0, inMemory.mapped(0, 4096));
            assertEquals(0, encrypted.mapped(0, 4096));
            assertEquals(BlockStore.NO_FILE, encrypted.file(0, 4096));
        }
    }

    @Test
    void shouldLeaveWhatIsWrittenAsItWas() {
        write(0, MIB, 'b');
        assertEquals('b', UnsafeApi.getByte(memory.address()));
        assertEquals('b', UnsafeApi.getByte(memory.address() + MIB - 1));
    }

    @Test
    void shouldReadTheSameWhenOpenedAgain() throws IOException {
        write(8192, 2 * MIB, 'c');
        store.close();
        store = openStore();
        store.bind(engine);
        assertEquals('c', filling(8192, 2 * MIB));
    }

    @Test
    void shouldEndAllWritesThoughMoreComeThanItHasMemoryFor() {
        UnsafeApi.setMemory(memory.address(), MIB, (byte) 'd');
        for (int i = 0; i < 40; i++) {
            store.write((long) i * MIB, memory.address(), MIB, false, this, i);
        }
        while (ended < 40) {
            assertEquals(MIB, result());
        }
        for (int i = 0; i < 40; i++) {
            assertEquals('d', filling((long) i * MIB, MIB));
        }
    }

    @Test
    void shouldMakeAllUnreadableByForgettingTheKey() throws IOException {
        write(0, 4096, 'e');
        final String before = Files.readString(key);
        assertTrue(store.canForgetKey());
        store.forgetKey(this, 0);
        assertEquals(0, result());
        assertNotEquals(before, Files.readString(key));
        assertEquals(before.length(), Files.size(key));
        assertEquals(-1, filling(0, 4096));
        assertEquals(0, filling(MIB, 4096));
        write(0, 4096, 'f');
        shouldReadTheSameWhenOpenedAgain();
        assertEquals('f', filling(0, 4096));
    }

    @Test
    void shouldKeepTheKeyWhenAnotherCannotBeWritten() throws IOException {
        write(0, 4096, 'g');
        Files.delete(key);
        store.forgetKey(this, 0);
        assertTrue(result() < 0);
        assertEquals('g', filling(0, 4096));
    }
}
