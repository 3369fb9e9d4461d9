package orbis.engine.io;

import java.util.Arrays;
import orbis.sys.BufferRing;
import orbis.sys.Ring;

/**
 * The buffers that the kernel receives into, by number. There are few at start. When the kernel finds none, as many
 * again are added; beyond a bound that only happens when sockets hold all of them, so that sockets that stand
 * still never stop those that could go on.
 */
final class RingBuffers implements AutoCloseable {
    private static final int RING = 32768;
    private static final int BOUND = 256;

    private final BufferRing ring;
    private final MemoryBlocks blocks;
    private long[] addresses = new long[64];
    private int made;
    /** With the kernel, as far as this side has been told. */
    private int given;

    RingBuffers(final Ring ring, final int length, final int count) {
        this.ring = new BufferRing(ring, RING);
        blocks = new MemoryBlocks(length, count);
        add(count);
    }

    long address(final int id) {
        return addresses[id];
    }

    int length() {
        return blocks.length();
    }

    /** Address of a buffer for a receive by this side, which the kernel never has. */
    long acquire() {
        return blocks.acquire();
    }

    /** Takes back what {@link #acquire} gave. */
    void release(final long address) {
        blocks.release(address);
    }

    /** A completion used a buffer. */
    void taken() {
        given--;
    }

    /** Gives a buffer to the kernel (again). */
    void give(final int id) {
        ring.add(addresses[id], blocks.length(), id);
        given++;
    }

    /** The kernel found no buffer when bytes had come. */
    void starved() {
        if (given == 0 || made < BOUND) {
            add(Math.min(Math.max(1, made), BOUND));
        }
    }

    @Override
    public void close() {
        ring.close();
        blocks.close();
    }

    private void add(final int count) {
        for (int i = 0; i < count && made < RING; i++) {
            if (made == addresses.length) {
                addresses = Arrays.copyOf(addresses, made * 2);
            }
            addresses[made] = blocks.acquire();
            give(made++);
        }
    }
}
