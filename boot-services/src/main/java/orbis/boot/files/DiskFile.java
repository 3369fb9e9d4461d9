package orbis.boot.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A version of a file on disk.
 *
 * @param path       without symbolic links.
 * @param length     bytes.
 * @param modifiedNs when it was written last, in nanoseconds since 1970.
 * @param key        the file's number in its file system, or null.
 */
public record DiskFile(Path path, long length, long modifiedNs, Object key) implements BootFile {
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

    /** Whether nobody has written over these bytes; a file that was put in its stead leaves them as they are. */
    boolean isIntact() {
        final DiskFile now = of(path);
        return now == null || !Objects.equals(key, now.key) || equals(now);
    }

    @Override
    public FileBytes open(final boolean mapped) throws IOException {
        final FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        FileBytes bytes = null;
        try {
            bytes = mapped ? MappedBytes.of(channel, this) : LoadedBytes.of(channel, Math.toIntExact(length));
            // Whoever copies a new kernel over the old one in place must not hand out half of each.
            if (!equals(of(path))) {
                bytes.release();
                throw new IOException("the file changed while it was read");
            }
            return bytes;
        } finally {
            if (!mapped || bytes == null) {
                channel.close();
            }
        }
    }
}
