package orbis.sys;

/**
 * The bytes of a file in memory, mapped and shared with all who use the file (mmap(2)). When someone shortens the file,
 * a system call on what is missing fails (EFAULT), where an instruction would end the process.
 */
public final class FileMapping implements AutoCloseable {
    static {
        NativeLibrary.require();
    }

    private final long length;
    private long address;

    /**
     * Maps a file; asks for transparent huge pages, which the system may not have.
     *
     * @param fd       file descriptor; may be closed afterwards.
     * @param length   bytes from the beginning of the file.
     * @param writable whether the file may be written by the mapping.
     * @throws IllegalStateException when the file cannot be mapped.
     */
    public FileMapping(final int fd, final long length, final boolean writable) {
        this.length = length;
        final long mapped = map(fd, length, writable);
        if (mapped < 0) {
            throw new IllegalStateException(
                "cannot map " + length + " bytes of a file: " + Errno.message((int) -mapped));
        }
        address = mapped;
    }

    /** Address of the first byte. */
    public long address() {
        if (address == 0) {
            throw new IllegalStateException("the mapping is closed");
        }
        return address;
    }

    /** Bytes. */
    public long length() {
        return length;
    }

    @Override
    public void close() {
        if (address != 0) {
            unmap(address, length);
            address = 0;
        }
    }

    private static native long map(int fd, long length, boolean writable);

    private static native int unmap(long address, long length);
}
