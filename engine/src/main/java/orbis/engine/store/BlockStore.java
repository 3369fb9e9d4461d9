package orbis.engine.store;

import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;

/**
 * The bytes of a disk. A store belongs to one agent from {@link #bind(IoEngine)} on, and all its operations end
 * through that agent's engine. Positions and lengths are in bytes, within {@link #size()} and whole logical
 * blocks: whoever calls has checked them. Each operation ends once, by its handler, with 0 or more, or with a
 * negated errno; none ends inside the call that began it.
 *
 * <p>Stores stack: what is laid over a store has this same shape.
 */
public interface BlockStore extends AutoCloseable {
    /** No file descriptor. */
    int NO_FILE = -1;

    /** Size in bytes, whole logical blocks. */
    long size();

    /** Bytes of a logical block: 512 or 4096. */
    int logicalBlockSize();

    /** Bytes of a physical block: what is written without reading first. */
    int physicalBlockSize();

    /** Whether nothing may be written. */
    boolean readOnly();

    /** Whether {@link #discard} gives space back. */
    boolean canDiscard();

    /** Whether what was discarded reads as zeroes from then on; otherwise as anything. */
    boolean discardZeroes();

    /** Whether {@link #zero} costs less than writing zeroes. */
    boolean canZeroFast();

    /** Whether {@link #extents} can tell holes from data. */
    boolean canTellHoles();

    /** Whether a write that ended may still be lost with power until {@link #flush}. */
    boolean hasVolatileCache();

    /**
     * Makes the store one agent's.
     *
     * @param engine the agent's engine, which runs all operations from now on.
     */
    void bind(IoEngine engine);

    /**
     * Reads.
     *
     * @param position first byte.
     * @param address  where the bytes go, page aligned.
     * @param length   bytes.
     * @param handler  told of the end.
     * @param token    handed back.
     */
    void read(long position, long address, int length, IoHandler handler, int token);

    /**
     * Writes.
     *
     * @param position first byte.
     * @param address  the bytes, page aligned.
     * @param length   bytes.
     * @param durable  whether the bytes must be on the medium before the end is told (FUA).
     * @param handler  told of the end.
     * @param token    handed back.
     */
    void write(long position, long address, int length, boolean durable, IoHandler handler, int token);

    /**
     * Brings all that was written to the medium. Flushes that wait together are merged.
     *
     * @param handler told of the end.
     * @param token   handed back.
     */
    void flush(IoHandler handler, int token);

    /**
     * Gives space back; what is read there afterwards is zeroes where {@link #discardZeroes()} says so.
     *
     * @param position first byte.
     * @param length   bytes.
     * @param handler  told of the end.
     * @param token    handed back.
     */
    void discard(long position, long length, IoHandler handler, int token);

    /**
     * Makes zeroes.
     *
     * @param position   first byte.
     * @param length     bytes.
     * @param mayDiscard whether the space may be given back; otherwise it stays allocated.
     * @param handler    told of the end.
     * @param token      handed back.
     */
    void zero(long position, long length, boolean mayDiscard, IoHandler handler, int token);

    /**
     * Tells what is allocated, from the first byte on as far as the list has room, or less far where it takes long to
     * find out. Seldom asked for; may allocate memory.
     *
     * @param position first byte.
     * @param length   bytes.
     * @param extents  filled from the agent's thread before the end is told.
     * @param handler  told of the end.
     * @param token    handed back.
     */
    void extents(long position, long length, ExtentList extents, IoHandler handler, int token);

    /**
     * Where bytes stand in memory, when the store is memory: they can be sent from there. Only the kernel may look at
     * them, as they may be of a file.
     *
     * @param position first byte.
     * @param length   bytes.
     * @return address, or 0 when there is none for the whole range.
     */
    long mapped(long position, int length);

    /**
     * A file in memory that has bytes at the same position, so that they can be sent from its pages (sendfile). What is
     * written there until the peer has taken them is what it gets.
     *
     * @param position first byte.
     * @param length   bytes.
     * @return descriptor, or {@link #NO_FILE}.
     */
    default int file(final long position, final int length) {
        return NO_FILE;
    }

    /**
     * Changes the size.
     *
     * @param size    new size in bytes, whole logical blocks.
     * @param handler told of the end.
     * @param token   handed back.
     */
    void resize(long size, IoHandler handler, int token);

    /** Whether {@link #space} can tell what is left below. */
    default boolean canTellSpace() {
        return false;
    }

    /**
     * Measures how much space the store takes, and how much is left. Seldom asked for; may allocate memory.
     *
     * @param space   filled before the end is told.
     * @param handler told of the end.
     * @param token   handed back.
     */
    default void space(final SpaceUse space, final IoHandler handler, final int token) {
        throw new UnsupportedOperationException("what does not grow needs no space");
    }

    /** Whether {@link #forgetKey} can make all that was written unreadable at once. */
    default boolean canForgetKey() {
        return false;
    }

    /**
     * Forgets the key that all was encrypted with, and takes a new one: what was written reads as anything from then
     * on. Nothing else may be under way.
     *
     * @param handler told of the end.
     * @param token   handed back.
     */
    default void forgetKey(final IoHandler handler, final int token) {
        throw new UnsupportedOperationException("what is not encrypted has no key");
    }

    /** Closes what is below. No operation may be under way. */
    @Override
    void close();
}
