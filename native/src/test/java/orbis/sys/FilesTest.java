package orbis.sys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;
    private String path;
    private int fd;

    @BeforeEach
    void open() {
        path = folder.resolve("file").toString();
        fd = Files.open(path, Files.O_RDWR | Files.O_CREAT | Files.O_EXCL);
        assertTrue(fd > 2);
    }

    @AfterEach
    void close() {
        Files.close(fd);
    }

    @Test
    void shouldTellWhatAFileIs() {
        assertEquals(0, Files.truncate(fd, 5L << 40));
        final FileStatus status = Files.status(fd);
        assertTrue(status.regular());
        assertFalse(status.blockDevice());
        assertEquals(5L << 40, status.size());
        assertEquals(0, status.allocated());
        assertNull(Files.status(-1));
    }

    @Test
    void shouldGiveErrorsAsNegatedNumbers() {
        assertEquals(-Errno.ENOENT, Files.open(folder.resolve("none").toString(), Files.O_RDONLY));
        assertEquals(-Errno.EBADF, Files.close(-1));
        assertEquals(-Errno.EINVAL, Files.truncate(fd, -1));
        assertEquals("No such file or directory", Errno.message(Errno.ENOENT));
    }

    @Test
    void shouldReadWhatWasWrittenAtAPosition() {
        try (Slab slab = new Slab(2 * Slab.PAGE)) {
            UnsafeApi.setMemory(slab.address(), 100, (byte) 7);
            assertEquals(100, RawIo.write(fd, slab.address(), 100, 3L << 32, 0));
            assertEquals(50, RawIo.write(fd, slab.address(), 50, (3L << 32) + 100, RawIo.RWF_DSYNC));
            assertEquals(150, RawIo.read(fd, slab.address() + Slab.PAGE, 4000, 3L << 32, 0));
            assertEquals(7, UnsafeApi.getByte(slab.address() + Slab.PAGE + 149));
            assertEquals(0, RawIo.read(fd, slab.address(), 1, 4L << 32, 0));
            assertEquals(0, RawIo.sync(fd));
            assertEquals(-Errno.EBADF, RawIo.read(-1, slab.address(), 1, 0, 0));
            assertEquals(-Errno.EBADF, RawIo.write(-1, slab.address(), 1, 0, RawIo.RWF_DSYNC));
            assertEquals(-Errno.EBADF, RawIo.sync(-1));
        }
    }

    @Test
    void shouldTellHolesFromData() {
        try (Slab slab = new Slab(MIB)) {
            Files.truncate(fd, 4 * MIB);
            assertEquals(MIB, RawIo.write(fd, slab.address(), MIB, MIB, 0));
            assertEquals(MIB, Files.seekData(fd, 0));
            assertEquals(2 * MIB, Files.seekHole(fd, MIB));
            assertEquals(-Errno.ENXIO, Files.seekData(fd, 2 * MIB));
            assertEquals(0, RawIo.allocate(fd, Files.FALLOC_FL_KEEP_SIZE | Files.FALLOC_FL_PUNCH_HOLE, MIB, MIB));
            assertEquals(-Errno.ENXIO, Files.seekData(fd, 0));
            assertEquals(-Errno.EBADF, RawIo.allocate(-1, 0, 0, 1));
        }
    }

    @Test
    void shouldLockAFileOnce() {
        final int other = Files.open(path, Files.O_RDWR);
        assertEquals(0, Files.lock(fd, true));
        assertEquals(-Errno.EAGAIN, Files.lock(other, true));
        assertEquals(-Errno.EAGAIN, Files.lock(other, false));
        Files.close(fd);
        assertEquals(0, Files.lock(other, true));
        fd = other;
    }

    @Test
    void shouldRefuseIoctlsOfDevicesOnAFile() {
        assertEquals(-Errno.ENOTTY, BlockDevices.size(fd));
        assertEquals(-Errno.ENOTTY, BlockDevices.logicalBlockSize(fd));
        assertEquals(-Errno.ENOTTY, BlockDevices.physicalBlockSize(fd));
        assertEquals(-Errno.ENOTTY, BlockDevices.readOnly(fd));
        assertEquals(-Errno.ENOTTY, BlockDevices.discard(fd, 0, 512));
        assertEquals(-Errno.ENOTTY, BlockDevices.zero(fd, 0, 512));
    }
}
