package orbis.engine.net;

import java.util.ArrayList;
import java.util.List;

import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;
import orbis.engine.store.BlockStore;
import orbis.engine.store.ExtentList;
import orbis.engine.store.MemoryStore;

/** A disk in memory whose writes hang until they are let go. */
final class HangingStore implements BlockStore {
    private final MemoryStore memory = new MemoryStore(1 << 20, 512);
    private final List<Runnable> hung = new ArrayList<>();
    private boolean hangs = true;

    /** Lets the writes go that hang, and all that come; on the agent's thread. */
    void letGo() {
        hangs = false;
        hung.forEach(Runnable::run);
        hung.clear();
    }

    @Override
    public long size() {
        return memory.size();
    }

    @Override
    public int logicalBlockSize() {
        return memory.logicalBlockSize();
    }

    @Override
    public int physicalBlockSize() {
        return memory.physicalBlockSize();
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public boolean canDiscard() {
        return false;
    }

    @Override
    public boolean discardZeroes() {
        return false;
    }

    @Override
    public boolean canZeroFast() {
        return false;
    }

    @Override
    public boolean canTellHoles() {
        return false;
    }

    @Override
    public boolean hasVolatileCache() {
        return false;
    }

    @Override
    public void bind(final IoEngine engine) {
        memory.bind(engine);
    }

    @Override
    public void read(final long position, final long address, final int length, final IoHandler handler,
        final int token) {
        memory.read(position, address, length, handler, token);
    }

    @Override
    public void write(final long position, final long address, final int length, final boolean durable,
        final IoHandler handler, final int token) {
        if (hangs) {
            hung.add(() -> memory.write(position, address, length, durable, handler, token));
        } else {
            memory.write(position, address, length, durable, handler, token);
        }
    }

    @Override
    public void flush(final IoHandler handler, final int token) {
        memory.flush(handler, token);
    }

    @Override
    public void discard(final long position, final long length, final IoHandler handler, final int token) {
        memory.discard(position, length, handler, token);
    }

    @Override
    public void zero(final long position, final long length, final boolean mayDiscard, final IoHandler handler,
        final int token) {
        memory.zero(position, length, mayDiscard, handler, token);
    }

    @Override
    public void extents(final long position, final long length, final ExtentList extents, final IoHandler handler,
        final int token) {
        memory.extents(position, length, extents, handler, token);
    }

    @Override
    public long mapped(final long position, final int length) {
        return 0;
    }

    @Override
    public void resize(final long size, final IoHandler handler, final int token) {
        memory.resize(size, handler, token);
    }

    @Override
    public void close() {
        memory.close();
    }
}
