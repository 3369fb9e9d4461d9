package orbis.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import orbis.sys.Errno;
import org.junit.jupiter.api.Test;

class SparseFileStoreTest extends StoreContractTest {
    private static final long SIZE = 5L << 40;

    private Path file;

    @Override
    BlockStore openStore() throws IOException {
        file = folder.resolve("disk.img");
        return Stores.open(new StoreOptions(file.toString(), SIZE));
    }

    @Test
    void shouldTellWhatSpaceItTakesAndWhatIsLeft() {
        final SpaceUse space = new SpaceUse();
        assertTrue(store.canTellSpace());
        store.space(space, this, 0);
        assertEquals(0, result());
        final long before = space.usedBytes();
        assertTrue(space.availableBytes() > MIB);
        write(0, MIB, 1);
        store.flush(this, 0);
        result();
        store.space(space, this, 0);
        assertEquals(0, result());
        assertTrue(space.usedBytes() - before >= MIB, space.usedBytes() + " after " + before);
    }

    @Test
    void shouldMakeAMissingFileThatTakesNoSpace() throws IOException {
        assertEquals(SIZE, store.size());
        assertEquals(SIZE, java.nio.file.Files.size(file));
        assertEquals(0, allocated());
        assertEquals(512, store.logicalBlockSize());
        assertEquals(4096, store.physicalBlockSize());
        assertTrue(store.hasVolatileCache());
        assertFalse(store.readOnly());
    }

    @Test
    void shouldTellHolesFromData() {
        assertTrue(store.canTellHoles());
        assertEquals("hole " + SIZE, extents(0, SIZE, 4));
        write(MIB, MIB, 1);
        write(4L << 40, MIB, 1);
        final long between = (4L << 40) - 2 * MIB;
        final long after = SIZE - (4L << 40) - MIB;
        assertEquals("hole 1048576 data 1048576 hole " + between + " data 1048576 hole " + after, extents(0, SIZE, 8));
        assertEquals("hole 1048576 data 1048576", extents(0, SIZE, 2), "what does not fit is left out");
        assertEquals("data 524288 hole 1048576", extents(MIB + MIB / 2, MIB + MIB / 2, 8));
        assertEquals("data 4096", extents(MIB, 4096, 8));
        assertEquals("hole 4096", extents(SIZE - 4096, 4096, 8));
    }

    @Test
    void shouldGiveSpaceBackWhenDiscardedOrZeroed() throws IOException {
        write(0, 2 * MIB, 1);
        store.flush(this, 0);
        result();
        assertTrue(allocated() >= 2 * MIB);
        store.discard(0, MIB, this, 0);
        assertEquals(0, result());
        assertTrue(allocated() <= MIB + 8192);
        store.zero(MIB, MIB, true, this, 0);
        assertEquals(0, result());
        assertTrue(allocated() <= 8192);
        assertEquals(SIZE, java.nio.file.Files.size(file));
    }

    @Test
    void shouldKeepSpaceWhenZeroedWithoutLeaveToDiscard() throws IOException {
        store.zero(0, MIB, false, this, 0);
        assertEquals(0, result());
        assertTrue(allocated() >= MIB);
    }

    @Test
    void shouldZeroHugeRangesAtOnce() throws IOException {
        write(0, MIB, 1);
        store.zero(0, SIZE, true, this, 0);
        assertEquals(0, result());
        assertEquals("hole " + SIZE, extents(0, SIZE, 4));
    }

    @Test
    void shouldFailReadsWhenTheFileWasShortened() throws IOException {
        write(MIB, MIB, 1);
        Commands.run("truncate", "-s", "1M", file.toString());
        assertEquals(-Errno.ENODATA, filling(MIB, 4096));
        assertEquals(0, filling(0, 4096));
        assertEquals("hole 2097152", extents(0, 2 * MIB, 8));
        assertEquals(4096, write(2 * MIB, 4096, 2));
        assertEquals(2, filling(2 * MIB, 4096));
    }

    @Test
    void shouldChangeItsSize() throws IOException {
        store.resize(6L << 40, this, 0);
        assertEquals(0, result());
        assertEquals(6L << 40, store.size());
        assertEquals(6L << 40, java.nio.file.Files.size(file));
        assertEquals(4096, write((6L << 40) - 4096, 4096, 1));
        store.resize(Long.MAX_VALUE & -512, this, 0);
        assertEquals(-Errno.EFBIG, result());
        assertEquals(6L << 40, store.size());
    }

    @Test
    void shouldNotBecomeLongerByWhatIsWrittenBeyondItsEnd() throws IOException {
        store.resize(4 * MIB, this, 0);
        assertEquals(0, result());
        assertEquals(-Errno.ENOSPC, write(4 * MIB, 4096, 1));
        assertEquals(-Errno.ENOSPC, write(4 * MIB - 512, 1024, 1));
        store.zero(4 * MIB, MIB, false, this, 0);
        assertEquals(-Errno.ENOSPC, result());
        assertEquals(4096, write(4 * MIB - 4096, 4096, 1));
        assertEquals(4 * MIB, java.nio.file.Files.size(file));
    }

    @Test
    void shouldHaveItsNewEndBeforeTheFileIsCut() throws IOException {
        store.resize(4 * MIB, this, 0);
        assertEquals(4 * MIB, store.size());
        assertEquals(0, result());
    }

    private long allocated() throws IOException {
        return Long.parseLong(Commands.run("stat", "-c", "%b", file.toString())) * 512;
    }
}
