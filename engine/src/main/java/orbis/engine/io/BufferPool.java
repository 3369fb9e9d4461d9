package orbis.engine.io;

/**
 * Page-aligned buffers of one agent, cut from one slab that is taken at start. Sizes are powers of two from
 * {@link #MIN_LENGTH} to {@link #MAX_LENGTH} bytes (a buddy system: neighbours that are both free become one).
 * What comes out is not zeroed: whoever sends a buffer sends only what was written to it.
 */
public final class BufferPool {
    /** Smallest buffer, in bytes: one page. */
    public static final int MIN_LENGTH = 4096;
    /** Largest buffer, in bytes. */
    public static final int MAX_LENGTH = 256 * 1024;
    /** What {@link #acquire(int)} gives when nothing is free. */
    public static final long NONE = 0;

    private BufferPool() {
    }
}
