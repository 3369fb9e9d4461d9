package orbis.boot.dhcp;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Replies that wait in their order, each for a position to be reached: of the lease log, until the lease that it tells
 * is durable, or of the clock. Bounded.
 */
final class PendingReplies {
    private static final int SLOT_LENGTH = 1536;

    private final int mask;
    private final UnsafeBuffer bytes;
    private final long[] positions;
    private final int[] lengths;
    private final int[] addresses;
    private final int[] portNumbers;
    private final long[] macs;
    private final DatagramPort[] ports;
    private int head;
    private int tail;

    /**
     * Takes the memory.
     *
     * @param capacity how many can wait at once, a power of two.
     */
    PendingReplies(final int capacity) {
        mask = capacity - 1;
        bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity * SLOT_LENGTH));
        positions = new long[capacity];
        lengths = new int[capacity];
        addresses = new int[capacity];
        portNumbers = new int[capacity];
        macs = new long[capacity];
        ports = new DatagramPort[capacity];
    }

    boolean isFull() {
        return tail - head == ports.length;
    }

    /** Keeps a reply until a position is reached, and those of all replies before; gives its slot. */
    int add(
        final long position,
        final DatagramPort port,
        final DirectBuffer reply,
        final int length,
        final ReplyAddress to) {
        final int slot = tail++ & mask;
        bytes.putBytes(slot * SLOT_LENGTH, reply, 0, length);
        positions[slot] = position;
        lengths[slot] = length;
        addresses[slot] = to.address();
        portNumbers[slot] = to.port();
        macs[slot] = to.neighbourMac();
        ports[slot] = port;
        return slot;
    }

    /** The slot of the reply that waits longest, if its position is reached; else -1. */
    int due(final long reached) {
        final int slot = head & mask;
        return head != tail && positions[slot] <= reached ? slot : -1;
    }

    /** Where the reply in a slot goes out. */
    DatagramPort port(final int slot) {
        return ports[slot];
    }

    /** Forgets the reply that waits longest. */
    void drop() {
        head++;
    }

    /** Sends the reply that waits longest. */
    void sendFirst() {
        final int slot = head++ & mask;
        ReplyAddress.send(ports[slot], bytes, slot * SLOT_LENGTH, lengths[slot],
            addresses[slot], portNumbers[slot], macs[slot]);
    }

    /** Sends what no longer has to wait; gives how many. */
    int send(final long reached) {
        int count = 0;
        while (due(reached) >= 0) {
            sendFirst();
            count++;
        }
        return count;
    }
}
