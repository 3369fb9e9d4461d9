package orbis.sys;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Which processor a thread runs on. */
public final class Affinity {
    /** Processors that the mask has room for (CPU_SETSIZE). */
    public static final int MAX_PROCESSORS = 1024;

    private Affinity() {
    }

    /**
     * Keeps the calling thread on one processor (sched_setaffinity(2)).
     *
     * @param processor number of the processor, from 0.
     * @return 0, or a negated errno: {@code -EINVAL} when there is no such processor, or not for this process.
     */
    public static int pin(final int processor) {
        if (processor < 0 || processor >= MAX_PROCESSORS) {
            return -Errno.EINVAL;
        }
        final Pointer mask = Memory.allocateDirect(Runtime.getRuntime(LibC.INSTANCE), MAX_PROCESSORS / Byte.SIZE, true);
        mask.putByte(processor / Byte.SIZE, (byte) (1 << processor % Byte.SIZE));
        return LibC.INSTANCE.sched_setaffinity(0, MAX_PROCESSORS / Byte.SIZE, mask) == 0 ? 0 : LibC.failure();
    }
}
