package orbis.sys;

/**
 * A file that is nowhere but in memory (memfd_create(2), Linux 3.17), and mapped: zeroed, page aligned, of one size for
 * ever. The kernel backs a page when it is first looked at by its address, and kills the process when there is no
 * memory left for it. Its pages can go to a socket without a copy.
 */
public final class MemoryFile implements AutoCloseable {
    static {
        NativeLibrary.require();
    }

    private final int fd;
    private final FileMapping mapping;

    /**
     * Makes a file and maps it.
     *
     * @param length bytes, rounded up to whole pages.
     * @throws IllegalStateException when the system has no room for the addresses.
     */
    public MemoryFile(final long length) {
        final long whole = Slab.wholePages(length, "a file in memory");
        fd = create(whole);
        if (fd < 0) {
            throw new IllegalStateException(
                "cannot make a file of " + whole + " bytes in memory: " + Errno.message(-fd));
        }
        try {
            mapping = new FileMapping(fd, whole, true);
        } catch (final IllegalStateException e) {
            Files.close(fd);
            throw e;
        }
    }

    /** The file's descriptor. */
    public int fd() {
        return fd;
    }

    /** Address of the first byte. */
    public long address() {
        return mapping.address();
    }

    /** Bytes. */
    public long length() {
        return mapping.length();
    }

    /**
     * Makes whole pages zero and gives their memory back to the system.
     *
     * @param offset of the first byte, a multiple of {@link Slab#PAGE}.
     * @param bytes  a multiple of {@link Slab#PAGE}, more than 0.
     */
    public void giveBack(final long offset, final long bytes) {
        if (((offset | bytes) & (Slab.PAGE - 1)) != 0 || offset < 0 || bytes <= 0 || offset + bytes > length()) {
            throw new IllegalArgumentException("not pages of the file in memory: " + bytes + " bytes at " + offset);
        }
        final int result = RawIo.allocate(fd, Files.FALLOC_FL_PUNCH_HOLE | Files.FALLOC_FL_KEEP_SIZE, offset, bytes);
        if (result < 0) {
            throw new IllegalStateException("fallocate: " + Errno.message(-result));
        }
    }

    /** Ends the mapping and the file. Once only, as its descriptor may be another file's afterwards. */
    @Override
    public void close() {
        mapping.close();
        Files.close(fd);
    }

    private static native int create(long length);
}
