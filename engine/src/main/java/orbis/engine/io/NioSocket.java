package orbis.engine.io;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import orbis.sys.Errno;
import orbis.sys.RawIo;

/** A socket of {@link NioEngine}: calls on raw addresses, made when the selector says that they will not wait. */
final class NioSocket extends BufferedSocket {
    /** Whether the socket is on the engine's list of those with work; the engine's. */
    boolean listed;

    private final NioEngine engine;
    private final SelectionKey key;
    private final long vectorMemory;

    NioSocket(final NioEngine engine, final SocketChannel channel, final SocketHandler handler) throws IOException {
        super(channel, handler, false, engine.vectorBlocks().acquire());
        this.engine = engine;
        vectorMemory = vectors.address();
        key = channel.register(engine.selector(), 0, this);
    }

    @Override
    void startSend() {
        sending = true;
        engine.list(this);
    }

    @Override
    void goOn() {
        if (!holds()) {
            want(SelectionKey.OP_READ);
        } else if (!closing && !closed) {
            engine.list(this);
        }
    }

    @Override
    void giveBack(final long buffer) {
        engine.receiveBlocks().release(buffer);
    }

    @Override
    public SocketChannel release() {
        if (sending) {
            throw new IllegalStateException("a send is under way");
        }
        closed = true;
        free();
        engine.deregister(this, key);
        return channel;
    }

    @Override
    public void close() {
        if (!closing && !closed) {
            closing = true;
            engine.list(this);
        }
    }

    /** Does what was asked for since the last poll. A handler that fails costs its connection. */
    void work() {
        try {
            if (closing) {
                end(0);
                return;
            }
            if (sending && !closed) {
                trySend();
            }
            if (holds()) {
                engine.count();
                takeHeld();
            }
        } catch (final RuntimeException e) {
            end(Errno.EIO);
            throw e;
        }
    }

    /** Does what the selector says that can be done now. A handler that fails costs its connection. */
    void ready(final int operations) {
        try {
            move(operations);
        } catch (final RuntimeException e) {
            end(Errno.EIO);
            throw e;
        }
    }

    private void move(final int operations) {
        if ((operations & SelectionKey.OP_WRITE) != 0 && !closing && !closed) {
            if (sending) {
                trySend();
            } else {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
            }
        }
        if ((operations & SelectionKey.OP_READ) != 0 && !closing && !closed) {
            if (receive == Receive.IDLE || holds()) {
                key.interestOpsAnd(~SelectionKey.OP_READ);
            } else {
                tryReceive();
            }
        }
    }

    @Override
    void abandon() {
        if (!closed) {
            closed = true;
            free();
            closeChannel();
        }
    }

    private void trySend() {
        final int result = vectors.ofFiles()
            ? RawIo.sendFiles(fd, vectors.unsent(), vectors.unsentCount())
            : RawIo.send(fd, vectors.unsent(), vectors.unsentCount(), RawIo.MSG_DONTWAIT | RawIo.MSG_NOSIGNAL);
        if (result < 0 && result != -Errno.EAGAIN) {
            end(-result);
        } else if (result > 0 && vectors.sent(result)) {
            sending = false;
            vectors.clear();
            engine.count();
            handler.onSent();
        } else {
            want(SelectionKey.OP_WRITE);
        }
    }

    private void tryReceive() {
        final long buffer = engine.receiveBlocks().acquire();
        final int room = engine.receiveBlocks().length();
        final boolean filling = receive == Receive.FILLING;
        final int direct = filling ? fillLength : 0;
        final int result = filling
            ? RawIo.receive(fd, fillAddress, fillLength, buffer, room, RawIo.MSG_DONTWAIT)
            : RawIo.receive(fd, buffer, room, 0, 0, RawIo.MSG_DONTWAIT);
        if (result > direct) {
            hold(buffer, result - direct);
        } else {
            engine.receiveBlocks().release(buffer);
        }
        if (result <= 0) {
            if (result != -Errno.EAGAIN) {
                end(-result);
            }
            return;
        }
        engine.count();
        if (filling) {
            filled(Math.min(result, direct));
        }
        takeHeld();
    }

    private void want(final int operation) {
        if (!closed && (key.interestOps() & operation) == 0) {
            key.interestOpsOr(operation);
        }
    }

    private void end(final int errno) {
        if (!closed) {
            closed = true;
            sending = false;
            free();
            engine.sockets.remove(this);
            closeChannel();
            engine.count();
            handler.onClosed(errno);
        }
    }

    private void free() {
        dropHeld();
        vectors.close();
        engine.vectorBlocks().release(vectorMemory);
    }
}
