package orbis.engine.io;

/** Waits for memory of a {@link BufferPool}. */
@FunctionalInterface
public interface BufferWaiter {
    /**
     * Something was released since {@link BufferPool#await(BufferWaiter)}. There may be too little still: whoever
     * waits again from within this call keeps its place at the head.
     */
    void onBufferFree();
}
