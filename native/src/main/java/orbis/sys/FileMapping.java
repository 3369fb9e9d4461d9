package orbis.sys;

/**
 * The bytes of a file in memory, mapped and shared with all who use the file (mmap(2)). When someone shortens the file,
 * a system call on what is missing fails (EFAULT), where an instruction would end the process.
 */
public final class FileMapping extends MappedMemory {
    /**
     * Maps a file; asks for transparent huge pages, which the system may not have.
     *
     * @param fd       file descriptor; may be closed afterwards.
     * @param length   bytes from the beginning of the file.
     * @param writable whether the file may be written by the mapping.
     * @throws IllegalStateException when the file cannot be mapped.
     */
    public FileMapping(final int fd, final long length, final boolean writable) {
        super("mapping", "a file", length, map(fd, length, writable));
        adviseHugePages();
    }

    /**
     * Tells how many bytes are in memory, and neither holes nor allocated without ever having been written nor swapped
     * out (mincore(2)). Takes no lock of the file's, and time only for what is asked. The system tells the truth to
     * those who own the file or may write to it.
     *
     * @param offset of the first byte, a multiple of the page size.
     * @param length bytes.
     * @return bytes from the first on, whole pages, to the first that is not, or somewhat less; at most as many whole
     *     pages as the range touches.
     * @throws IllegalArgumentException when the range is not in the mapping.
     */
    public long resident(final long offset, final long length) {
        if (offset < 0 || length < 0 || offset % Slab.PAGE != 0 || length > length() - offset) {
            throw new IllegalArgumentException(length + " bytes at " + offset + " of a mapping of " + length());
        }
        return resident0(address() + offset, length);
    }

    private static native long resident0(long address, long length);

    private static native long map(int fd, long length, boolean writable);
}
