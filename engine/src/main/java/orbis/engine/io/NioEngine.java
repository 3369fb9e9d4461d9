package orbis.engine.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import orbis.sys.RawIo;

/**
 * The engine of kernels without io_uring: a selector tells which sockets are ready, and a small pool of threads makes
 * those calls on files that may wait: all but reads of what the page cache has.
 */
public final class NioEngine extends EngineBase<NioSocket> {
    private static final Consumer<SelectionKey> NOBODY = key -> { };

    private final Selector selector;
    private final MemoryBlocks receiveBlocks;
    private final MemoryBlocks vectorBlocks = new MemoryBlocks(IoVectors.LENGTH, 32);
    private final Consumer<SelectionKey> collector = this::collect;
    private NioSocket[] ready = new NioSocket[64];
    private int[] readyOperations = new int[64];
    private int readyCount;
    private NioSocket[] listed = new NioSocket[64];
    private NioSocket[] working = new NioSocket[64];
    private int listedCount;

    /**
     * Makes an engine.
     *
     * @param options its sizes.
     */
    public NioEngine(final IoOptions options) {
        super(options);
        try {
            selector = Selector.open();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot open a selector", e);
        }
        receiveBlocks = new MemoryBlocks(options.receiveBufferLength(), 1);
    }

    @Override
    public String name() {
        return "nio";
    }

    @Override
    void submitRead(final FileAccess access, final int fd, final long address, final int length, final long position,
                    final IoHandler handler, final int token) {
        if (access == FileAccess.BUFFERED && RawIo.read(fd, address, length, position, RawIo.RWF_NOWAIT) == length) {
            results.add(handler, token, length); // the page cache had it
        } else {
            submit(FileCall.READ, fd, 0, address, length, position, handler, token);
        }
    }

    @Override
    void submitWrite(final FileAccess access, final int fd, final long address, final int length, final long position,
                     final boolean durable, final IoHandler handler, final int token) {
        submit(FileCall.WRITE, fd, durable ? RawIo.RWF_DSYNC : 0, address, length, position, handler, token);
    }

    @Override
    public void sync(final int fd, final IoHandler handler, final int token) {
        submit(FileCall.SYNC, fd, 0, 0, 0, 0, handler, token);
    }

    @Override
    public void allocate(final int fd, final int mode, final long position, final long length,
                         final IoHandler handler, final int token) {
        submit(FileCall.ALLOCATE, fd, mode, 0, length, position, handler, token);
    }

    @Override
    NioSocket newSocket(final SocketChannel channel, final SocketHandler handler) throws IOException {
        return new NioSocket(this, channel, handler);
    }

    @Override
    public int poll() {
        count = results.tell() + pool.tell();
        pollListed();
        if (readyCount == 0 && !sockets.isEmpty()) {
            select(0);
        }
        final int waiting = readyCount;
        readyCount = 0;
        for (int i = 0; i < waiting; i++) {
            final NioSocket socket = ready[i];
            ready[i] = null;
            socket.ready(readyOperations[i]);
        }
        return count;
    }

    @Override
    public void await(final long timeoutNs) {
        awaiting = true;
        if (results.count() == 0 && listedCount == 0 && readyCount == 0 && !pool.hasEnded()) {
            select(timeoutNs);
        }
        awaiting = false;
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    void free() {
        try {
            selector.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        receiveBlocks.close();
        vectorBlocks.close();
    }

    Selector selector() {
        return selector;
    }

    MemoryBlocks receiveBlocks() {
        return receiveBlocks;
    }

    MemoryBlocks vectorBlocks() {
        return vectorBlocks;
    }

    /** Lets a socket work at the next poll. */
    void list(final NioSocket socket) {
        if (!socket.listed) {
            socket.listed = true;
            if (listedCount == listed.length) {
                listed = Arrays.copyOf(listed, listedCount * 2);
            }
            listed[listedCount++] = socket;
        }
    }

    /** Takes a channel off the selector, so that another engine can have it. */
    void deregister(final NioSocket socket, final SelectionKey key) {
        sockets.remove(socket);
        key.cancel();
        try {
            // A handler may have asked, amid those that are ready: who else is ready is told again by the next look.
            selector.selectNow(NOBODY);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void submit(final int kind, final int fd, final int flags, final long address, final long length,
                        final long position, final IoHandler handler, final int token) {
        final FileCall call = pool.call(kind, handler, token);
        call.fd = fd;
        call.flags = flags;
        call.address = address;
        call.length = length;
        call.position = position;
        pool.submit(call);
    }

    private void pollListed() {
        final NioSocket[] work = listed;
        final int waiting = listedCount;
        listed = working;
        working = work;
        listedCount = 0;
        int done = 0;
        try {
            while (done < waiting) {
                final NioSocket socket = work[done];
                work[done++] = null;
                socket.listed = false;
                socket.work();
            }
        } finally {
            for (; done < waiting; done++) { // a handler failed: the others' turn comes with the next poll
                work[done].listed = false;
                list(work[done]);
                work[done] = null;
            }
        }
    }

    private void select(final long timeoutNs) {
        try {
            if (timeoutNs == 0) {
                selector.selectNow(collector);
            } else {
                selector.select(collector, Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNs + 999_999)));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final ClosedSelectorException e) {
            throw new IllegalStateException("the engine is closed", e);
        }
    }

    private void collect(final SelectionKey key) {
        if (readyCount == ready.length) {
            ready = Arrays.copyOf(ready, readyCount * 2);
            readyOperations = Arrays.copyOf(readyOperations, readyCount * 2);
        }
        ready[readyCount] = (NioSocket) key.attachment();
        readyOperations[readyCount++] = key.readyOps();
    }
}
