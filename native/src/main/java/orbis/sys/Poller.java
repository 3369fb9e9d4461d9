package orbis.sys;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.UnsafeApi;

/** Waits for many file descriptors at once (epoll), level triggered. All but {@link #wakeup()} is one thread's. */
public final class Poller implements AutoCloseable {
    /** Ready to be read. */
    public static final int READ = 0x1;
    /** Ready to be written. */
    public static final int WRITE = 0x4;

    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MOST = 64;
    private static final int WAKEUP = -1;

    static {
        NativeLibrary.require();
    }

    private final Slab tokens = new Slab(MOST * Integer.BYTES);
    private final WakeupFd wakeup;
    private final int epoll;
    private final AtomicBoolean woken = new AtomicBoolean();
    private int count;

    /**
     * Makes a poller.
     *
     * @throws IOException when there are no more file descriptors.
     */
    public Poller() throws IOException {
        epoll = create();
        if (epoll < 0) {
            throw new IOException("cannot make an epoll: " + Errno.message(-epoll));
        }
        wakeup = new WakeupFd();
        control(epoll, ADD, wakeup.fd(), READ, WAKEUP);
    }

    /**
     * Waits for a file descriptor too.
     *
     * @param fd     to wait for.
     * @param events {@link #READ}, {@link #WRITE}.
     * @param token  told when it is ready, 0 or more.
     */
    public void add(final int fd, final int events, final int token) throws IOException {
        final int result = control(epoll, ADD, fd, events, token);
        if (result < 0) {
            throw new IOException("cannot wait for a file descriptor: " + Errno.message(-result));
        }
    }

    /**
     * Waits no more for a file descriptor.
     *
     * @param fd added before, not closed yet.
     * @return 0 or a negated errno.
     */
    public int remove(final int fd) {
        return control(epoll, DELETE, fd, 0, 0);
    }

    /**
     * Waits until something is ready, {@link #wakeup()} is called or the time is over.
     *
     * @param timeoutMs milliseconds, 0 not to wait.
     * @return how many are ready.
     */
    public int await(final int timeoutMs) {
        final int result = await(epoll, tokens.address(), MOST, timeoutMs);
        count = 0;
        for (int i = 0; i < result; i++) {
            final int token = UnsafeApi.getInt(tokens.address() + i * 4L);
            if (token == WAKEUP) {
                wakeup.drain();
                woken.set(false); // last: a wakeup in between is told by this very return
            } else {
                UnsafeApi.putInt(tokens.address() + count++ * 4L, token);
            }
        }
        return count;
    }

    /**
     * Who is ready.
     *
     * @param index below what {@link #await(int)} gave.
     * @return its token.
     */
    public int token(final int index) {
        return UnsafeApi.getInt(tokens.address() + index * 4L);
    }

    /** Ends an {@link #await(int)}, now or the next one. Any thread may call it. */
    public void wakeup() {
        if (woken.compareAndSet(false, true)) {
            wakeup.signal();
        }
    }

    @Override
    public void close() {
        LibC.INSTANCE.close(epoll);
        wakeup.close();
        tokens.close();
    }

    private static native int create();

    private static native int control(int epoll, int operation, int fd, int events, int token);

    private static native int await(int epoll, long tokens, int most, int timeoutMs);
}
