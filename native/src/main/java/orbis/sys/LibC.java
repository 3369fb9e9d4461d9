package orbis.sys;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.Variadic;
import jnr.ffi.types.off_t;

/** The calls of the C library that are made seldom, as jnr-ffi binds them. */
public interface LibC {
    /** The C library of the process. */
    LibC INSTANCE = LibraryLoader.create(LibC.class).load("c");

    /** Negated errno of the call that just failed in this thread. */
    static int failure() {
        return -Runtime.getRuntime(INSTANCE).getLastError();
    }

    /** open(2). */
    @Variadic(fixedCount = 2)
    int open(String path, int flags, int mode);

    /** close(2). */
    int close(int fd);

    /** unlink(2). */
    int unlink(String path);

    /** fcntl(2) with a number as its argument. */
    @Variadic(fixedCount = 2)
    int fcntl(int fd, int command, int argument);

    /** ftruncate(2). */
    int ftruncate(int fd, @off_t long length);

    /** lseek(2). */
    @off_t long lseek(int fd, @off_t long offset, int whence);

    /** flock(2). */
    int flock(int fd, int operation);

    /** statx(2). */
    int statx(int directory, String path, int flags, int mask, Pointer result);

    /** fstatfs(2). */
    int fstatfs(int fd, Pointer result);

    /** ioctl(2) with memory as its argument. */
    @Variadic(fixedCount = 2)
    int ioctl(int fd, long request, Pointer argument);

    /** socket(2). */
    int socket(int domain, int type, int protocol);

    /** setsockopt(2). */
    int setsockopt(int fd, int level, int option, Pointer value, int length);

    /** getsockopt(2). */
    int getsockopt(int fd, int level, int option, Pointer value, Pointer length);

    /** bind(2). */
    int bind(int fd, Pointer address, int length);

    /** getsockname(2). */
    int getsockname(int fd, Pointer address, Pointer length);

    /** sched_setaffinity(2). */
    @SuppressWarnings("checkstyle:MethodName")
    int sched_setaffinity(int thread, long length, Pointer mask);

    /** syscall(2): sched_getattr(2) and sched_setattr(2), which glibc has since 2.41. */
    @Variadic(fixedCount = 1)
    long syscall(long number, int thread, Pointer attributes, int third, int fourth);

    /** nice(2): of the calling thread, as Linux has it. */
    int nice(int increment);

    /** eventfd(2). */
    int eventfd(int initial, int flags);

    /** strerror(3). */
    String strerror(int errno);
}
