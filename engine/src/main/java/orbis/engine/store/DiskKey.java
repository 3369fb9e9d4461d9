package orbis.engine.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import orbis.sys.Errno;

/**
 * The key that a disk is encrypted with, as hexadecimal digits in a file that only its owner may read. It is written
 * over where it stands when it is to be forgotten: a crash in between leaves some key, and not the old one.
 */
public final class DiskKey {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    /** Bytes of a disk that are looked at to tell whether it is new. */
    private static final int BEGINNING = 1 << 20;

    private final Path file;
    private volatile byte[] bytes;

    private DiskKey(final Path file, final byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** A key for a disk in memory, which ends with the process. */
    public static DiskKey inMemory() {
        return new DiskKey(null, random());
    }

    /**
     * Opens the key of a disk, or makes one for a disk that is new.
     *
     * @param file of the key.
     * @param disk file or device of the disk, which need not be there yet.
     * @return the key.
     * @throws IOException when it cannot be read, or is missing and the disk is not new.
     */
    public static DiskKey open(final Path file, final Path disk) throws IOException {
        if (Files.exists(file)) {
            return new DiskKey(file, read(file));
        }
        if (Files.exists(disk) && !beginsWithZeroes(disk)) {
            throw new IOException("there is no key " + file + ", and " + disk
                + " has data: put the key back from where it was kept, or turn encryption off");
        }
        final DiskKey key = new DiskKey(file, random());
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
        key.write(key.bytes);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return key;
    }

    private static byte[] read(final Path file) throws IOException {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " may be read by others than its owner: chmod 600 it, and think of the key "
                + "as known");
        }
        final String text = Files.readString(file).strip();
        if (text.length() != 2 * XtsCipher.KEY_LENGTH || !text.matches("[0-9a-f]*")) {
            throw new IOException(file + " has no key: " + 2 * XtsCipher.KEY_LENGTH + " hexadecimal digits");
        }
        return HexFormat.of().parseHex(text);
    }

    private static boolean beginsWithZeroes(final Path disk) throws IOException {
        try (InputStream in = Files.newInputStream(disk)) {
            for (final byte each : in.readNBytes(BEGINNING)) {
                if (each != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private static byte[] random() {
        final byte[] key = new byte[XtsCipher.KEY_LENGTH];
        RANDOM.nextBytes(key);
        return key;
    }

    private void write(final byte[] key) throws IOException {
        final String text = HexFormat.of().formatHex(key) + '\n';
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
            channel.force(true);
        }
    }

    /** The key: {@link XtsCipher#KEY_LENGTH} bytes. */
    byte[] bytes() {
        return bytes;
    }

    /**
     * Puts another key in the place of this one, which is nowhere any more afterwards. May wait for the medium.
     *
     * @return 0, or a negated errno: then the key is what it was.
     */
    long forget() {
        final byte[] next = random();
        if (file != null) {
            try {
                write(next);
            } catch (final IOException fault) {
                return -Errno.EIO;
            }
        }
        bytes = next;
        return 0;
    }
}
