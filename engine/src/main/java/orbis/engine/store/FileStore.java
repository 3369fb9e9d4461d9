package orbis.engine.store;

import java.nio.file.Path;
import orbis.engine.io.FileAccess;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;
import orbis.sys.Errno;
import orbis.sys.Files;

/** What stores over a file descriptor have in common. */
abstract class FileStore implements BlockStore {
    private final int fd;
    private final FileAccess access;
    private final boolean device;
    private final boolean readOnly;
    private final int blockSize;
    /** What is sent from where it is; null unless the file is in memory. */
    private final MappedPages pages;
    private long size;
    private IoEngine engine;
    private FlushQueue flushes;
    private Zeroing zeroing;

    FileStore(final int fd, final FileAccess access, final boolean device, final boolean readOnly,
              final int blockSize, final long size) {
        this.fd = fd;
        this.access = access;
        this.device = device;
        this.readOnly = readOnly;
        this.blockSize = blockSize;
        this.size = size & -blockSize;
        pages = inMemory() && this.size > 0 && isWritable(fd) ? new MappedPages(fd, this.size) : null;
    }

    /** The system tells what of a file is in memory only to those who may write to it, or own it. */
    private static boolean isWritable(final int fd) {
        return java.nio.file.Files.isWritable(Path.of("/proc/self/fd/" + fd));
    }

    final int fd() {
        return fd;
    }

    final IoEngine engine() {
        return engine;
    }

    /** Whether holes can be punched, as far as is known. */
    final boolean canPunch() {
        return zeroing == null || zeroing.canPunch();
    }

    final void size(final long bytes) {
        if (bytes < size) {
            forget(bytes, size - bytes);
        }
        size = bytes & -blockSize;
    }

    final boolean inMemory() {
        return access == FileAccess.MEMORY;
    }

    @Override
    public final long size() {
        return size;
    }

    @Override
    public final int logicalBlockSize() {
        return blockSize;
    }

    @Override
    public final boolean readOnly() {
        return readOnly;
    }

    @Override
    public final void bind(final IoEngine owner) {
        engine = owner;
        engine.access(fd, access);
        flushes = new FlushQueue(owner, fd);
        zeroing = new Zeroing(owner, fd, device, inMemory());
    }

    @Override
    public final void read(final long position, final long address, final int length, final IoHandler handler,
                           final int token) {
        engine.read(fd, address, length, position, handler, token);
    }

    @Override
    public final void write(final long position, final long address, final int length, final boolean durable,
                            final IoHandler handler, final int token) {
        if (reaches(position, length)) {
            engine.write(fd, address, length, position, durable, handler, token);
        } else {
            engine.complete(-Errno.ENOSPC, handler, token);
        }
    }

    /** Whether a range is on the disk: a file that was made smaller would grow again by a write that began before. */
    private boolean reaches(final long position, final long length) {
        return position + length <= size;
    }

    @Override
    public final void flush(final IoHandler handler, final int token) {
        flushes.flush(handler, token);
    }

    @Override
    public void discard(final long position, final long length, final IoHandler handler, final int token) {
        forget(position, length);
        zeroing.zero(position, length, true, handler, token);
    }

    @Override
    public final void zero(final long position, final long length, final boolean mayDiscard, final IoHandler handler,
                           final int token) {
        if (reaches(position, length)) {
            forget(position, length);
            zeroing.zero(position, length, mayDiscard, handler, token);
        } else {
            engine.complete(-Errno.ENOSPC, handler, token);
        }
    }

    private void forget(final long position, final long length) {
        if (pages != null) {
            pages.forget(position, length);
        }
    }

    @Override
    public final long mapped(final long position, final int length) {
        // What is there now may be a hole when it is sent.
        final boolean waits = pages == null || zeroing != null && zeroing.busy();
        return waits ? 0 : pages.address(position, length);
    }

    @Override
    public final int file(final long position, final int length) {
        // A file that someone else has shortened must fail in a read, which can tell the initiator.
        return pages != null && pages.reaches(position + length) ? fd : NO_FILE;
    }

    @Override
    public final void close() {
        if (engine != null) {
            engine.access(fd, FileAccess.BUFFERED);
        }
        if (pages != null) {
            pages.close();
        }
        Files.close(fd);
    }
}
