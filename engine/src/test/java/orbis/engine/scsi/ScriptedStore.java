package orbis.engine.scsi;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;
import orbis.engine.store.ExtentList;
import orbis.engine.store.ForwardingStore;
import orbis.engine.store.MemoryStore;
import orbis.engine.store.SpaceUse;
import orbis.sys.FileMapping;

/** A disk in memory that does as a test tells it: fails, hangs, is read-only, has a volatile cache. */
public final class ScriptedStore extends ForwardingStore {
    public final List<String> log = new ArrayList<>();
    public boolean mapped;
    boolean inFile;
    boolean readOnly;
    boolean volatileCache;
    boolean thin = true;
    boolean encrypted;
    /** Bytes that are left below it; 0 when it cannot tell. */
    long available;
    public boolean hanging;
    int failure;
    long pretendedSize;

    /** The same bytes, holes too. */
    private final FileMapping bytes;
    private final BitSet holes = new BitSet();
    private final List<Runnable> hung = new ArrayList<>();
    private IoEngine engine;

    public ScriptedStore(final long size, final int blockSize) {
        super(new MemoryStore(size, blockSize));
        bytes = new FileMapping(below().file(0, 1), size, true);
        pretendedSize = size;
        holes.set(0, (int) (size / blockSize));
    }

    /** Lets all end that hangs. */
    public void release() {
        hanging = false;
        hung.forEach(Runnable::run);
        hung.clear();
    }

    private void run(final String what, final Runnable work, final IoHandler handler, final int token) {
        log.add(what);
        if (hanging) {
            hung.add(() -> end(work, handler, token));
        } else {
            end(work, handler, token);
        }
    }

    private void end(final Runnable work, final IoHandler handler, final int token) {
        if (failure != 0) {
            engine.complete(-failure, handler, token);
        } else {
            work.run();
        }
    }

    private void mark(final long position, final long length, final boolean hole) {
        final int shift = logicalBlockSize();
        holes.set((int) (position / shift), (int) ((position + length) / shift), hole);
    }

    @Override
    public long size() {
        return pretendedSize;
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public boolean canDiscard() {
        return thin;
    }

    @Override
    public boolean hasVolatileCache() {
        return volatileCache;
    }

    @Override
    public void bind(final IoEngine owner) {
        engine = owner;
        super.bind(owner);
        // All of it counts as written, so that it can be sent from where it is.
        super.zero(0, below().size(), false, (token, result) -> { }, 0);
    }

    @Override
    public void read(
        final long position, final long address, final int length, final IoHandler handler, final int token) {
        run("read " + position + " " + length,
            () -> super.read(position, address, length, handler, token), handler, token);
    }

    @Override
    public void write(
        final long position, final long address, final int length, final boolean durable, final IoHandler handler,
        final int token) {
        run((durable ? "write durable " : "write ") + position + " " + length, () -> {
            mark(position, length, false);
            super.write(position, address, length, durable, handler, token);
        }, handler, token);
    }

    @Override
    public void flush(final IoHandler handler, final int token) {
        run("flush", () -> super.flush(handler, token), handler, token);
    }

    @Override
    public void discard(final long position, final long length, final IoHandler handler, final int token) {
        run("discard " + position + " " + length, () -> {
            mark(position, length, true);
            super.discard(position, length, handler, token);
        }, handler, token);
    }

    @Override
    public void zero(
        final long position, final long length, final boolean mayDiscard, final IoHandler handler,
        final int token) {
        run((mayDiscard ? "zero discarding " : "zero ") + position + " " + length, () -> {
            mark(position, length, mayDiscard);
            super.zero(position, length, mayDiscard, handler, token);
        }, handler, token);
    }

    @Override
    public void extents(
        final long position, final long length, final ExtentList extents, final IoHandler handler,
        final int token) {
        run("extents " + position + " " + length, () -> {
            extents.clear();
            final int size = logicalBlockSize();
            for (long at = position; at < position + length; at += size) {
                extents.add(size, holes.get((int) (at / size)));
            }
            engine.complete(0, handler, token);
        }, handler, token);
    }

    @Override
    public long mapped(final long position, final int length) {
        return mapped ? below().mapped(position, length) : 0;
    }

    @Override
    public int file(final long position, final int length) {
        return inFile ? below().file(position, length) : NO_FILE;
    }

    /** Address of a byte, for tests to look at. */
    public long address(final long position) {
        return bytes.address() + position;
    }

    @Override
    public void resize(final long size, final IoHandler handler, final int token) {
        pretendedSize = size;
        engine.complete(0, handler, token);
    }

    @Override
    public boolean canTellSpace() {
        return available > 0;
    }

    @Override
    public void space(final SpaceUse space, final IoHandler handler, final int token) {
        run("space", () -> {
            space.measured(1 << 20, available);
            engine.complete(0, handler, token);
        }, handler, token);
    }

    @Override
    public boolean canForgetKey() {
        return encrypted;
    }

    @Override
    public void forgetKey(final IoHandler handler, final int token) {
        run("forget key", () -> engine.complete(0, handler, token), handler, token);
    }

    @Override
    public void close() {
        bytes.close();
        super.close();
    }
}
