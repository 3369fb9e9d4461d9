package orbis.boot.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

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
        assertEquals("aaa", text(a, 0, 3));
        assertEquals("c", text(c, 49, 10));
        assertEquals("d".repeat(51), text(large, 0, 100));
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
        assertEquals("a", text(a, 0, 1));
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
    void shouldHaveBlocksInOnePieceAcrossSegments() throws IOException {
        final int segment = 64 << 10;
        final byte[] content = new byte[5 * segment / 2];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i / 257);
        }
        final Path path = Files.write(folder.resolve("large"), content);
        final FileBytes bytes = MappedBytes.of(FileChannel.open(path), DiskFile.of(path), segment);

        for (final int offset : new int[]{0, segment - 1, segment, segment + 1, 2 * segment - 1, 2 * segment}) {
            final int count = Math.min(FileBytes.MAX_BLOCK_LENGTH, content.length - offset);
            final byte[] block = new byte[count];
            new UnsafeBuffer(bytes.address(offset), count).getBytes(0, block);
            assertArrayEquals(Arrays.copyOfRange(content, offset, offset + count), block);
        }
        Files.write(path, new byte[1]);
        assertThrows(IOException.class, () -> bytes.read(0, ByteBuffer.allocate(10)));
        bytes.release();
    }

    private static String text(final FileBytes bytes, final long offset, final int limit) throws IOException {
        final ByteBuffer target = ByteBuffer.allocate(limit);
        bytes.read(offset, target);
        return new String(target.array(), 0, target.position(), StandardCharsets.US_ASCII);
    }

    private DiskFile file(final String name, final int length) throws IOException {
        final Path path = folder.toRealPath().resolve(name);
        Files.writeString(path, name.repeat(length));
        return DiskFile.of(path);
    }
}
