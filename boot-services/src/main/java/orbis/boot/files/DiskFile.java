package orbis.boot.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

import org.agrona.BufferUtil;

/**
 * A version of a file on disk.
 *
 * @param path       without symbolic links.
 * @param length     bytes.
 * @param modifiedNs when it was written last, in nanoseconds since 1970.
 * @param key        the file's number in its file system, or null.
 */
public record DiskFile(Path path, long length, long modifiedNs, Object key) implements BootFile {
    private static final int SEGMENT_LENGTH = 1 << 30;

    /**
     * The version that is on disk now.
     *
     * @param path of a file.
     * @return null if no regular file is there.
     */
    public static DiskFile of(final Path path) {
        final BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (final IOException e) {
            return null;
        }
        if (!attributes.isRegularFile()) {
            return null;
        }
        final long modifiedNs = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        return new DiskFile(path, attributes.size(), modifiedNs, attributes.fileKey());
    }

    @Override
    public long modifiedMs() {
        return TimeUnit.NANOSECONDS.toMillis(modifiedNs);
    }

    @Override
    public String identity() {
        final int keyHash = key == null ? 0 : key.hashCode();
        return Long.toHexString(modifiedNs) + '-' + Long.toHexString(length) + '-' + Integer.toHexString(keyHash);
    }

    @Override
    public FileBytes open(final boolean mapped) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            final FileBytes bytes = mapped ? map(channel) : read(channel);
            // Whoever copies a new kernel over the old one in place must not hand out half of each.
            if (!equals(of(path))) {
                bytes.release();
                throw new IOException("the file changed while it was read");
            }
            return bytes;
        }
    }

    private FileBytes read(final FileChannel channel) throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(Math.toIntExact(length));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                BufferUtil.free(buffer);
                throw new EOFException("the file was cut while it was read");
            }
        }
        return FileBytes.of(buffer.flip());
    }

    /** Segments overlap, so that each block lies in one of them. */
    private FileBytes map(final FileChannel channel) throws IOException {
        if (channel.size() < length) {
            throw new EOFException("the file was cut while it was read");
        }
        final int count = (int) Math.max(1, (length + SEGMENT_LENGTH - 1) / SEGMENT_LENGTH);
        final ByteBuffer[] segments = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            final long offset = (long) i * SEGMENT_LENGTH;
            final long size = Math.min(length - offset, SEGMENT_LENGTH + FileBytes.MAX_BLOCK_LENGTH);
            segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, offset, size);
        }
        return FileBytes.of(segments, SEGMENT_LENGTH, length);
    }
}
