package orbis.boot.files;

import java.io.IOException;

/** A file that a client may have: its size and version, known before a byte of it is read. Immutable. */
public interface BootFile {
    /**
     * Its exact size, generated files included: UEFI allocates its buffer from it.
     *
     * @return bytes.
     */
    long length();

    /**
     * When it changed last.
     *
     * @return milliseconds since 1970.
     */
    long modifiedMs();

    /**
     * Which bytes these are: files of equal identity have equal bytes. Fit for an entity tag: letters, digits, dashes.
     *
     * @return never empty.
     */
    String identity();

    /**
     * Brings its bytes into memory; may block.
     *
     * @param mapped whether to map it rather than copy it, where it is a file on disk.
     * @return its bytes, held once.
     * @throws IOException when it cannot be read, or changed meanwhile.
     */
    FileBytes open(boolean mapped) throws IOException;
}
