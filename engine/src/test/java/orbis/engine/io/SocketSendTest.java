package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import orbis.sys.Errno;
import orbis.sys.MemoryFile;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.Test;

/** How every engine sends. */
class SocketSendTest extends EngineContract {
    private final Recorder recorder = new Recorder();

    @Test
    void shouldSendFromManyPlacesInOrder() throws IOException {
        final SocketChannel[] ends = connection(0);
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        final byte[] sent = pattern(IoVectors.CAPACITY * 100);
        for (int i = 0; i < IoVectors.CAPACITY; i++) {
            final long address = memory.address() + i * 4096L;
            copy(Arrays.copyOfRange(sent, i * 100, i * 100 + 100), address);
            socket.vectors().add(address, 100);
        }
        assertEquals(0, socket.vectors().remaining());
        socket.send();
        assertTrue(socket.sending());
        assertThrows(IllegalStateException.class, socket::send);
        assertEquals(0, recorder.sent, "no handler runs inside the call");
        until(() -> recorder.sent == 1);
        assertFalse(socket.sending());
        assertEquals(IoVectors.CAPACITY, socket.vectors().remaining(), "ready to be filled again");
        assertArrayEquals(sent, read(ends[1], sent.length));
        assertThrows(IllegalStateException.class, socket::send, "nothing to send");
    }

    @Test
    void shouldSendFromFilesAmongMemoryInOrderHoweverSmallTheSocketsBuffersAre() throws IOException {
        final SocketChannel[] ends = connection(4096);
        final MemoryFile file = closeLater(new MemoryFile(1 << 20));
        final byte[] sent = pattern(16 * (48 + 50_000));
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        for (int i = 0, at = 0; i < 16; i++, at += 48 + 50_000) {
            copy(Arrays.copyOfRange(sent, at, at + 48), memory.address() + i * 64L);
            copy(Arrays.copyOfRange(sent, at + 48, at + 48 + 50_000), file.address() + i * 65_000L);
            socket.vectors().add(memory.address() + i * 64L, 48);
            socket.vectors().addFile(file.fd(), i * 65_000L, 50_000);
        }
        final CompletableFuture<byte[]> reader =
            CompletableFuture.supplyAsync(() -> unchecked(() -> read(ends[1], sent.length)), threads);
        socket.send();
        assertEquals(0, recorder.sent, "no handler runs inside the call");
        until(() -> recorder.sent == 1);
        assertFalse(socket.sending());
        assertArrayEquals(sent, reader.join());
        assertFalse(socket.vectors().ofFiles());
        socket.vectors().add(memory.address(), 48);
        socket.send();
        until(() -> recorder.sent == 2);
        assertArrayEquals(Arrays.copyOf(sent, 48), read(ends[1], 48));
    }

    @Test
    void shouldEchoThroughTinySocketBuffers() throws IOException {
        final SocketChannel[] ends = connection(2048);
        final Echo echo = new Echo();
        echo.socket = engine.adopt(ends[0], echo);
        echo.socket.receive();
        final byte[] sent = pattern(1 << 20);
        final CompletableFuture<Void> writer =
            CompletableFuture.runAsync(() -> unchecked(() -> write(ends[1], sent)), threads);
        final CompletableFuture<byte[]> reader =
            CompletableFuture.supplyAsync(() -> unchecked(() -> read(ends[1], sent.length)), threads);
        reader.thenRun(engine::wakeup);
        until(reader::isDone);
        writer.join();
        assertArrayEquals(sent, reader.join());
        until(() -> !echo.socket.sending());
    }

    @Test
    void shouldTakeABurstThatItIsAwakeFor() throws IOException {
        final SocketChannel[] ends = connection(0);
        final Echo echo = new Echo();
        echo.socket = engine.adopt(ends[0], echo);
        echo.socket.receive();
        for (int round = 0; round < 500; round++) {
            final byte[] sent = pattern(1 + round * 7);
            write(ends[1], sent);
            final CompletableFuture<byte[]> reader =
                CompletableFuture.supplyAsync(() -> unchecked(() -> read(ends[1], sent.length)), threads);
            while (!reader.isDone()) {
                engine.poll();
            }
            assertArrayEquals(sent, reader.join());
        }
    }

    @Test
    void shouldEndTheConnectionWhenAFileEndsTooEarly() throws IOException {
        final SocketChannel[] ends = connection(0);
        final MemoryFile file = closeLater(new MemoryFile(4096));
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        socket.vectors().addFile(file.fd(), 2048, 4096);
        socket.send();
        until(() -> recorder.closed == 1);
        assertEquals(Errno.ENODATA, recorder.errno);
        assertEquals(0, recorder.sent);
    }

    @Test
    void shouldTellTheErrorWhenASendFails() throws IOException {
        final SocketChannel[] ends = connection(0);
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        ends[1].setOption(StandardSocketOptions.SO_LINGER, 0);
        ends[1].close();
        while (recorder.closed == 0) {
            if (!socket.sending()) {
                socket.vectors().add(memory.address(), 4096);
                socket.send();
            }
            engine.poll();
        }
        assertTrue(recorder.errno == Errno.EPIPE || recorder.errno == Errno.ECONNRESET, "errno " + recorder.errno);
        assertThrows(IllegalStateException.class, () -> socket.vectors().add(memory.address(), 1));
    }

    /** Sends back what it is told, one send at a time: receives no more than it can send. */
    private final class Echo extends Recorder {
        private StreamSocket socket;

        @Override
        public int onReceived(final long address, final int length) {
            if (socket.sending()) {
                return 0;
            }
            final int half = (length + 1) / 2;
            UnsafeApi.copyMemory(address, memory.address(), length);
            socket.vectors().add(memory.address(), half);
            if (length > half) {
                UnsafeApi.copyMemory(address + half, memory.address() + (1 << 20), length - half);
                socket.vectors().add(memory.address() + (1 << 20), length - half);
            }
            socket.send();
            return length;
        }

        @Override
        public void onSent() {
            socket.receive();
        }
    }
}
