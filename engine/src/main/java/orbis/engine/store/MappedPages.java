package orbis.engine.store;

import java.util.BitSet;
import orbis.sys.FileMapping;
import orbis.sys.Files;
import orbis.sys.RawIo;
import orbis.sys.Slab;

/**
 * The pages of a file on tmpfs, mapped so that the kernel can send them from where they are. Nobody else touches them:
 * where someone has shortened the file a system call fails, but an instruction would end the process. Pages are told
 * only when they are known to be there, since a look at a hole would allocate it.
 */
final class MappedPages implements AutoCloseable {
    /** What is mapped at most, in bytes: the heap holds a bit for each page, 8 MiB for these. */
    private static final long MOST = 256L << 30;

    private final int fd;
    private final FileMapping mapping;
    private final BitSet present;

    /**
     * Maps a file as long as it is now, and not beyond 256 GiB; where it grows it is not mapped.
     *
     * @param fd   of the file, open for as long as this is.
     * @param size bytes.
     */
    MappedPages(final int fd, final long size) {
        this.fd = fd;
        mapping = new FileMapping(fd, Math.min(size, MOST), false);
        present = new BitSet((int) ((mapping.length() + Slab.PAGE - 1) / Slab.PAGE));
    }

    /**
     * Where bytes stand.
     *
     * @param position first byte.
     * @param length   bytes, more than 0.
     * @return address, or 0 when one of their pages is a hole, or not in the file any more.
     */
    long address(final long position, final int length) {
        final long end = position + length;
        if (end > mapping.length() || RawIo.size(fd) < end) {
            return 0;
        }
        final int last = (int) ((end - 1) / Slab.PAGE);
        int page = present.nextClearBit((int) (position / Slab.PAGE));
        while (page <= last) {
            final long start = (long) page * Slab.PAGE;
            if (Files.seekData(fd, start) != start) {
                return 0;
            }
            present.set(page);
            page = present.nextClearBit(page);
        }
        return mapping.address() + position;
    }

    /**
     * Says that pages may become holes.
     *
     * @param position first byte.
     * @param length   bytes, more than 0.
     */
    void forget(final long position, final long length) {
        final long end = Math.min(position + length, mapping.length());
        if (position < end) {
            present.clear((int) (position / Slab.PAGE), (int) ((end - 1) / Slab.PAGE) + 1);
        }
    }

    @Override
    public void close() {
        mapping.close();
    }
}
