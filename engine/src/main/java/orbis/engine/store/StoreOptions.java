package orbis.engine.store;

/**
 * What a disk is made of.
 *
 * @param path      of a regular file or a block device, or {@link #MEMORY}.
 * @param size      bytes of a file that is missing and of memory; 0: a missing file is an error.
 * @param blockSize bytes of a logical block, 512 or 4096; 0: the device's own, 512 for a file.
 * @param physicalBlockSize bytes of a physical block that initiators are told of; 0: what it is written in.
 * @param readOnly  whether nothing may be written.
 * @param direct    whether a file is read and written past the page cache; a device always is.
 */
public record StoreOptions(
    String path, long size, int blockSize, int physicalBlockSize, boolean readOnly, boolean direct) {
    /** The path of a disk in memory. */
    public static final String MEMORY = "memory:";

    /** Checks what can be checked without the file. */
    public StoreOptions {
        if (blockSize != 0 && blockSize != 512 && blockSize != 4096) {
            throw new IllegalArgumentException("logical blocks of " + blockSize + " bytes: they may have 512 or 4096");
        }
        if (size < 0 || size % Math.max(blockSize, 512) != 0) {
            throw new IllegalArgumentException("size of " + size + " bytes is not whole logical blocks");
        }
    }

    /**
     * A disk with all else at its default.
     *
     * @param path of a regular file or a block device, or {@link #MEMORY}.
     * @param size bytes of a file that is missing and of memory; 0: a missing file is an error.
     */
    public StoreOptions(final String path, final long size) {
        this(path, size, 0, false, false);
    }

    /**
     * A disk that tells what it is written in.
     *
     * @param path      of a regular file or a block device, or {@link #MEMORY}.
     * @param size      bytes of a file that is missing and of memory; 0: a missing file is an error.
     * @param blockSize bytes of a logical block; 0: the device's own, 512 for a file.
     * @param readOnly  whether nothing may be written.
     * @param direct    whether a file is read and written past the page cache.
     */
    public StoreOptions(
        final String path, final long size, final int blockSize, final boolean readOnly, final boolean direct) {
        this(path, size, blockSize, 0, readOnly, direct);
    }

    /**
     * What initiators are told of physical blocks.
     *
     * @param own bytes that the store is written in without reading first.
     */
    int physicalBlockSize(final int own) {
        return physicalBlockSize == 0 ? own : physicalBlockSize;
    }
}
