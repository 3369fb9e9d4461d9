package orbis.boot.dhcp;

import orbis.boot.NetworkLink;
import org.agrona.DirectBuffer;

/** A UDP socket on one interface: what comes in came in there, what goes out goes out there. Never blocks. */
public interface DatagramPort extends AutoCloseable {
    /** Is told of a datagram. */
    @FunctionalInterface
    interface Handler {
        /**
         * A datagram came in.
         *
         * @param port          on which.
         * @param buffer        holds it, until this returns.
         * @param offset        of its first byte.
         * @param length        in bytes.
         * @param sourceAddress of the sender.
         * @param sourcePort    of the sender.
         */
        void onDatagram(
            DatagramPort port, DirectBuffer buffer, int offset, int length, int sourceAddress, int sourcePort);
    }

    /** The interface. */
    NetworkLink link();

    /** The UDP port. */
    int number();

    /**
     * Takes datagrams that have come in.
     *
     * @param handler told of each.
     * @param limit   at most so many.
     * @return how many there were.
     */
    int receive(Handler handler, int limit);

    /**
     * Sends a datagram with the next {@link #flush()}, or sooner. What cannot be sent is lost, as on the wire.
     *
     * @param buffer  holds it; copied.
     * @param offset  of its first byte.
     * @param length  in bytes.
     * @param address of the receiver.
     * @param port    of the receiver.
     */
    void send(DirectBuffer buffer, int offset, int length, int address, int port);

    /** Sends what is waiting. */
    void flush();

    /**
     * Tells the kernel who has an address, so that a machine which does not answer ARP yet can be sent to.
     *
     * @param address of the machine.
     * @param mac     of the machine.
     * @return false when the kernel refused: broadcast instead.
     */
    boolean neighbour(int address, long mac);

    /**
     * Lets the kernel ask by ARP who has an address, forgetting what it knew of it.
     *
     * @param address that is asked for.
     * @return false when that is not allowed.
     */
    boolean seek(int address);

    /**
     * Who answered after {@link #seek(int)}.
     *
     * @param address that was asked for.
     * @return MAC address, or {@link orbis.boot.MacAddress#NONE} while nobody has answered.
     */
    long holder(int address);

    @Override
    void close();
}
