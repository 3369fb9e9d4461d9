package orbis.engine.store;

import orbis.sys.FileMapping;
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
    private final PageSet present;

    /**
     * Maps a file as long as it is now, and not beyond 256 GiB; where it grows it is not mapped.
     *
     * @param fd   of the file, open for as long as this is.
     * @param size bytes.
     */
    MappedPages(final int fd, final long size) {
        this.fd = fd;
        mapping = new FileMapping(fd, Math.min(size, MOST), false);
        present = new PageSet(mapping.length());
    }

    /** Whether the file has all bytes up to a position, also beyond the mapping; someone may have shortened it. */
    boolean reaches(final long end) {
        return RawIo.size(fd) >= end;
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
        if (end > mapping.length() || !reaches(end)) {
            return 0;
        }
        long missing = present.nextMissing(position);
        while (missing < end) {
            final long page = missing & -Slab.PAGE;
            final long resident = mapping.resident(page, end - page);
            if (resident == 0) {
                return 0;
            }
            present.add(page, resident);
            missing = present.nextMissing(missing);
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
            present.remove(position, end - position);
        }
    }

    @Override
    public void close() {
        mapping.close();
    }
}
