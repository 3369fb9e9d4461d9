package orbis.engine.io;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;

/**
 * Asynchronous input and output of one agent, over off-heap memory. Operations are queued by the calls below
 * and handed to the kernel together by {@link #poll()}, which also runs the handlers of what has ended. All
 * calls but {@link #wakeup()} belong to the agent's thread; no call blocks but {@link #await(long)}, and
 * no handler runs inside the call that queued its operation.
 *
 * <p>Transfers are whole: a read or write ends when every byte is moved or with an error, never short.
 * A read that meets the end of the file ends with {@code -ENODATA}.
 */
public interface IoEngine extends AutoCloseable {
    /** What blocking calls are on that are not about the file of a disk. */
    int NO_FILE = -1;

    /** The engine's name in the configuration: {@code uring} or {@code nio}. */
    String name();

    /**
     * Tells how a file is best read and written. Optional; a file that nothing was told of is
     * {@link FileAccess#BUFFERED}.
     *
     * @param fd     file descriptor; it must be told again, as BUFFERED, before it is closed.
     * @param access how its bytes are reached.
     */
    default void access(final int fd, final FileAccess access) {
        // all files alike
    }

    /**
     * Reads from a file.
     *
     * @param fd       file descriptor.
     * @param address  where the bytes go; aligned as the file asks when it was opened with O_DIRECT.
     * @param length   bytes, more than 0.
     * @param position offset in the file, in bytes.
     * @param handler  told of the end, with {@code length} or a negated errno.
     * @param token    handed back to the handler.
     */
    void read(int fd, long address, int length, long position, IoHandler handler, int token);

    /**
     * Writes to a file.
     *
     * @param fd       file descriptor.
     * @param address  the bytes, left untouched until the handler is told.
     * @param length   bytes, more than 0.
     * @param position offset in the file, in bytes.
     * @param durable  true when the bytes must be on the medium before the end is told (RWF_DSYNC).
     * @param handler  told of the end, with {@code length} or a negated errno.
     * @param token    handed back to the handler.
     */
    void write(int fd, long address, int length, long position, boolean durable, IoHandler handler, int token);

    /**
     * Brings a file's data to the medium (fdatasync).
     *
     * @param fd      file descriptor.
     * @param handler told of the end, with 0 or a negated errno.
     * @param token   handed back to the handler.
     */
    void sync(int fd, IoHandler handler, int token);

    /**
     * Changes a file's allocation (fallocate(2)).
     *
     * @param fd       file descriptor.
     * @param mode     FALLOC_FL_* flags.
     * @param position offset in the file, in bytes.
     * @param length   bytes, more than 0.
     * @param handler  told of the end, with 0 or a negated errno.
     * @param token    handed back to the handler.
     */
    void allocate(int fd, int mode, long position, long length, IoHandler handler, int token);

    /**
     * Runs a blocking call that has no asynchronous form (ioctl, lseek) on a small pool of threads. A file whose calls
     * hang holds up no other.
     *
     * @param fd      file that the call is on, or {@link #NO_FILE}.
     * @param call    gives 0 or more, or a negated errno; must not throw.
     * @param handler told of the result, on the agent's thread.
     * @param token   handed back to the handler.
     */
    void offload(int fd, LongSupplier call, IoHandler handler, int token);

    /**
     * Tells a result that is known already, at the next {@link #poll()}: for what needs no input or output.
     *
     * @param result  0 or more, or a negated errno.
     * @param handler told of it.
     * @param token   handed back to the handler.
     */
    void complete(long result, IoHandler handler, int token);

    /**
     * Takes over a connected socket. The channel must not be used by any other engine; it is closed with the
     * {@link StreamSocket}.
     *
     * @param channel connected channel, non-blocking.
     * @param handler told of what happens on it.
     * @return the socket, not reading yet.
     * @throws IOException when the channel cannot be used.
     */
    StreamSocket adopt(SocketChannel channel, SocketHandler handler) throws IOException;

    /**
     * Registers memory into which {@link FileAccess#DIRECT} files will be read, and from which they will be written,
     * where the kernel gains by that. Optional.
     *
     * @param address start of the memory, page aligned.
     * @param length  bytes.
     */
    default void register(final long address, final long length) {
        // gains nothing
    }

    /**
     * Hands queued operations to the kernel and runs the handlers of those that have ended. Bounded.
     *
     * @return how many operations ended.
     */
    int poll();

    /**
     * Waits until an operation has ended, {@link #wakeup()} is called, or the time is over.
     *
     * @param timeoutNs nanoseconds, 0 or more.
     */
    void await(long timeoutNs);

    /** Ends an {@link #await(long)}, now or the next one. Any thread may call it. */
    void wakeup();

    /** Ends all operations, and closes the sockets that are still open. Handlers are not told. */
    @Override
    void close();
}
