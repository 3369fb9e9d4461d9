package orbis.boot.dhcp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import orbis.boot.NetworkLink;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A port without a network: what a test puts in is received, what is sent is kept. */
final class FakePort implements DatagramPort {
    private final NetworkLink link;
    private final int number;
    private final Deque<Datagram> incoming = new ArrayDeque<>();
    private final List<String> neighbours = new ArrayList<>();
    private final List<Reply> sent = new ArrayList<>();
    private final List<String> sought = new ArrayList<>();
    private final Map<Integer, Long> holders = new HashMap<>();
    private boolean refuseNeighbours;
    private boolean closed;

    private record Datagram(byte[] bytes, int address, int port) {
    }

    FakePort(final NetworkLink link, final int number) {
        this.link = link;
        this.number = number;
    }

    FakePort put(final byte[] bytes, final int sourceAddress, final int sourcePort) {
        incoming.add(new Datagram(bytes, sourceAddress, sourcePort));
        return this;
    }

    /** What was sent since the last call. */
    List<Reply> takeSent() {
        final List<Reply> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    List<String> neighbours() {
        return neighbours;
    }

    /** Addresses that the kernel was to ask for. */
    List<String> sought() {
        return sought;
    }

    /** Somebody on the network has an address. */
    void holder(final String address, final String mac) {
        holders.put(orbis.boot.Ipv4.parse(address), orbis.boot.MacAddress.parse(mac));
    }

    void refuseNeighbours() {
        refuseNeighbours = true;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public NetworkLink link() {
        return link;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public int receive(final Handler handler, final int limit) {
        int count = 0;
        while (count < limit && !incoming.isEmpty()) {
            final Datagram datagram = incoming.remove();
            handler.onDatagram(this, new UnsafeBuffer(datagram.bytes), 0, datagram.bytes.length,
                datagram.address, datagram.port);
            count++;
        }
        return count;
    }

    @Override
    public void send(
        final DirectBuffer buffer, final int offset, final int length, final int address, final int port) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        sent.add(new Reply(bytes, address, port));
    }

    @Override
    public void flush() {
    }

    @Override
    public boolean neighbour(final int address, final long mac) {
        neighbours.add(orbis.boot.Ipv4.format(address) + " " + orbis.boot.MacAddress.format(mac));
        return !refuseNeighbours;
    }

    @Override
    public boolean seek(final int address) {
        sought.add(orbis.boot.Ipv4.format(address));
        return true;
    }

    @Override
    public long holder(final int address) {
        return holders.getOrDefault(address, orbis.boot.MacAddress.NONE);
    }

    @Override
    public void close() {
        closed = true;
    }
}
