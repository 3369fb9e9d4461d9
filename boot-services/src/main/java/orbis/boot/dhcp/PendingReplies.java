package orbis.boot.dhcp;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Replies that wait until the lease that they tell is durable, in the order of the lease log. Bounded. */
final class PendingReplies {
    /** How many can wait at once: what comes in while a slow disk flushes for 100 ms at 20,000 a second. */
    static final int CAPACITY = 2048;

    private static final int MASK = CAPACITY - 1;
    private static final int SLOT_LENGTH = 1536;

    private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY * SLOT_LENGTH));
    private final long[] positions = new long[CAPACITY];
    private final int[] lengths = new int[CAPACITY];
    private final int[] addresses = new int[CAPACITY];
    private final int[] portNumbers = new int[CAPACITY];
    private final long[] macs = new long[CAPACITY];
    private final DatagramPort[] ports = new DatagramPort[CAPACITY];
    private int head;
    private int tail;

    boolean isFull() {
        return tail - head == CAPACITY;
    }

    /** Keeps a reply until everything up to a position of the lease log is durable. */
    void add(
        final long position,
        final DatagramPort port,
        final DirectBuffer reply,
        final int length,
        final ReplyAddress to) {
        final int slot = tail++ & MASK;
        bytes.putBytes(slot * SLOT_LENGTH, reply, 0, length);
        positions[slot] = position;
        lengths[slot] = length;
        addresses[slot] = to.address();
        portNumbers[slot] = to.port();
        macs[slot] = to.neighbourMac();
        ports[slot] = port;
    }

    /** Sends what no longer has to wait; gives how many. */
    int send(final long durable) {
        int count = 0;
        while (head != tail && positions[head & MASK] <= durable) {
            final int slot = head++ & MASK;
            ReplyAddress.send(ports[slot], bytes, slot * SLOT_LENGTH, lengths[slot],
                addresses[slot], portNumbers[slot], macs[slot]);
            count++;
        }
        return count;
    }
}
