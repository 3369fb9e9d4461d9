package orbis.boot.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {
    private final FileCache cache = new FileCache(100);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        cache.close();
    }

    @Test
    void shouldShareTheBytesOfAFile() throws IOException {
        final DiskFile file = file("a", 40);
        final FileBytes first = cache.open(file);
        final FileBytes second = cache.open(DiskFile.of(file.path()));

        assertSame(first, second);
        assertEquals(40, cache.usedBytes());
        assertEquals('a', new UnsafeBuffer(first.address(39), 1).getByte(0));
        first.release();
        second.release();
        assertSame(first, cache.open(file));
        first.release();
    }

    @Test
    void shouldReadAFileThatChangedAnew() throws IOException {
        final FileBytes old = cache.open(file("a", 40));
        final FileBytes fresh = cache.open(file("a", 41));

        assertNotSame(old, fresh);
        assertEquals(40, old.length());
        assertEquals(41, fresh.length());
        old.release();
        fresh.release();
    }

    @Test
    void shouldForgetTheFileThatWasNotAskedForLongest() throws IOException {
        final DiskFile a = file("a", 40);
        final DiskFile b = file("b", 40);
        cache.open(a).release();
        cache.open(b).release();
        final FileBytes kept = cache.open(a);
        kept.release();

        cache.open(file("c", 40)).release();

        assertEquals(80, cache.usedBytes());
        final FileBytes again = cache.open(a);
        assertSame(kept, again);
        again.release();
    }

    @Test
    void shouldMapWhatDoesNotFitAndLeaveWhatIsInUse() throws IOException {
        final FileBytes a = cache.open(file("a", 50));
        final FileBytes b = cache.open(file("b", 50));
        final FileBytes c = cache.open(file("c", 50));
        final FileBytes large = cache.open(file("d", 51));

        assertEquals(100, cache.usedBytes());
        assertEquals('a', a.slice(0, 10).get(0));
        assertEquals('c', c.slice(49, 10).get(0));
        assertEquals(1, c.slice(49, 10).remaining());
        assertEquals('d', large.slice(0, 100).get(50));
        a.release();
        b.release();
        c.release();
        large.release();
        assertThrows(IllegalStateException.class, large::release);
    }

    @Test
    void shouldKeepBytesInUseWhenItIsClosed() throws IOException {
        final FileBytes a = cache.open(file("a", 50));
        cache.close();

        assertEquals(0, cache.usedBytes());
        assertEquals('a', a.slice(0, 1).get(0));
        a.release();
    }

    @Test
    void shouldNotServeAFileThatChangesWhileItIsRead() throws IOException {
        final DiskFile file = file("a", 50);
        Files.writeString(file.path(), "more", StandardOpenOption.APPEND);
        assertThrows(IOException.class, () -> cache.open(file));

        final DiskFile cut = file("b", 50);
        Files.write(cut.path(), new byte[3]);
        assertThrows(IOException.class, () -> cache.open(cut));
        assertThrows(IOException.class, () -> cut.open(true));
        assertEquals(0, cache.usedBytes());
    }

    @Test
    void shouldOpenEmptyFiles() throws IOException {
        final FileBytes bytes = cache.open(file("a", 0));
        assertEquals(0, bytes.length());
        bytes.release();
        final FileBytes mapped = file("b", 0).open(true);
        assertEquals(0, mapped.length());
        mapped.release();
    }

    @Test
    void shouldHaveBlocksInOnePieceAcrossSegments() {
        final ByteBuffer[] segments = new ByteBuffer[3];
        final int segment = 100;
        for (int i = 0; i < segments.length; i++) {
            segments[i] = ByteBuffer.allocateDirect(segment + 50);
            for (int at = 0; at < segment + 50; at++) {
                segments[i].put(at, (byte) (i * segment + at));
            }
        }
        final FileBytes bytes = FileBytes.of(segments, segment, 260);

        for (final long offset : new long[]{0, 99, 100, 101, 199, 200, 259}) {
            assertEquals((byte) offset, new UnsafeBuffer(bytes.address(offset), 1).getByte(0));
            assertEquals((byte) offset, bytes.slice(offset, 1).get(0));
        }
        assertEquals((byte) 120, new UnsafeBuffer(bytes.address(99), 22).getByte(21));
        assertTrue(bytes.slice(90, 1000).remaining() >= 10);
        bytes.release();
    }

    private DiskFile file(final String name, final int length) throws IOException {
        final Path path = folder.toRealPath().resolve(name);
        Files.writeString(path, name.repeat(length));
        return DiskFile.of(path);
    }
}
