package orbis.boot.tftp;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A bound UDP socket, read and written in batches by one thread; never waits. A datagram goes out as a header that
 * is written here and a payload that is gathered from where it lies.
 */
public interface DatagramPort extends AutoCloseable {
    /** Room in a header. */
    int HEADER_CAPACITY = 160;

    /** Takes what came. */
    @FunctionalInterface
    interface Receiver {
        /**
         * A datagram came.
         *
         * @param address IPv4 address of the sender.
         * @param port    of the sender, 0 to 65535.
         * @param buffer  with the datagram, until this returns.
         * @param offset  of its first byte.
         * @param length  of the datagram, cut to the room for one.
         */
        void onDatagram(int address, int port, DirectBuffer buffer, int offset, int length);
    }

    /**
     * Gives what has come, a bounded number of datagrams.
     *
     * @param receiver of them.
     * @return how many.
     */
    int receive(Receiver receiver);

    /** Whether more may have come than was given. */
    boolean hasMore();

    /**
     * Starts a datagram.
     *
     * @return room for its header from index 0; null when the socket takes no more now.
     */
    MutableDirectBuffer claim();

    /**
     * Ends the datagram that was claimed last; it goes out by {@link #flush()} or before.
     *
     * @param address       IPv4 address of the receiver.
     * @param port          of the receiver.
     * @param headerLength  bytes written to the header.
     * @param payload       address of the bytes that follow, unchanged until the flush.
     * @param payloadLength how many follow, 0 or more.
     */
    void commit(int address, int port, int headerLength, long payload, int payloadLength);

    /**
     * Hands what was committed to the kernel; what it does not take now stays for the next time.
     *
     * @return whether it took all.
     */
    boolean flush();

    @Override
    void close();
}
