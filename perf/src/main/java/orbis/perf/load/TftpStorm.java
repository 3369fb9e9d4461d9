package orbis.perf.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import orbis.sys.DatagramBatch;
import orbis.sys.Poller;

/** Many machines that fetch the same file by TFTP at once, each with a socket of its own, from one thread. */
public final class TftpStorm implements AutoCloseable {
    private static final int BATCH = 64;
    private static final int MAX_DATAGRAM = 9216;
    private static final int TICK_MS = 20;
    private static final long NS_PER_MS = 1_000_000;

    private final int address;
    private final int port;
    private final String file;
    private final long checksum;
    private final Poller poller = new Poller();
    private final DatagramBatch in = new DatagramBatch(BATCH, MAX_DATAGRAM);
    private final DatagramBatch out = new DatagramBatch(1, 1024);
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final List<TftpStormClient> clients = new ArrayList<>();
    private int left;
    private long unexpected;
    private long timeouts;

    /**
     * A storm on a server.
     *
     * @param address  IPv4 address of the server.
     * @param port     UDP port of the server.
     * @param file     its name.
     * @param checksum CRC-32 of its bytes.
     * @throws IOException when there are no more file descriptors.
     */
    public TftpStorm(final int address, final int port, final String file, final long checksum) throws IOException {
        this.address = address;
        this.port = port;
        this.file = file;
        this.checksum = checksum;
    }

    /**
     * Adds machines.
     *
     * @param count        how many.
     * @param shape        how they behave.
     * @param firstAddress IPv4 address of this machine that the first one has; the next ones have the next addresses.
     * @return this.
     */
    public TftpStorm add(final int count, final TftpShape shape, final int firstAddress) {
        for (int i = 0; i < count; i++) {
            clients.add(new TftpStormClient(this, shape, firstAddress + i, clients.size()));
        }
        return this;
    }

    /**
     * Switches all machines on and waits for the last one.
     *
     * @return what came of it.
     * @throws IOException when a socket cannot be opened.
     */
    public TftpStormResult run() throws IOException {
        final long startNs = System.nanoTime();
        left = clients.size();
        for (final TftpStormClient client : clients) {
            client.start(System.nanoTime());
        }
        long tickNs = startNs;
        while (left > 0) {
            final int ready = poller.await(TICK_MS);
            final long nowNs = System.nanoTime();
            for (int i = 0; i < ready; i++) {
                clients.get(poller.token(i)).receive(in, nowNs);
            }
            if (nowNs - tickNs > TICK_MS * NS_PER_MS) {
                tickNs = nowNs;
                clients.forEach(client -> client.tick(nowNs));
            }
        }
        return TftpStormResult.of(clients, System.nanoTime() - startNs, timeouts, unexpected);
    }

    int address() {
        return address;
    }

    int port() {
        return port;
    }

    String file() {
        return file;
    }

    long checksum() {
        return checksum;
    }

    Poller poller() {
        return poller;
    }

    DatagramBatch out() {
        return out;
    }

    ByteBuffer scratch() {
        return scratch;
    }

    void countUnexpected() {
        unexpected++;
    }

    void countTimeout() {
        timeouts++;
    }

    void ended() {
        left--;
    }

    @Override
    public void close() {
        poller.close();
        in.close();
        out.close();
    }
}
