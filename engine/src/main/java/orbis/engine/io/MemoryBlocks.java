package orbis.engine.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orbis.sys.Slab;

/**
 * Off-heap blocks of one size, made by the batch when there is none free and kept until the end: vectors of
 * sockets, and buffers into which sockets receive. A socket holds one of the latter only while it has left bytes in
 * it, so there are never more than sockets, and sockets that stand still never stop those that could go on.
 */
final class MemoryBlocks implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final int length;
    private final int batch;
    private final List<Slab> slabs = new ArrayList<>();
    private long[] free = new long[64];
    private int count;

    /**
     * Makes no block yet.
     *
     * @param length bytes of a block, rounded up to cache lines.
     * @param batch  how many are made at a time.
     */
    MemoryBlocks(final int length, final int batch) {
        this.length = length + ALIGNMENT - 1 & -ALIGNMENT;
        this.batch = batch;
    }

    int length() {
        return length;
    }

    /** How many blocks are made and not free. */
    int inUse() {
        return slabs.size() * batch - count;
    }

    long acquire() {
        if (count == 0) {
            final Slab slab = new Slab((long) length * batch);
            slabs.add(slab);
            for (int i = batch - 1; i >= 0; i--) {
                release(slab.address() + (long) i * length);
            }
        }
        return free[--count];
    }

    void release(final long address) {
        if (count == free.length) {
            free = Arrays.copyOf(free, count * 2);
        }
        free[count++] = address;
    }

    @Override
    public void close() {
        slabs.forEach(Slab::close);
        slabs.clear();
        count = 0;
    }
}
