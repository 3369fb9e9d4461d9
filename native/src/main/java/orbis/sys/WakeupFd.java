package orbis.sys;

import org.agrona.UnsafeApi;

/** An eventfd by which one thread ends another's wait. */
public final class WakeupFd implements AutoCloseable {
    private static final int EFD_NONBLOCK = 0x800;
    private static final int EFD_CLOEXEC = 0x80000;

    private final int fd;
    private final Slab memory = new Slab(Slab.PAGE);

    /** Makes one whose {@link #drain()} does not wait. */
    public WakeupFd() {
        this(false);
    }

    /**
     * Makes one.
     *
     * @param blocking whether a read of it waits for {@link #signal()}, as a ring needs it.
     */
    public WakeupFd(final boolean blocking) {
        fd = LibC.INSTANCE.eventfd(0, (blocking ? 0 : EFD_NONBLOCK) | EFD_CLOEXEC);
        if (fd < 0) {
            throw new IllegalStateException("cannot make an eventfd: " + Errno.message(-LibC.failure()));
        }
        UnsafeApi.putLong(memory.address(), 1);
    }

    /** The file descriptor: ready to be read after {@link #signal()}. */
    public int fd() {
        return fd;
    }

    /** Makes it ready. Any thread may call it, until {@link #close()}. */
    public void signal() {
        RawIo.writeStream(fd, memory.address(), Long.BYTES);
    }

    /** Where the {@link Long#BYTES} bytes that a read gives can go. */
    public long target() {
        return memory.address() + Long.BYTES;
    }

    /** Makes it not ready. */
    public void drain() {
        RawIo.readStream(fd, target(), Long.BYTES);
    }

    @Override
    public void close() {
        LibC.INSTANCE.close(fd);
        memory.close();
    }
}
