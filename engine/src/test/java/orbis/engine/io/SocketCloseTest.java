package orbis.engine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import orbis.sys.Errno;
import orbis.sys.MemoryFile;
import org.junit.jupiter.api.Test;

/** How connections end with every engine, or move on to another. */
class SocketCloseTest extends EngineContract {
    private final Recorder recorder = new Recorder();

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
    void shouldServeTheOthersThatAreReadyWhenOneIsReleasedFromWithinItsHandler() throws IOException {
        final List<SocketChannel> moved = new ArrayList<>();
        final List<Recorder> recorders = new ArrayList<>();
        final List<SocketChannel> peers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            final SocketChannel[] ends = connection(0);
            final StreamSocket[] socket = new StreamSocket[1];
            final Recorder each = new Recorder() {
                @Override
                public int onReceived(final long address, final int length) {
                    if (moved.isEmpty()) {
                        moved.add(socket[0].release());
                    }
                    return take(address, length);
                }
            };
            socket[0] = engine.adopt(ends[0], each);
            socket[0].receive();
            recorders.add(each);
            peers.add(ends[1]);
        }
        for (int round = 1; round <= 3; round++) {
            for (final SocketChannel peer : peers) {
                write(peer, (byte) round);
            }
            final int bytes = round;
            until(() -> recorders.stream().filter(each -> each.received.size() == bytes).count() >= 3);
        }
        assertEquals(1, recorders.stream().filter(each -> each.received.size() == 1).count());
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
}
