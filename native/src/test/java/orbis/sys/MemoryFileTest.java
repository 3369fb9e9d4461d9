package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

class MemoryFileTest {
    @Test
    void shouldBeReadByItsDescriptorAsItIsByItsAddress() {
        try (MemoryFile file = new MemoryFile(100_000); Slab read = new Slab(Slab.PAGE)) {
            assertEquals(102_400, file.length());
            assertEquals(102_400, RawIo.size(file.fd()));
            UnsafeApi.putLong(file.address() + 8192, 42);
            assertEquals(Slab.PAGE, RawIo.read(file.fd(), read.address(), Slab.PAGE, 8192, 0));
            assertEquals(42, UnsafeApi.getLong(read.address()));
        }
    }

    @Test
    void shouldKeepItsSizeSoThatNoMappedByteIsEverMissing() {
        try (MemoryFile file = new MemoryFile(Slab.PAGE)) {
            assertEquals(-Errno.EPERM, Files.truncate(file.fd(), 0));
            assertEquals(-Errno.EPERM, Files.truncate(file.fd(), 2 * Slab.PAGE));
        }
    }

    @Test
    void shouldReadZeroesWherePagesWereGivenBack() {
        try (MemoryFile file = new MemoryFile(4 * Slab.PAGE)) {
            UnsafeApi.setMemory(file.address(), file.length(), (byte) 1);
            file.giveBack(Slab.PAGE, 2 * Slab.PAGE);
            assertEquals(1, UnsafeApi.getByte(file.address() + Slab.PAGE - 1));
            assertEquals(0, UnsafeApi.getByte(file.address() + Slab.PAGE));
            assertEquals(0, UnsafeApi.getByte(file.address() + 3 * Slab.PAGE - 1));
            assertEquals(1, UnsafeApi.getByte(file.address() + 3 * Slab.PAGE));
            assertThrows(IllegalArgumentException.class, () -> file.giveBack(1, Slab.PAGE));
            assertThrows(IllegalArgumentException.class, () -> file.giveBack(3 * Slab.PAGE, 2 * Slab.PAGE));
            assertThrows(IllegalArgumentException.class, () -> file.giveBack(0, 0));
        }
    }

    @Test
    void shouldRefuseUseAfterClose() {
        final MemoryFile file = new MemoryFile(1);
        file.close();
        assertThrows(IllegalStateException.class, file::address);
    }

    @Test
    void shouldSayWhyMemoryCannotBeMapped() {
        final String message = assertThrows(IllegalStateException.class, () -> new MemoryFile(1L << 50)).getMessage();
        assertTrue(message.endsWith("Cannot allocate memory"), message);
        assertThrows(IllegalArgumentException.class, () -> new MemoryFile(0));
    }
}
