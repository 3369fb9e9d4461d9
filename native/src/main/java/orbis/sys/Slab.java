package orbis.sys;

/**
 * Memory outside of the Java heap: page aligned, zeroed, one piece, mapped at once and given back by
 * {@link #close()}. The kernel backs a page when it is first written.
 */
public final class Slab extends MappedMemory {
    /** Bytes of a page of memory, on the machines that are supported. */
    public static final int PAGE = 4096;

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
        super("slab", "memory", wholePages(length, "a slab"), map(wholePages(length, "a slab")));
        if (hugePages) {
            adviseHugePages();
        }
    }

    /** Rounds a length, which must be more than 0, up to whole pages. */
    static long wholePages(final long length, final String name) {
        if (length <= 0) {
            throw new IllegalArgumentException("length of " + name + " is " + length);
        }
        return length + PAGE - 1 & -PAGE;
    }

    private static native long map(long length);
}
