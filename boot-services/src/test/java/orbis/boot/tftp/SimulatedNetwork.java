package orbis.boot.tftp;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** A network in one thread with a clock of its own, which can lose, double and reorder datagrams. */
final class SimulatedNetwork implements NanoClock {
    static final int SERVER = 0x0a000001;

    private static final long DELAY_NS = 100_000;

    private final PriorityQueue<Flight> flights = new PriorityQueue<>();
    private final Map<Long, Receiver> receivers = new HashMap<>();
    private final Random random;
    private final double trouble;
    private long nowNs = 1;
    private long order;
    private long sent;

    /** Trouble is the share of datagrams that are lost, of those that are doubled and of those that come late. */
    SimulatedNetwork(final double trouble, final long seed) {
        this.trouble = trouble;
        this.random = new Random(seed);
    }

    /** Takes what comes to an address and port. */
    interface Receiver {
        void onDatagram(int address, int port, byte[] bytes);
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    void bind(final int address, final int port, final Receiver receiver) {
        receivers.put(key(address, port), receiver);
    }

    void unbind(final int address, final int port) {
        receivers.remove(key(address, port));
    }

    void send(final int fromAddress, final int fromPort, final int address, final int port, final byte[] bytes) {
        sent++;
        if (random.nextDouble() < trouble) {
            return;
        }
        fly(fromAddress, fromPort, key(address, port), bytes);
        if (random.nextDouble() < trouble) {
            fly(fromAddress, fromPort, key(address, port), bytes);
        }
    }

    private void fly(final int fromAddress, final int fromPort, final long to, final byte[] bytes) {
        final long late = random.nextDouble() < trouble ? (long) (random.nextDouble() * 20 * DELAY_NS) : 0;
        flights.add(new Flight(nowNs + DELAY_NS + late, order++, fromAddress, fromPort, to, bytes));
    }

    /** Datagrams sent so far. */
    long sent() {
        return sent;
    }

    /** Delivers all that is due next, or lets so much time pass. */
    void step(final long mostNs) {
        final long until = flights.isEmpty() ? nowNs + mostNs : Math.min(nowNs + mostNs, flights.peek().dueNs);
        nowNs = Math.max(nowNs, until);
        while (!flights.isEmpty() && flights.peek().dueNs <= nowNs) {
            final Flight flight = flights.poll();
            final Receiver receiver = receivers.get(flight.to);
            if (receiver != null) {
                receiver.onDatagram(flight.fromAddress, flight.fromPort, flight.bytes);
            }
        }
    }

    /** A port of the server. */
    DatagramPort serverPort(final int port) {
        return new Port(port);
    }

    private static long key(final int address, final int port) {
        return (long) address << 16 | port;
    }

    private record Flight(long dueNs, long order, int fromAddress, int fromPort, long to, byte[] bytes)
        implements Comparable<Flight> {
        @Override
        public int compareTo(final Flight other) {
            return dueNs != other.dueNs ? Long.compare(dueNs, other.dueNs) : Long.compare(order, other.order);
        }
    }

    private final class Port implements DatagramPort {
        private final int port;
        private final ArrayDeque<Flight> arrived = new ArrayDeque<>();
        private final UnsafeBuffer header = new UnsafeBuffer(new byte[HEADER_CAPACITY]);

        private Port(final int port) {
            this.port = port;
            bind(SERVER, port, (address, from, bytes) -> arrived.add(new Flight(0, 0, address, from, 0, bytes)));
        }

        @Override
        public int receive(final Receiver receiver) {
            final int count = arrived.size();
            for (int i = 0; i < count; i++) {
                final Flight flight = arrived.poll();
                receiver.onDatagram(
                    flight.fromAddress, flight.fromPort, new UnsafeBuffer(flight.bytes), 0, flight.bytes.length);
            }
            return count;
        }

        @Override
        public boolean hasMore() {
            return !arrived.isEmpty();
        }

        @Override
        public MutableDirectBuffer claim() {
            return header;
        }

        @Override
        public void commit(
            final int address, final int to, final int headerLength, final long payload, final int payloadLength) {
            final byte[] bytes = new byte[headerLength + payloadLength];
            header.getBytes(0, bytes, 0, headerLength);
            if (payloadLength > 0) {
                new UnsafeBuffer(payload, payloadLength).getBytes(0, bytes, headerLength, payloadLength);
            }
            send(SERVER, port, address, to, bytes);
        }

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public void close() {
            unbind(SERVER, port);
        }
    }
}
