package orbis.boot.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bytes of one version of a file, off the heap, shared by all transfers of it. They are given back to the
 * system when the last holder has released them.
 */
public abstract class FileBytes {
    /** A block of at most this many bytes is contiguous in memory wherever it starts. */
    public static final int MAX_BLOCK_LENGTH = 1 << 16;

    private final long length;
    private final AtomicInteger holders = new AtomicInteger(1);

    FileBytes(final long length) {
        this.length = length;
    }

    /**
     * How many there are.
     *
     * @return bytes.
     */
    public final long length() {
        return length;
    }

    /**
     * Where a block lies, for the kernel to take it from there. The file may be cut meanwhile: then a system call
     * fails on it with EFAULT, where a look at it would be a fault.
     *
     * @param offset of its first byte, at most {@link #length()}.
     * @return address of {@link #MAX_BLOCK_LENGTH} bytes, or of those up to the end of the file.
     */
    public abstract long address(long offset);

    /**
     * Copies bytes.
     *
     * @param offset of the first.
     * @param target filled as far as there are bytes.
     * @throws IOException when the file was cut meanwhile.
     */
    public abstract void read(long offset, ByteBuffer target) throws IOException;

    /**
     * Whether what was read until now is of one version: somebody may write over a file that was not copied.
     *
     * @return false when it may be of two.
     */
    public boolean isIntact() {
        return true;
    }

    /** Gives the memory back. */
    abstract void free();

    /** Holds them once more; by one who holds them. */
    public final void retain() {
        holders.incrementAndGet();
    }

    /**
     * Holds them once more unless the last holder has let them go.
     *
     * @return whether they are held.
     */
    final boolean tryRetain() {
        int count = holders.get();
        while (count > 0 && !holders.compareAndSet(count, count + 1)) {
            count = holders.get();
        }
        return count > 0;
    }

    /** Whether somebody beside the cache holds them. */
    final boolean isShared() {
        return holders.get() > 1;
    }

    /** Lets them go; the last one frees them. */
    public final void release() {
        final int left = holders.decrementAndGet();
        if (left == 0) {
            free();
        } else if (left < 0) {
            throw new IllegalStateException("released more often than held");
        }
    }
}
