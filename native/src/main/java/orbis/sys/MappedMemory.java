package orbis.sys;

/** A range of addresses that was mapped in one piece, until it is closed (mmap(2)). */
abstract class MappedMemory implements AutoCloseable {
    static {
        NativeLibrary.require();
    }

    private final String name;
    private final long length;
    private long address;

    /**
     * Takes over what was mapped.
     *
     * @param name   of what this is, for messages.
     * @param source of what was mapped, for messages.
     * @param length bytes.
     * @param mapped address, or a negated errno.
     * @throws IllegalStateException when it could not be mapped.
     */
    MappedMemory(final String name, final String source, final long length, final long mapped) {
        if (mapped < 0) {
            throw new IllegalStateException(
                "cannot map " + length + " bytes of " + source + ": " + Errno.message((int) -mapped));
        }
        this.name = name;
        this.length = length;
        address = mapped;
    }

    /** Address of the first byte. */
    public final long address() {
        if (address == 0) {
            throw new IllegalStateException("the " + name + " is closed");
        }
        return address;
    }

    /** Bytes. */
    public final long length() {
        return length;
    }

    /** Asks for transparent huge pages; the system may not have them. */
    final void adviseHugePages() {
        adviseHugePages(address, length);
    }

    @Override
    public final void close() {
        if (address != 0) {
            unmap(address, length);
            address = 0;
        }
    }

    private static native int adviseHugePages(long address, long length);

    private static native int unmap(long address, long length);
}
