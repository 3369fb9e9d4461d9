package orbis.sys;

import org.agrona.UnsafeApi;

/** An eventfd by which one thread ends another's wait. */
public final class WakeupFd implements AutoCloseable {
    private static final int EFD_NONBLOCK = 0x800;
    private static final int EFD_CLOEXEC = 0x80000;

    private final int fd;
    private final Slab memory = new Slab(Slab.PAGE);

    /** Makes one. */
    public WakeupFd() {
        fd = LibC.INSTANCE.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
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

    /** Makes it not ready. */
    public void drain() {
        RawIo.readStream(fd, memory.address() + Long.BYTES, Long.BYTES);
    }

    @Override
    public void close() {
        LibC.INSTANCE.close(fd);
        memory.close();
    }
}
