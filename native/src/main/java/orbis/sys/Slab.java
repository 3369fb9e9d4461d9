package orbis.sys;

/**
 * Memory outside of the Java heap: page aligned, zeroed, one piece, mapped at once and given back by
 * {@link #close()}. The kernel backs a page when it is first written.
 */
public final class Slab implements AutoCloseable {
    /** Bytes of a page of memory, on the machines that are supported. */
    public static final int PAGE = 4096;

    static {
        NativeLibrary.require();
    }

    private final long length;
    private long address;

    /**
     * Maps memory.
     *
     * @param length bytes, rounded up to whole pages.
     * @throws IllegalStateException when the system has not so much.
     */
    public Slab(final long length) {
        this(length, false);
    }

    /**
     * Maps memory.
     *
     * @param length    bytes, rounded up to whole pages.
     * @param hugePages whether to ask for transparent huge pages; the system may not have them.
     * @throws IllegalStateException when the system has not so much.
     */
    public Slab(final long length, final boolean hugePages) {
        if (length <= 0) {
            throw new IllegalArgumentException("length of a slab is " + length);
        }
        this.length = (length + PAGE - 1) & -PAGE;
        final long mapped = map(this.length);
        if (mapped < 0) {
            throw new IllegalStateException(
                "cannot map " + this.length + " bytes of memory: " + Errno.message((int) -mapped));
        }
        address = mapped;
        if (hugePages) {
            adviseHugePages(address, this.length);
        }
    }

    /** Address of the first byte. */
    public long address() {
        if (address == 0) {
            throw new IllegalStateException("the slab is closed");
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

    private static native long map(long length);

    private static native int adviseHugePages(long address, long length);

    private static native int unmap(long address, long length);
}
