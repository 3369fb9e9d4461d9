package orbis.engine.io;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What the engines do alike: they tell results that are known, have blocking calls made, and read and write files in
 * memory by direct calls, since those never wait: tmpfs knows no attempt that fails, so a ring would hand each call
 * to a thread of the kernel.
 *
 * @param <S> kind of its sockets.
 */
abstract class EngineBase<S extends BufferedSocket> implements IoEngine {
    final ResultQueue results = new ResultQueue();
    final Set<S> sockets = new HashSet<>();
    final CallPool pool;
    /** What has ended in this poll. */
    int count;
    boolean closed;
    volatile boolean awaiting;
    private final FileTable files = new FileTable();

    EngineBase(final IoOptions options) {
        pool = new CallPool(options.fileThreads(), "orbis-call", this::wakeupIfAwaiting);
    }

    /** Reads from a file that is not in memory. */
    abstract void submitRead(FileAccess access, int fd, long address, int length, long position,
                             IoHandler handler, int token);

    /** Writes to a file that is not in memory. */
    abstract void submitWrite(FileAccess access, int fd, long address, int length, long position, boolean durable,
                              IoHandler handler, int token);

    abstract S newSocket(SocketChannel channel, SocketHandler handler) throws IOException;

    /** Gives up what the engine has, last of all. */
    abstract void free();

    /** Waits until the kernel uses no memory of anybody's any more. */
    void endAll() {
        // where there is no ring it uses none between calls
    }

    @Override
    public void access(final int fd, final FileAccess access) {
        files.access(fd, access);
    }

    @Override
    public final void read(final int fd, final long address, final int length, final long position,
                           final IoHandler handler, final int token) {
        final FileAccess access = files.access(fd);
        if (access == FileAccess.MEMORY) {
            results.add(handler, token, FileCall.read(fd, address, length, position));
        } else {
            submitRead(access, fd, address, length, position, handler, token);
        }
    }

    @Override
    public final void write(final int fd, final long address, final int length, final long position,
                            final boolean durable, final IoHandler handler, final int token) {
        final FileAccess access = files.access(fd);
        if (access == FileAccess.MEMORY) {
            results.add(handler, token, FileCall.write(fd, address, length, position, 0));
        } else {
            submitWrite(access, fd, address, length, position, durable, handler, token);
        }
    }

    @Override
    public final void offload(final int fd, final LongSupplier call, final IoHandler handler, final int token) {
        pool.offload(fd, call, handler, token);
    }

    @Override
    public final void complete(final long result, final IoHandler handler, final int token) {
        results.add(handler, token, result);
    }

    @Override
    public final StreamSocket adopt(final SocketChannel channel, final SocketHandler handler) throws IOException {
        final S socket = newSocket(channel, handler);
        sockets.add(socket);
        return socket;
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            pool.close();
            endAll();
            sockets.forEach(BufferedSocket::abandon);
            sockets.clear();
            free();
        }
    }

    /** Counts one thing that ended. */
    final void count() {
        count++;
    }

    private void wakeupIfAwaiting() {
        if (awaiting) {
            wakeup();
        }
    }
}
