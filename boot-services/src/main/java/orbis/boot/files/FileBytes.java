package orbis.boot.files;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

import org.agrona.BufferUtil;

/**
 * The bytes of one version of a file, off the heap, shared by all transfers of it. They are given back to the
 * system when the last holder has released them.
 */
public final class FileBytes {
    /** A block of at most this many bytes is contiguous in memory wherever it starts. */
    public static final int MAX_BLOCK_LENGTH = 1 << 16;

    private final ByteBuffer[] segments;
    private final long[] addresses;
    private final long segmentLength;
    private final long length;
    private final AtomicInteger holders = new AtomicInteger(1);

    private FileBytes(final ByteBuffer[] segments, final long segmentLength, final long length) {
        this.segments = segments;
        this.segmentLength = segmentLength;
        this.length = length;
        addresses = new long[segments.length];
        for (int i = 0; i < segments.length; i++) {
            addresses[i] = BufferUtil.address(segments[i]);
        }
    }

    /** All bytes of one direct buffer from its position 0 to its limit. */
    static FileBytes of(final ByteBuffer buffer) {
        return new FileBytes(new ByteBuffer[]{buffer}, Long.MAX_VALUE, buffer.limit());
    }

    /** Bytes of several direct buffers, each of which goes on for a block's length in the next one. */
    static FileBytes of(final ByteBuffer[] segments, final long segmentLength, final long length) {
        return new FileBytes(segments, segmentLength, length);
    }

    /**
     * How many there are.
     *
     * @return bytes.
     */
    public long length() {
        return length;
    }

    /**
     * Where a block lies.
     *
     * @param offset of its first byte, at most {@link #length()}.
     * @return address of {@link #MAX_BLOCK_LENGTH} bytes, or of those up to the end of the file.
     */
    public long address(final long offset) {
        if (offset < segmentLength) {
            return addresses[0] + offset;
        }
        final int segment = segment(offset);
        return addresses[segment] + offset - segment * segmentLength;
    }

    /**
     * A view of a range.
     *
     * @param offset of its first byte, less than {@link #length()}.
     * @param limit  bytes at most.
     * @return a read-only buffer with 1 to {@code limit} bytes, to be used while the bytes are held.
     */
    public ByteBuffer slice(final long offset, final int limit) {
        final int segment = segment(offset);
        final ByteBuffer buffer = segments[segment].asReadOnlyBuffer();
        final int start = (int) (offset - segment * segmentLength);
        return buffer.position(start).limit(Math.min(buffer.capacity(), start + limit)).slice();
    }

    private int segment(final long offset) {
        return (int) Math.min(offset / segmentLength, segments.length - 1L);
    }

    /** Holds them once more; by one who holds them, or who has the cache's word that they are held. */
    public void retain() {
        holders.incrementAndGet();
    }

    /**
     * Holds them once more unless the last holder has let them go.
     *
     * @return whether they are held.
     */
    boolean tryRetain() {
        int count = holders.get();
        while (count > 0 && !holders.compareAndSet(count, count + 1)) {
            count = holders.get();
        }
        return count > 0;
    }

    /** Whether somebody beside the cache holds them. */
    boolean isShared() {
        return holders.get() > 1;
    }

    /** Lets them go; the last one frees them. */
    public void release() {
        final int left = holders.decrementAndGet();
        if (left == 0) {
            for (final ByteBuffer segment : segments) {
                BufferUtil.free(segment);
            }
        } else if (left < 0) {
            throw new IllegalStateException("released more often than held");
        }
    }
}
