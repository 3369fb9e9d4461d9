package orbis.boot.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file that is on no disk, such as a client's {@code grub.cfg}. */
public final class GeneratedFile implements BootFile {
    private static final int IDENTITY_LENGTH = 16;

    private final byte[] content;
    private final long modifiedMs;
    private final String identity;

    private GeneratedFile(final byte[] content, final long modifiedMs) {
        this.content = content;
        this.modifiedMs = modifiedMs;
        this.identity = digest(content);
    }

    /**
     * A file of text.
     *
     * @param text       its content, to be encoded as UTF-8.
     * @param modifiedMs when what it is made of changed last, in milliseconds since 1970.
     * @return the file.
     */
    public static GeneratedFile of(final String text, final long modifiedMs) {
        return new GeneratedFile(text.getBytes(StandardCharsets.UTF_8), modifiedMs);
    }

    /**
     * A file of any bytes.
     *
     * @param bytes      its content, not to be changed.
     * @param modifiedMs when what it is made of changed last, in milliseconds since 1970.
     * @return the file.
     */
    public static GeneratedFile of(final byte[] bytes, final long modifiedMs) {
        return new GeneratedFile(bytes, modifiedMs);
    }

    @Override
    public long length() {
        return content.length;
    }

    @Override
    public long modifiedMs() {
        return modifiedMs;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public FileBytes open(final boolean mapped) {
        return LoadedBytes.of(content);
    }

    @Override
    public String toString() {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static String digest(final byte[] content) {
        try {
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash).substring(0, IDENTITY_LENGTH);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
