package orbis.engine.store;

import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;

/**
 * What is laid over a store: all that is not overridden goes to the one below. What would go around the layer is not
 * offered: bytes are not sent from where the store below has them, and its key is not forgotten.
 */
public abstract class ForwardingStore implements BlockStore {
    private final BlockStore below;

    /**
     * Lays this over a store.
     *
     * @param below closed with this one.
     */
    protected ForwardingStore(final BlockStore below) {
        this.below = below;
    }

    /** The store that this is laid over. */
    protected final BlockStore below() {
        return below;
    }

    @Override
    public long size() {
        return below.size();
    }

    @Override
    public int logicalBlockSize() {
        return below.logicalBlockSize();
    }

    @Override
    public int physicalBlockSize() {
        return below.physicalBlockSize();
    }

    @Override
    public boolean readOnly() {
        return below.readOnly();
    }

    @Override
    public boolean canDiscard() {
        return below.canDiscard();
    }

    @Override
    public boolean discardZeroes() {
        return below.discardZeroes();
    }

    @Override
    public boolean canZeroFast() {
        return below.canZeroFast();
    }

    @Override
    public boolean canTellHoles() {
        return below.canTellHoles();
    }

    @Override
    public boolean hasVolatileCache() {
        return below.hasVolatileCache();
    }

    @Override
    public void bind(final IoEngine engine) {
        below.bind(engine);
    }

    @Override
    public void read(final long position, final long address, final int length, final IoHandler handler,
                     final int token) {
        below.read(position, address, length, handler, token);
    }

    @Override
    public void write(final long position, final long address, final int length, final boolean durable,
                      final IoHandler handler, final int token) {
        below.write(position, address, length, durable, handler, token);
    }

    @Override
    public void flush(final IoHandler handler, final int token) {
        below.flush(handler, token);
    }

    @Override
    public void discard(final long position, final long length, final IoHandler handler, final int token) {
        below.discard(position, length, handler, token);
    }

    @Override
    public void zero(final long position, final long length, final boolean mayDiscard, final IoHandler handler,
                     final int token) {
        below.zero(position, length, mayDiscard, handler, token);
    }

    @Override
    public void extents(final long position, final long length, final ExtentList extents, final IoHandler handler,
                        final int token) {
        below.extents(position, length, extents, handler, token);
    }

    @Override
    public long mapped(final long position, final int length) {
        return 0;
    }

    @Override
    public void resize(final long size, final IoHandler handler, final int token) {
        below.resize(size, handler, token);
    }

    @Override
    public boolean canTellSpace() {
        return below.canTellSpace();
    }

    @Override
    public void space(final SpaceUse space, final IoHandler handler, final int token) {
        below.space(space, handler, token);
    }

    @Override
    public void close() {
        below.close();
    }
}
