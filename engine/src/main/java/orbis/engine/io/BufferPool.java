package orbis.engine.io;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.agrona.BitUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.status.AtomicCounter;
import orbis.sys.Slab;

/**
 * Page-aligned buffers of one agent, cut from one slab that is taken at start. Sizes are powers of two from
 * {@link #MIN_LENGTH} to {@link #MAX_LENGTH} bytes (a buddy system: neighbours that are both free become one).
 * What comes out is not zeroed: whoever sends a buffer sends only what was written to it. One thread uses it.
 *
 * <p>Who finds it empty waits by {@link #await(BufferWaiter)}; the agent tells those that wait by
 * {@link #tellWaiters()} in each of its duty cycles, never from within {@link #release(long, int)}.
 */
public final class BufferPool implements AutoCloseable {
    /** Smallest buffer, in bytes: one page. */
    public static final int MIN_LENGTH = 4096;
    /** Largest buffer, in bytes. */
    public static final int MAX_LENGTH = 256 * 1024;
    /** What {@link #acquire(int)} gives when nothing is free. */
    public static final long NONE = 0;

    private static final int MIN_SHIFT = Integer.numberOfTrailingZeros(MIN_LENGTH);
    private static final int ORDERS = Integer.numberOfTrailingZeros(MAX_LENGTH) - MIN_SHIFT + 1;
    private static final int TOP = ORDERS - 1;
    /** What memory is overwritten with in tests when nobody may look at it any more. */
    static final byte POISON = (byte) 0xdb;
    /** State of a page that begins a free block: its order. In use: its order + IN_USE. Else: INSIDE. */
    private static final byte IN_USE = 0x40;
    private static final byte INSIDE = -1;
    private static final int END = -1;

    private final Slab slab;
    private final long base;
    private final boolean poison;
    private final AtomicCounter waits;
    private final byte[] state;
    private final int[] next;
    private final int[] previous;
    private final int[] heads = new int[ORDERS];
    private final IdentityHashMap<BufferWaiter, Boolean> waiting = new IdentityHashMap<>();
    private BufferWaiter[] waiters = new BufferWaiter[64];
    private int waiterHead;
    private int waiterCount;
    private boolean released;
    private boolean headAgain;
    private BufferWaiter told;
    private long available;

    /**
     * Takes the memory. With assertions on (-ea), what is released is overwritten.
     *
     * @param length bytes, rounded down to whole buffers of {@link #MAX_LENGTH}, at least one.
     */
    public BufferPool(final long length) {
        this(length, null);
    }

    /**
     * Takes the memory. With assertions on (-ea), what is released is overwritten.
     *
     * @param length bytes, rounded down to whole buffers of {@link #MAX_LENGTH}, at least one.
     * @param waits  counts those that have to wait, or null.
     */
    public BufferPool(final long length, final AtomicCounter waits) {
        this(length, BufferPool.class.desiredAssertionStatus(), waits);
    }

    /**
     * Takes the memory.
     *
     * @param length bytes, rounded down to whole buffers of {@link #MAX_LENGTH}, at least one.
     * @param poison whether to overwrite what is released, so that tests see its use afterwards.
     */
    public BufferPool(final long length, final boolean poison) {
        this(length, poison, null);
    }

    private BufferPool(final long length, final boolean poison, final AtomicCounter waits) {
        final long whole = Math.max(MAX_LENGTH, length & -MAX_LENGTH);
        if (whole >> MIN_SHIFT > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(length + " bytes are more than a pool can hold");
        }
        slab = new Slab(whole + MAX_LENGTH, true);
        base = slab.address() + MAX_LENGTH - 1 & -MAX_LENGTH;
        this.poison = poison;
        this.waits = waits;
        final int pages = (int) (whole >> MIN_SHIFT);
        state = new byte[pages];
        next = new int[pages];
        previous = new int[pages];
        Arrays.fill(state, INSIDE);
        Arrays.fill(heads, END);
        for (int page = pages - (1 << TOP); page >= 0; page -= 1 << TOP) {
            push(page, TOP);
        }
        available = whole;
    }

    /** Address of the first buffer. */
    public long address() {
        return base;
    }

    /** Bytes of all buffers together. */
    public long length() {
        return (long) state.length << MIN_SHIFT;
    }

    /** Bytes that are free, be it in one piece or in many. */
    public long available() {
        return available;
    }

    /**
     * Takes a buffer.
     *
     * @param length bytes, 1 to {@link #MAX_LENGTH}; rounded up to a power of two.
     * @return its address, a multiple of {@link #MIN_LENGTH}, or {@link #NONE}.
     */
    public long acquire(final int length) {
        final int order = order(length);
        int from = order;
        while (heads[from] == END) {
            if (++from == ORDERS) {
                return NONE;
            }
        }
        final int page = heads[from];
        unlink(page, from);
        while (from > order) {
            from--;
            push(page + (1 << from), from);
        }
        state[page] = (byte) (order + IN_USE);
        available -= (long) MIN_LENGTH << order;
        return base + ((long) page << MIN_SHIFT);
    }

    /**
     * Gives a buffer back.
     *
     * @param address as {@link #acquire(int)} gave it.
     * @param length  as it was asked for.
     * @throws IllegalArgumentException when there is no such buffer in use.
     */
    public void release(final long address, final int length) {
        int order = order(length);
        final long offset = address - base;
        if (offset < 0 || offset >= length() || (offset & MIN_LENGTH - 1) != 0
            || state[(int) (offset >> MIN_SHIFT)] != order + IN_USE) {
            throw new IllegalArgumentException(
                "no buffer of " + length + " bytes is in use at offset " + offset + " of the pool");
        }
        if (poison) {
            UnsafeApi.setMemory(address, (long) MIN_LENGTH << order, POISON);
        }
        available += (long) MIN_LENGTH << order;
        int page = (int) (offset >> MIN_SHIFT);
        state[page] = INSIDE;
        while (order < TOP && state[page ^ 1 << order] == order) {
            unlink(page ^ 1 << order, order);
            state[page ^ 1 << order] = INSIDE;
            page &= ~(1 << order);
            order++;
        }
        push(page, order);
        released = true;
    }

    /**
     * Waits for a release, in the order of the calls. Who waits already goes on waiting.
     *
     * @param waiter told once.
     */
    public void await(final BufferWaiter waiter) {
        if (waiting.put(waiter, Boolean.TRUE) != null) {
            return;
        }
        if (waiterCount == waiters.length) {
            grow();
        }
        if (waiter == told) {
            waiterHead = waiterHead - 1 & waiters.length - 1;
            waiters[waiterHead] = waiter;
            headAgain = true;
        } else {
            waiters[waiterHead + waiterCount & waiters.length - 1] = waiter;
            if (waits != null) {
                waits.increment();
            }
        }
        waiterCount++;
    }

    /**
     * Ends a wait that nobody is interested in any more.
     *
     * @param waiter that waits, or not.
     */
    public void forget(final BufferWaiter waiter) {
        if (waiting.remove(waiter) != null) {
            final int mask = waiters.length - 1;
            int kept = 0;
            for (int i = 0; i < waiterCount; i++) {
                final BufferWaiter each = waiters[waiterHead + i & mask];
                if (each != waiter) {
                    waiters[waiterHead + kept++ & mask] = each;
                }
            }
            waiters[waiterHead + kept & mask] = null;
            waiterCount = kept;
            // Who stood behind it may do with what was too little for it.
            released = true;
        }
    }

    /**
     * Tells those that wait that something was released, first come first told, until one of them finds too
     * little. Costs nothing when nothing was released.
     *
     * @return how many were told.
     */
    public int tellWaiters() {
        if (!released) {
            return 0;
        }
        released = false;
        headAgain = false;
        int count = 0;
        for (int left = waiterCount; left > 0 && waiterCount > 0 && !headAgain; left--) {
            told = waiters[waiterHead];
            waiters[waiterHead] = null;
            waiterHead = waiterHead + 1 & waiters.length - 1;
            waiterCount--;
            waiting.remove(told);
            count++;
            try {
                told.onBufferFree();
            } catch (final RuntimeException e) {
                released = true; // it costs those behind it nothing
                throw e;
            } finally {
                told = null;
            }
        }
        return count;
    }

    /** Unmaps the memory. */
    @Override
    public void close() {
        slab.close();
    }

    private static int order(final int length) {
        if (length <= 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("a buffer of " + length + " bytes");
        }
        final int rounded = BitUtil.findNextPositivePowerOfTwo(Math.max(length, MIN_LENGTH));
        return Integer.numberOfTrailingZeros(rounded) - MIN_SHIFT;
    }

    private void push(final int page, final int order) {
        state[page] = (byte) order;
        previous[page] = END;
        next[page] = heads[order];
        if (heads[order] != END) {
            previous[heads[order]] = page;
        }
        heads[order] = page;
    }

    private void unlink(final int page, final int order) {
        if (previous[page] == END) {
            heads[order] = next[page];
        } else {
            next[previous[page]] = next[page];
        }
        if (next[page] != END) {
            previous[next[page]] = previous[page];
        }
    }

    private void grow() {
        final BufferWaiter[] larger = new BufferWaiter[waiters.length * 2];
        for (int i = 0; i < waiterCount; i++) {
            larger[i] = waiters[waiterHead + i & waiters.length - 1];
        }
        waiters = larger;
        waiterHead = 0;
    }
}
