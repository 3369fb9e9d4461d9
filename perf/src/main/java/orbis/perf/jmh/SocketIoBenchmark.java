package orbis.perf.jmh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoEngines;
import orbis.engine.io.IoOptions;
import orbis.engine.io.SocketHandler;
import orbis.engine.io.StreamSocket;
import orbis.sys.Slab;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Requests of 48 bytes and answers of a header and a payload over 32 connections of the loopback, both ends in one
 * engine on one thread: cost of one request and its answer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SocketIoBenchmark {
    private static final int CONNECTIONS = 32;
    private static final int HEADER = 48;

    /** Of the engine. */
    @Param({"uring", "nio"})
    public String kind;
    /** Bytes of an answer's payload. */
    @Param({"4096", "65536"})
    public int payload;

    private final Slab memory = new Slab(1 << 20);
    private final Client[] clients = new Client[CONNECTIONS];
    private IoEngine engine;
    private int answered;

    /** Connects. */
    @Setup
    public void open() throws IOException {
        engine = IoEngines.open(kind, new IoOptions());
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < CONNECTIONS; i++) {
                clients[i] = new Client();
                clients[i].socket = engine.adopt(channel(SocketChannel.open(listener.getLocalAddress())), clients[i]);
                clients[i].socket.receive();
                final Server server = new Server();
                server.socket = engine.adopt(channel(listener.accept()), server);
                server.socket.receive();
            }
        }
    }

    /** Disconnects. */
    @TearDown
    public void close() {
        engine.close();
        memory.close();
    }

    /** Asks on all connections, and waits for all answers. */
    @Benchmark
    @OperationsPerInvocation(CONNECTIONS)
    public int ask() {
        answered = 0;
        for (final Client client : clients) {
            client.missing = HEADER + payload;
            client.socket.vectors().add(memory.address(), HEADER);
            client.socket.send();
        }
        while (answered < CONNECTIONS) {
            if (engine.poll() == 0) {
                engine.await(TimeUnit.SECONDS.toNanos(1));
            }
        }
        return answered;
    }

    private static SocketChannel channel(final SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    private abstract class End implements SocketHandler {
        StreamSocket socket;

        @Override
        public void onFilled() {
            throw new IllegalStateException("not asked for");
        }

        @Override
        public void onSent() {
            // goes on by what is received
        }

        @Override
        public void onClosed(final int errno) {
            throw new IllegalStateException("closed: errno " + errno);
        }
    }

    private final class Client extends End {
        private int missing;

        @Override
        public int onReceived(final long address, final int length) {
            missing -= length;
            if (missing == 0) {
                answered++;
            }
            return length;
        }
    }

    private final class Server extends End {
        private int have;

        @Override
        public int onReceived(final long address, final int length) {
            have += length;
            if (have == HEADER) {
                have = 0;
                socket.vectors().add(memory.address(), HEADER);
                socket.vectors().add(memory.address() + Slab.PAGE, payload);
                socket.send();
            }
            return length;
        }
    }
}
