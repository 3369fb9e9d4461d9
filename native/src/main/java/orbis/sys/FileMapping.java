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

    private static native long map(int fd, long length, boolean writable);
}
