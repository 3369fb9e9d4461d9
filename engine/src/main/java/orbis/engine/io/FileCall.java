package orbis.engine.io;

import java.util.function.LongSupplier;
import orbis.sys.Errno;
import orbis.sys.RawIo;

/** One blocking call on its way through a {@link CallPool}; reused. */
final class FileCall {
    static final int READ = 0;
    static final int WRITE = 1;
    static final int SYNC = 2;
    static final int ALLOCATE = 3;
    static final int OFFLOAD = 4;

    int kind;
    int fd;
    /** Flags of a write, mode of an allocation. */
    int flags;
    long address;
    long length;
    long position;
    LongSupplier call;
    IoHandler handler;
    int token;
    long result;
    FileLane lane;
    FileCall next;

    /** Makes the call, on any thread. */
    void run() {
        switch (kind) {
            case READ -> result = read(fd, address, (int) length, position);
            case WRITE -> result = write(fd, address, (int) length, position, flags);
            case SYNC -> result = RawIo.sync(fd);
            case ALLOCATE -> result = RawIo.allocate(fd, flags, position, length);
            case OFFLOAD -> result = offload();
            default -> throw new IllegalStateException("kind " + kind);
        }
    }

    /** Reads all of it; the end of the file is an error. */
    static long read(final int fd, final long address, final int length, final long position) {
        int done = 0;
        while (done < length) {
            final int moved = RawIo.read(fd, address + done, length - done, position + done, 0);
            if (moved <= 0) {
                return moved == 0 ? -Errno.ENODATA : moved;
            }
            done += moved;
        }
        return done;
    }

    /** Writes all of it. */
    static long write(final int fd, final long address, final int length, final long position, final int flags) {
        int done = 0;
        while (done < length) {
            final int moved = RawIo.write(fd, address + done, length - done, position + done, flags);
            if (moved <= 0) {
                return moved == 0 ? -Errno.EIO : moved;
            }
            done += moved;
        }
        return done;
    }

    private long offload() {
        try {
            return call.getAsLong();
        } catch (final RuntimeException | Error e) {
            Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), e);
            return -Errno.EIO;
        }
    }
}
