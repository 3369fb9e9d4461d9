package orbis.engine.store;

import org.agrona.UnsafeApi;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;
import orbis.sys.Errno;
import orbis.sys.MemoryFile;
import orbis.sys.Slab;

/** A disk in memory, gone with the process: for tests, and to measure what is above. */
public final class MemoryStore implements BlockStore {
    private final MemoryFile memory;
    private final int blockSize;
    private final int physicalBlockSize;
    /** The pages that have space of their own: written, or made zeroes that must keep it. */
    private final PageSet pages;
    private IoEngine engine;

    /**
     * Takes the memory; the system backs it when it is written to, and has as much left.
     *
     * @param size      bytes, whole blocks; less than 8 TiB.
     * @param blockSize 512 or 4096.
     */
    public MemoryStore(final long size, final int blockSize) {
        this(size, blockSize, Slab.PAGE);
    }

    /**
     * Takes the memory, of a disk that tells of other physical blocks than pages.
     *
     * @param size              bytes, whole blocks; less than 8 TiB.
     * @param blockSize         512 or 4096.
     * @param physicalBlockSize as much, or more.
     */
    MemoryStore(final long size, final int blockSize, final int physicalBlockSize) {
        this.blockSize = blockSize;
        this.physicalBlockSize = Math.max(blockSize, physicalBlockSize);
        pages = new PageSet(size);
        memory = new MemoryFile(size);
    }

    @Override
    public long size() {
        return memory.length();
    }

    @Override
    public int logicalBlockSize() {
        return blockSize;
    }

    @Override
    public int physicalBlockSize() {
        return physicalBlockSize;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public boolean canDiscard() {
        return true;
    }

    @Override
    public boolean discardZeroes() {
        return true;
    }

    @Override
    public boolean canZeroFast() {
        return true;
    }

    @Override
    public boolean canTellHoles() {
        return true;
    }

    @Override
    public boolean hasVolatileCache() {
        return false;
    }

    @Override
    public void bind(final IoEngine owner) {
        engine = owner;
    }

    @Override
    public void read(final long position, final long address, final int length, final IoHandler handler,
                     final int token) {
        if (whole(position, length)) {
            UnsafeApi.copyMemory(memory.address() + position, address, length);
        } else {
            UnsafeApi.setMemory(address, length, (byte) 0);
            copyPages(position, address, position + length);
        }
        engine.complete(length, handler, token);
    }

    /** Copies the pages that have space; a look at the others would give them some. */
    private void copyPages(final long position, final long address, final long end) {
        long from = pages.next(position);
        while (from < end) {
            final long to = Math.min(end, pages.nextMissing(from));
            UnsafeApi.copyMemory(memory.address() + from, address + from - position, to - from);
            from = pages.next(to);
        }
    }

    @Override
    public void write(final long position, final long address, final int length, final boolean durable,
                      final IoHandler handler, final int token) {
        UnsafeApi.copyMemory(address, memory.address() + position, length);
        pages.add(position, length);
        engine.complete(length, handler, token);
    }

    @Override
    public void flush(final IoHandler handler, final int token) {
        engine.complete(0, handler, token);
    }

    @Override
    public void discard(final long position, final long length, final IoHandler handler, final int token) {
        zero(position, length, true, handler, token);
    }

    @Override
    public void zero(final long position, final long length, final boolean mayDiscard, final IoHandler handler,
                     final int token) {
        final long from = position + Slab.PAGE - 1 & -Slab.PAGE;
        final long to = position + length & -Slab.PAGE;
        if (from < to) {
            fill(position, from - position);
            memory.giveBack(from, to - from);
            fill(to, position + length - to);
            pages.remove(from, to - from);
        } else {
            fill(position, length);
        }
        if (!mayDiscard) {
            pages.add(position, length);
        }
        engine.complete(0, handler, token);
    }

    @Override
    public void extents(final long position, final long length, final ExtentList extents, final IoHandler handler,
                        final int token) {
        extents.clear();
        final long end = position + length;
        long at = position;
        while (at < end && !extents.full()) {
            final long data = pages.next(at);
            final boolean hole = data > at;
            final long to = Math.min(end, hole ? data : pages.nextMissing(at));
            extents.add(to - at, hole);
            at = to;
        }
        engine.complete(0, handler, token);
    }

    @Override
    public long mapped(final long position, final int length) {
        return whole(position, length) ? memory.address() + position : 0;
    }

    private boolean whole(final long position, final int length) {
        return pages.nextMissing(position) >= position + length;
    }

    @Override
    public int file(final long position, final int length) {
        return memory.fd();
    }

    @Override
    public void resize(final long size, final IoHandler handler, final int token) {
        engine.complete(-Errno.EOPNOTSUPP, handler, token);
    }

    @Override
    public void close() {
        memory.close();
    }

    private void fill(final long position, final long length) {
        if (length > 0) {
            UnsafeApi.setMemory(memory.address() + position, length, (byte) 0);
        }
    }
}
