package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import orbis.sys.Errno;
import orbis.sys.MemoryFile;
import org.junit.jupiter.api.Test;

/** What every engine does with sockets. */
abstract class SocketContractTest extends EngineFixture {
    private final Recorder recorder = new Recorder();

    @Test
    void shouldTellBytesAsTheyComeAndGoOnByItself() throws IOException {
        final SocketChannel[] ends = connection(0);
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        socket.receive();
        write(ends[1], (byte) 1, (byte) 2);
        until(() -> recorder.received.size() == 2);
        write(ends[1], (byte) 3);
        until(() -> recorder.received.size() == 3);
        assertArrayEquals(new byte[] {1, 2, 3}, recorder.received.toByteArray());
        assertTrue(socket.fd() > 2);
    }

    @Test
    void shouldTellNothingBeforeItIsAsked() throws IOException {
        final SocketChannel[] ends = connection(0);
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        write(ends[1], (byte) 1);
        final SocketChannel[] others = connection(0);
        final Recorder other = new Recorder();
        engine.adopt(others[0], other).receive();
        write(others[1], (byte) 2);
        until(() -> other.received.size() == 1);
        assertEquals(0, recorder.tellings);
        socket.receive();
        assertEquals(0, recorder.tellings, "no handler runs inside the call");
        until(() -> recorder.received.size() == 1);
    }

    @Test
    void shouldRefuseASecondReceive() throws IOException {
        final StreamSocket socket = engine.adopt(connection(0)[0], recorder);
        assertThrows(IllegalArgumentException.class, () -> socket.receiveInto(memory.address(), 0));
        socket.receiveInto(memory.address(), 1);
        assertThrows(IllegalStateException.class, socket::receive);
        assertThrows(IllegalStateException.class, () -> socket.receiveInto(memory.address(), 1));
        final StreamSocket other = engine.adopt(connection(0)[0], recorder);
        other.receive();
        other.receive();
        assertThrows(IllegalStateException.class, () -> other.receiveInto(memory.address(), 1));
    }

    @Test
    void shouldStopWhenLessIsTakenAndTellTheRestWhenAskedAgain() throws IOException {
        final SocketChannel[] ends = connection(0);
        final Recorder slow = new Recorder() {
            @Override
            public int onReceived(final long address, final int length) {
                tellings++;
                return take(address, Math.min(3, length));
            }
        };
        final StreamSocket socket = engine.adopt(ends[0], slow);
        socket.receive();
        write(ends[1], pattern(10));
        for (int i = 1; i <= 4; i++) {
            final int taken = Math.min(10, i * 3);
            until(() -> slow.received.size() == taken);
            engine.poll();
            engine.poll();
            assertEquals(i, slow.tellings);
            socket.receive();
        }
        assertArrayEquals(pattern(10), slow.received.toByteArray());
        write(ends[1], (byte) 9);
        until(() -> slow.received.size() == 11);
    }

    @Test
    void shouldReceiveExactlyWhereItIsTold() throws IOException {
        final SocketChannel[] ends = connection(0);
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        final byte[] sent = pattern(100_000);
        socket.receiveInto(memory.address(), sent.length);
        final CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> unchecked(() -> {
            write(ends[1], sent);
            write(ends[1], (byte) 42);
        }), threads);
        until(() -> recorder.filled == 1);
        writer.join();
        assertArrayEquals(sent, bytes(memory.address(), sent.length));
        assertEquals(0, recorder.tellings);
        socket.receive();
        until(() -> recorder.received.size() == 1);
        assertEquals(42, recorder.received.toByteArray()[0]);
    }

    @Test
    void shouldGoOnWithOneSocketAndWithACrowdThoughItNeverSleeps() throws IOException {
        final List<Recorder> recorders = new ArrayList<>();
        final List<SocketChannel> peers = new ArrayList<>();
        for (int count = 1; count <= 8; count++) {
            final SocketChannel[] ends = connection(0);
            recorders.add(new Recorder());
            peers.add(ends[1]);
            engine.adopt(ends[0], recorders.get(count - 1)).receive();
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < count; i++) {
                    write(peers.get(i), (byte) round);
                    pollUntilReceived(recorders.get(i), recorders.get(i).received.size() + 1);
                }
            }
        }
        for (int i = 0; i < 8; i++) {
            write(peers.get(i), (byte) 42);
            final Recorder sleeper = recorders.get(i);
            final int bytes = (8 - i) * 20 + 1;
            until(() -> sleeper.received.size() == bytes);
            peers.get(i).close();
            until(() -> sleeper.closed == 1);
            assertEquals(0, sleeper.errno);
        }
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
    void shouldCloseASocketWhoseHandlerFailsWhileItIsAwake() throws IOException {
        final SocketChannel[] ends = connection(0);
        final Recorder failing = new Recorder() {
            @Override
            public int onReceived(final long address, final int length) {
                if (received.size() == 3) {
                    throw new IllegalArgumentException("a fault of the test's own");
                }
                return take(address, length);
            }
        };
        engine.adopt(ends[0], failing).receive();
        for (int i = 1; i <= 3; i++) {
            write(ends[1], (byte) i);
            pollUntilReceived(failing, i);
        }
        write(ends[1], (byte) 4);
        assertThrows(IllegalArgumentException.class, () -> pollUntilReceived(failing, 4));
        until(() -> failing.closed == 1);
        assertEquals(Errno.EIO, failing.errno);
    }

    private void pollUntilReceived(final Recorder from, final int bytes) {
        while (from.received.size() < bytes) {
            engine.poll();
        }
    }

    @Test
    void shouldSplitHeadersFromPayloadsInAStreamThatComesInPieces() throws IOException {
        final int headers = 48;
        final int payload = 8192 + 4;
        final int count = 40;
        final byte[] sent = pattern(count * (headers + payload));
        final SocketChannel[] ends = connection(0);
        final Splitter splitter = new Splitter(headers, payload);
        splitter.socket = engine.adopt(ends[0], splitter);
        splitter.socket.receive();
        final CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> unchecked(() -> {
            for (int at = 0, step = 1; at < sent.length; at += step, step = step * 3 % 9973) {
                final int length = Math.min(step, sent.length - at);
                write(ends[1], java.util.Arrays.copyOfRange(sent, at, at + length));
            }
        }), threads);
        until(() -> splitter.payloads == count);
        writer.join();
        assertArrayEquals(sent, splitter.received.toByteArray());
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
    void shouldSendFromManyPlacesInOrder() throws IOException {
        final SocketChannel[] ends = connection(0);
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        final byte[] sent = pattern(IoVectors.CAPACITY * 100);
        for (int i = 0; i < IoVectors.CAPACITY; i++) {
            final long address = memory.address() + i * 4096L;
            copy(java.util.Arrays.copyOfRange(sent, i * 100, i * 100 + 100), address);
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
            copy(java.util.Arrays.copyOfRange(sent, at, at + 48), memory.address() + i * 64L);
            copy(java.util.Arrays.copyOfRange(sent, at + 48, at + 48 + 50_000), file.address() + i * 65_000L);
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
        assertArrayEquals(java.util.Arrays.copyOf(sent, 48), read(ends[1], 48));
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
    void shouldCloseWhileAFileWaitsForRoomInTheSocket() throws IOException {
        final SocketChannel[] ends = connection(2048);
        final MemoryFile file = closeLater(new MemoryFile(4 << 20));
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        socket.vectors().addFile(file.fd(), 0, 4 << 20);
        socket.send();
        for (int i = 0; i < 4; i++) {
            engine.poll();
        }
        assertTrue(socket.sending());
        socket.close();
        until(() -> recorder.closed == 1);
        assertEquals(0, recorder.errno);
        assertEquals(0, recorder.sent);
    }

    @Test
    void shouldTellOnceWhenThePeerCloses() throws IOException {
        final SocketChannel[] ends = connection(0);
        engine.adopt(ends[0], recorder).receive();
        write(ends[1], (byte) 1);
        ends[1].close();
        until(() -> recorder.closed == 1);
        assertEquals(1, recorder.received.size());
        assertEquals(0, recorder.errno);
        assertFalse(ends[0].isOpen());
        engine.poll();
        engine.poll();
        assertEquals(1, recorder.closed);
    }

    @Test
    void shouldTellTheErrorWhenThePeerResets() throws IOException {
        final SocketChannel[] ends = connection(0);
        engine.adopt(ends[0], recorder).receiveInto(memory.address(), 10);
        ends[1].setOption(StandardSocketOptions.SO_LINGER, 0);
        ends[1].close();
        until(() -> recorder.closed == 1);
        assertEquals(Errno.ECONNRESET, recorder.errno);
        assertEquals(0, recorder.filled);
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

    @Test
    void shouldCloseWithReceiveAndSendUnderWay() throws IOException {
        final SocketChannel[] ends = connection(2048);
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        socket.receiveInto(memory.address(), 4096);
        socket.vectors().add(memory.address() + 4096, 1 << 20);
        socket.send();
        engine.poll();
        write(ends[1], new byte[100]);
        engine.poll();
        socket.close();
        socket.close();
        assertEquals(0, recorder.closed, "no handler runs inside the call");
        until(() -> recorder.closed == 1);
        assertEquals(0, recorder.errno);
        assertEquals(0, recorder.sent);
        assertEquals(0, recorder.filled);
        assertFalse(ends[0].isOpen());
        engine.poll();
        assertEquals(1, recorder.closed);
    }

    @Test
    void shouldCloseFromWithinItsOwnHandler() throws IOException {
        final SocketChannel[] ends = connection(0);
        final StreamSocket[] socket = new StreamSocket[1];
        final Recorder closing = new Recorder() {
            @Override
            public int onReceived(final long address, final int length) {
                tellings++;
                socket[0].close();
                return take(address, 1);
            }
        };
        socket[0] = engine.adopt(ends[0], closing);
        socket[0].receive();
        write(ends[1], pattern(100));
        until(() -> closing.closed == 1);
        assertEquals(1, closing.tellings);
        assertEquals(0, closing.errno);
    }

    @Test
    void shouldCloseOnlyTheConnectionWhoseHandlerFails() throws IOException {
        final List<Recorder> failing = new ArrayList<>();
        final List<SocketChannel> peers = new ArrayList<>();
        final List<StreamSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            final SocketChannel[] ends = connection(0);
            final boolean fails = i != 1;
            final Recorder each = new Recorder() {
                @Override
                public int onReceived(final long address, final int length) {
                    if (fails && tellings++ == 1) {
                        throw new IllegalArgumentException("a fault of the test's own");
                    }
                    return fails && tellings == 1 ? 0 : take(address, length);
                }
            };
            failing.add(each);
            peers.add(ends[1]);
            final StreamSocket socket = engine.adopt(ends[0], each);
            socket.receive();
            write(ends[1], (byte) 1);
            sockets.add(socket);
            until(() -> each.tellings == 1 || each.received.size() == 1);
        }
        sockets.get(0).receive(); // told again from what is held
        sockets.get(2).receive();
        int faults = 0;
        while (faults < 2 || failing.get(0).closed + failing.get(2).closed < 2) {
            try {
                engine.poll();
            } catch (final IllegalArgumentException e) {
                faults++;
            }
        }
        assertEquals(2, faults);
        assertEquals(Errno.EIO, failing.get(0).errno);
        assertEquals(Errno.EIO, failing.get(2).errno);
        write(peers.get(1), (byte) 2);
        until(() -> failing.get(1).received.size() == 2);
        assertEquals(0, failing.get(1).closed);
    }

    @Test
    void shouldMoveASocketToAnotherEngineFromWithinAHandler() throws IOException {
        try (IoEngine second = open(new IoOptions())) {
            final SocketChannel[] ends = connection(0);
            final List<SocketChannel> moved = new ArrayList<>();
            final StreamSocket[] socket = new StreamSocket[1];
            final Recorder moving = new Recorder() {
                @Override
                public int onReceived(final long address, final int length) {
                    take(address, length);
                    moved.add(socket[0].release());
                    return length;
                }
            };
            socket[0] = engine.adopt(ends[0], moving);
            socket[0].receive();
            write(ends[1], (byte) 1);
            until(() -> moved.size() == 1);
            write(ends[1], (byte) 2);
            engine.poll();
            engine.poll();

            final StreamSocket there = second.adopt(moved.get(0), recorder);
            there.receive();
            until(second, () -> recorder.received.size() == 1);
            there.vectors().add(memory.address(), 5);
            there.send();
            until(second, () -> recorder.sent == 1);
            read(ends[1], 5);
            assertEquals(1, moving.received.size());
            assertEquals(0, moving.closed);
        }
    }

    @Test
    void shouldReleaseASocketThatWaitsForBytes() throws IOException {
        final SocketChannel[] ends = connection(0);
        final StreamSocket socket = engine.adopt(ends[0], new Recorder());
        socket.receive();
        engine.poll();
        final StreamSocket again = engine.adopt(socket.release(), recorder);
        again.receive();
        write(ends[1], (byte) 7);
        until(() -> recorder.received.size() == 1);
    }

    @Test
    void shouldServeManySocketsThatStandStill() throws IOException {
        final List<Recorder> still = new ArrayList<>();
        final List<StreamSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            final SocketChannel[] ends = connection(0);
            final Recorder taker = new Recorder() {
                @Override
                public int onReceived(final long address, final int length) {
                    tellings++;
                    return tellings == 1 ? 0 : take(address, length);
                }
            };
            still.add(taker);
            sockets.add(engine.adopt(ends[0], taker));
            sockets.get(i).receive();
            write(ends[1], pattern(i + 1));
        }
        until(() -> still.stream().allMatch(each -> each.tellings == 1));
        final SocketChannel[] ends = connection(0);
        engine.adopt(ends[0], recorder).receive();
        write(ends[1], (byte) 1);
        until(() -> recorder.received.size() == 1);
        sockets.forEach(StreamSocket::receive);
        until(() -> still.stream().allMatch(each -> each.received.size() > 0));
        for (int i = 0; i < 40; i++) {
            assertArrayEquals(pattern(i + 1), still.get(i).received.toByteArray());
        }
    }

    @Test
    void shouldCloseSocketsThatAreOpenWhenItIsClosed() throws IOException {
        final SocketChannel[] ends = connection(2048);
        final StreamSocket socket = engine.adopt(ends[0], recorder);
        socket.receiveInto(memory.address(), 4096);
        socket.vectors().add(memory.address() + 4096, 1 << 20);
        socket.send();
        engine.poll();
        engine.close();
        assertFalse(ends[0].isOpen());
        assertEquals(0, recorder.closed);
    }

    interface Action {
        void run() throws IOException;
    }

    interface Answer<T> {
        T get() throws IOException;
    }

    static void unchecked(final Action action) {
        unchecked(() -> {
            action.run();
            return null;
        });
    }

    static <T> T unchecked(final Answer<T> answer) {
        try {
            return answer.get();
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Takes headers from what it is told and lets payloads land in memory. */
    private final class Splitter extends Recorder {
        private final int headerLength;
        private final int payloadLength;
        private int headerTaken;
        private int payloads;
        private StreamSocket socket;

        private Splitter(final int headerLength, final int payloadLength) {
            this.headerLength = headerLength;
            this.payloadLength = payloadLength;
        }

        @Override
        public int onReceived(final long address, final int length) {
            final int taken = take(address, Math.min(length, headerLength - headerTaken));
            headerTaken += taken;
            if (headerTaken == headerLength) {
                headerTaken = 0;
                socket.receiveInto(memory.address(), payloadLength);
            }
            return taken;
        }

        @Override
        public void onFilled() {
            payloads++;
            take(memory.address(), payloadLength);
            socket.receive();
        }
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
            org.agrona.UnsafeApi.copyMemory(address, memory.address(), length);
            socket.vectors().add(memory.address(), half);
            if (length > half) {
                org.agrona.UnsafeApi.copyMemory(address + half, memory.address() + (1 << 20), length - half);
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
