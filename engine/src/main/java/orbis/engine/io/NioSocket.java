package orbis.engine.io;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.agrona.UnsafeApi;
import orbis.sys.Channels;
import orbis.sys.Errno;
import orbis.sys.RawIo;

/** A socket of {@link NioEngine}: calls on raw addresses, made when the selector says that they will not wait. */
final class NioSocket implements StreamSocket {
    /** Steps that one socket makes in one poll with bytes that have come already. */
    private static final int STEPS = 16;

    private enum Receive { IDLE, TELLING, RECEIVING, FILLING }

    /** Whether the socket is on the engine's list of those with work; the engine's. */
    boolean listed;

    private final NioEngine engine;
    private final SocketChannel channel;
    private final SocketHandler handler;
    private final int fd;
    private final SelectionKey key;
    private final long vectorMemory;
    private final IoVectors vectors;
    private Receive receive = Receive.IDLE;
    private long fillAddress;
    private int fillLength;
    /** Bytes that came and are not taken: a receive buffer, and where in it they begin and end. */
    private long held;
    private int heldFrom;
    private int heldTo;
    private boolean sending;
    private boolean closing;
    private boolean closed;

    NioSocket(final NioEngine engine, final SocketChannel channel, final SocketHandler handler) throws IOException {
        this.engine = engine;
        this.channel = channel;
        this.handler = handler;
        channel.configureBlocking(false);
        fd = Channels.fd(channel);
        key = channel.register(engine.selector(), 0, this);
        vectorMemory = engine.vectorBlocks().acquire();
        vectors = new IoVectors(vectorMemory);
    }

    @Override
    public int fd() {
        return fd;
    }

    @Override
    public void receive() {
        if (receive == Receive.FILLING) {
            throw new IllegalStateException("a receive into memory is under way");
        }
        receive = Receive.RECEIVING;
        want(SelectionKey.OP_READ);
        listIfHeld();
    }

    @Override
    public void receiveInto(final long address, final int length) {
        if (length <= 0) {
            throw new IllegalArgumentException("receive of " + length + " bytes");
        }
        if (receive == Receive.RECEIVING || receive == Receive.FILLING) {
            throw new IllegalStateException("a receive is under way");
        }
        receive = Receive.FILLING;
        fillAddress = address;
        fillLength = length;
        want(SelectionKey.OP_READ);
        listIfHeld();
    }

    @Override
    public IoVectors vectors() {
        return vectors;
    }

    @Override
    public void send() {
        if (sending || vectors.bytes() == 0) {
            throw new IllegalStateException(sending ? "a send is under way" : "nothing to send");
        }
        sending = true;
        engine.list(this);
    }

    @Override
    public boolean sending() {
        return sending;
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
            takeHeld();
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
            if (receive == Receive.IDLE || held != 0) {
                key.interestOpsAnd(~SelectionKey.OP_READ);
            } else {
                tryReceive();
            }
        }
    }

    /** Closes without telling the handler. */
    void abandon() {
        if (!closed) {
            closed = true;
            free();
            engine.close(channel);
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
        if (result <= direct) {
            engine.receiveBlocks().release(buffer);
        } else {
            held = buffer;
            heldFrom = 0;
            heldTo = result - direct;
        }
        if (result <= 0) {
            if (result != -Errno.EAGAIN) {
                end(-result);
            }
            return;
        }
        if (filling) {
            filled(Math.min(result, direct));
        }
        takeHeld();
    }

    private void filled(final int length) {
        fillAddress += length;
        fillLength -= length;
        if (fillLength == 0) {
            receive = Receive.IDLE;
            engine.count();
            handler.onFilled();
        }
    }

    private void takeHeld() {
        for (int step = 0; step < STEPS && held != 0 && !closing && !closed; step++) {
            if (receive == Receive.FILLING) {
                final int length = Math.min(fillLength, heldTo - heldFrom);
                UnsafeApi.copyMemory(held + heldFrom, fillAddress, length);
                took(length);
                filled(length);
            } else if (receive == Receive.RECEIVING) {
                tellReceived();
            } else {
                return;
            }
        }
        listIfHeld();
    }

    private void tellReceived() {
        final int length = heldTo - heldFrom;
        receive = Receive.TELLING;
        engine.count();
        final int taken = handler.onReceived(held + heldFrom, length);
        if (taken < 0 || taken > length) {
            throw new IllegalStateException("took " + taken + " of " + length + " bytes");
        }
        if (!closed) {
            took(taken);
            if (receive == Receive.TELLING) {
                receive = taken == length ? Receive.RECEIVING : Receive.IDLE;
            }
        }
    }

    private void took(final int length) {
        heldFrom += length;
        if (heldFrom == heldTo) {
            engine.receiveBlocks().release(held);
            held = 0;
        }
    }

    private void listIfHeld() {
        if (held != 0 && receive != Receive.IDLE && !closing && !closed) {
            engine.list(this);
        }
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
            engine.forget(this);
            engine.close(channel);
            engine.count();
            handler.onClosed(errno);
        }
    }

    private void free() {
        if (held != 0) {
            engine.receiveBlocks().release(held);
            held = 0;
        }
        vectors.close();
        engine.vectorBlocks().release(vectorMemory);
    }
}
