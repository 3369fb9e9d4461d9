package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import orbis.sys.Slab;

/** An engine that the test's own thread drives, memory, and connections to peers that are plain channels. */
@Timeout(30)
abstract class EngineFixture {
    final Slab memory = new Slab(4 << 20);
    /** For what waits in a test beside the engine: a thread for each. */
    final ExecutorService threads = Executors.newCachedThreadPool();
    IoEngine engine;
    private final List<AutoCloseable> open = new ArrayList<>();

    abstract IoEngine open(IoOptions options);

    @BeforeEach
    final void openEngine() {
        engine = open(new IoOptions().ringEntries(64).receiveBuffers(4).receiveBufferLength(16 * 1024));
    }

    @AfterEach
    final void closeAll() throws Exception {
        for (final AutoCloseable each : open) {
            each.close();
        }
        engine.close();
        memory.close();
        threads.shutdownNow();
    }

    final <T extends AutoCloseable> T closeLater(final T resource) {
        open.add(resource);
        return resource;
    }

    /** Runs the engine until something is so. */
    final void until(final BooleanSupplier condition) {
        until(engine, condition);
    }

    final void until(final IoEngine driven, final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (driven.poll() == 0 && !condition.getAsBoolean()) {
                driven.await(100_000_000);
            }
        }
    }

    /** Two ends of a connection, the first for the engine. */
    final SocketChannel[] connection(final int bufferLength) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            if (bufferLength > 0) {
                server.setOption(StandardSocketOptions.SO_RCVBUF, bufferLength);
            }
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            final SocketChannel peer = closeLater(SocketChannel.open());
            if (bufferLength > 0) {
                peer.setOption(StandardSocketOptions.SO_RCVBUF, bufferLength);
                peer.setOption(StandardSocketOptions.SO_SNDBUF, bufferLength);
            }
            peer.connect(server.getLocalAddress());
            final SocketChannel accepted = closeLater(server.accept());
            if (bufferLength > 0) {
                accepted.setOption(StandardSocketOptions.SO_SNDBUF, bufferLength);
            }
            accepted.configureBlocking(false);
            return new SocketChannel[] {accepted, peer};
        }
    }

    static void write(final SocketChannel peer, final byte... bytes) throws IOException {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            peer.write(buffer);
        }
    }

    static byte[] read(final SocketChannel peer, final int length) throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && peer.read(buffer) >= 0) {
            continue;
        }
        assertEquals(length, buffer.position());
        return buffer.array();
    }

    /** Bytes that tell their place: any shift or repetition shows. */
    static byte[] pattern(final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8) * 17 + (i >> 16));
        }
        return bytes;
    }

    static void copy(final byte[] bytes, final long address) {
        for (int i = 0; i < bytes.length; i++) {
            UnsafeApi.putByte(address + i, bytes[i]);
        }
    }

    static byte[] bytes(final long address, final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = UnsafeApi.getByte(address + i);
        }
        return bytes;
    }
}
