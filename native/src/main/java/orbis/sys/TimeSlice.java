package orbis.sys;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * How long a thread wants to run at a time. A thread that wakes up goes before one that runs when its slice is the
 * shorter one (Linux 6.12, EEVDF); with equal slices it may have to wait for the end of the other's, 1.4 ms on two
 * processors. Right for a thread that works for microseconds and then waits, and whose delay somebody feels.
 */
public final class TimeSlice {
    /** The shortest slice that the kernel takes, in nanoseconds. */
    public static final long SHORTEST_NS = 100_000;

    /** struct sched_attr in its first version (sched_setattr(2)). */
    private static final int LENGTH = 48;
    private static final int POLICY_OFFSET = 4;
    private static final int FLAGS_OFFSET = 8;
    private static final int RUNTIME_OFFSET = 24;
    private static final int SCHED_OTHER = 0;
    private static final long SCHED_FLAG_RESET_ON_FORK = 1;
    private static final boolean IS_ARM64 = "aarch64".equals(System.getProperty("os.arch"));
    private static final long SCHED_SETATTR = IS_ARM64 ? 274 : 314;
    private static final long SCHED_GETATTR = IS_ARM64 ? 275 : 315;

    private TimeSlice() {
    }

    /**
     * Sets the slice of the calling thread, but not of threads that it starts. Older kernels take it and do nothing.
     *
     * @param ns slice in nanoseconds, {@link #SHORTEST_NS} or more.
     * @return 0, or a negated errno: {@code -EINVAL} when the thread is scheduled by other rules than most.
     */
    public static int set(final long ns) {
        final Pointer attributes = Memory.allocateDirect(Runtime.getRuntime(LibC.INSTANCE), LENGTH, true);
        if (LibC.INSTANCE.syscall(SCHED_GETATTR, 0, attributes, LENGTH, 0) < 0) {
            return LibC.failure();
        }
        if (attributes.getInt(POLICY_OFFSET) != SCHED_OTHER) {
            return -Errno.EINVAL;
        }
        attributes.putLong(FLAGS_OFFSET, attributes.getLong(FLAGS_OFFSET) | SCHED_FLAG_RESET_ON_FORK);
        attributes.putLong(RUNTIME_OFFSET, ns);
        return LibC.INSTANCE.syscall(SCHED_SETATTR, 0, attributes, 0, 0) < 0 ? LibC.failure() : 0;
    }
}
