package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How every engine receives. */
class SocketReceiveTest extends EngineContract {
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
                write(ends[1], Arrays.copyOfRange(sent, at, at + length));
            }
        }), threads);
        until(() -> splitter.payloads == count);
        writer.join();
        assertArrayEquals(sent, splitter.received.toByteArray());
    }

    @Test
    void shouldOverwriteBytesThatWereTaken() throws IOException {
        final SocketChannel[] ends = connection(0);
        final long[] told = new long[1];
        engine.adopt(ends[0], new Recorder() {
            @Override
            public int onReceived(final long address, final int length) {
                told[0] = address;
                return take(address, length);
            }
        }).receive();
        write(ends[1], pattern(100));
        until(() -> told[0] != 0);
        final byte[] poison = new byte[100];
        Arrays.fill(poison, BufferPool.POISON);
        assertArrayEquals(poison, bytes(told[0], poison.length));
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
}
