package orbis.engine.store;

import java.util.BitSet;
import orbis.sys.Slab;

/** Some of a disk's pages, a bit for each; asked and told in bytes. */
final class PageSet {
    private final BitSet pages;

    /**
     * Makes an empty set.
     *
     * @param size bytes of the disk, less than 8 TiB.
     */
    PageSet(final long size) {
        pages = new BitSet(pageAfter(size));
    }

    /** Takes in all pages that a range touches. */
    void add(final long position, final long length) {
        pages.set(page(position), pageAfter(position + length));
    }

    /** Leaves out all pages that a range touches. */
    void remove(final long position, final long length) {
        pages.clear(page(position), pageAfter(position + length));
    }

    /** The first byte from a position on that is in a page of the set, or {@link Long#MAX_VALUE}. */
    long next(final long position) {
        final int page = pages.nextSetBit(page(position));
        return page < 0 ? Long.MAX_VALUE : Math.max(position, (long) page * Slab.PAGE);
    }

    /** The first byte from a position on that is in no page of the set. */
    long nextMissing(final long position) {
        return Math.max(position, (long) pages.nextClearBit(page(position)) * Slab.PAGE);
    }

    private static int page(final long position) {
        return Math.toIntExact(position / Slab.PAGE);
    }

    private static int pageAfter(final long end) {
        return page(end + Slab.PAGE - 1);
    }
}
