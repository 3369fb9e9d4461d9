package orbis.engine.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import org.agrona.UnsafeApi;
import orbis.sys.Channels;
import orbis.sys.Errno;
import orbis.sys.IoUring;
import orbis.sys.RawIo;
import orbis.sys.SubmissionQueue;

/**
 * A socket of {@link UringEngine}. At most one receive and one send are with the kernel; memory is free when both have
 * come back, and only then the end is told. A handler that fails costs its connection.
 */
final class RingSocket implements StreamSocket, IoHandler {
    private static final int MSG_WAITALL = 0x100;
    /** struct msghdr behind the vectors: msg_iov 16, msg_iovlen 24. */
    private static final int MESSAGE = IoVectors.LENGTH;
    /** Bytes of memory that a socket needs: vectors and a struct msghdr. */
    static final int MEMORY = IoVectors.LENGTH + 56;
    private static final int STEPS = 16;

    private enum Receive { IDLE, TELLING, RECEIVING, FILLING }

    private final UringEngine engine;
    private final SocketChannel channel;
    private final SocketHandler handler;
    private final int fd;
    private final long memory;
    private final IoVectors vectors;
    private final RingOperation receiver = new Receiver();
    private final Sender sender = new Sender();
    private Receive receive = Receive.IDLE;
    private boolean receiving;
    /** Whether more bytes waited in the socket when the last ones were received. */
    private boolean nonEmpty;
    private long fillAddress;
    private int fillLength;
    /** Number of the buffer that has bytes which are not taken, and where in it they begin and end. */
    private int held = -1;
    private int heldFrom;
    private int heldTo;
    private boolean queued;
    private boolean sending;
    private boolean closing;
    private boolean closed;
    private int errno;

    RingSocket(final UringEngine engine, final SocketChannel channel, final SocketHandler handler) throws IOException {
        this.engine = engine;
        this.channel = channel;
        this.handler = handler;
        // A descriptor with O_NONBLOCK would give EAGAIN where the ring is to wait.
        channel.configureBlocking(true);
        fd = Channels.fd(channel);
        memory = engine.socketBlocks().acquire();
        vectors = new IoVectors(memory);
        UnsafeApi.setMemory(memory + MESSAGE, MEMORY - MESSAGE, (byte) 0);
        engine.slots().add(receiver);
        engine.slots().add(sender);
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
        goOn();
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
        goOn();
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
        if (!closing) {
            sending = true;
            submitSend();
        }
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
        closing = true;
        closed = true;
        if (receiving) {
            engine.cancelAndWait(receiver);
        }
        free();
        engine.forget(this);
        try {
            channel.configureBlocking(false);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return channel;
    }

    @Override
    public void close() {
        end(0);
    }

    /** The next step, from the engine's queue of results: nothing of it runs inside the call that asked for it. */
    @Override
    public void onComplete(final int token, final long result) {
        queued = false;
        if (closing) {
            finishIfDone();
        } else {
            try {
                takeHeld();
            } catch (final RuntimeException e) {
                end(Errno.EIO);
                throw e;
            }
        }
    }

    /** Ends both directions, so that what is with the kernel comes back. */
    void shutdown() {
        if (!closed) {
            RawIo.shutdown(fd);
            if (receiving) {
                engine.cancel(receiver);
            }
            if (sending) {
                engine.cancel(sender);
            }
        }
    }

    /** Closes without telling the handler. */
    void abandon() {
        if (!closed) {
            closed = true;
            closing = true;
            engine.close(channel);
        }
    }

    private void end(final int error) {
        if (!closing) {
            closing = true;
            errno = error;
            shutdown();
            queue();
        }
    }

    private void finishIfDone() {
        if (!receiving && !sending && !closed) {
            closed = true;
            free();
            engine.forget(this);
            engine.close(channel);
            engine.count();
            handler.onClosed(errno);
        }
    }

    private void goOn() {
        if (held >= 0) {
            queue();
        } else if (!receiving && !closing && receive != Receive.TELLING) {
            submitReceive();
        }
    }

    private void queue() {
        if (!queued && !closed) {
            queued = true;
            engine.complete(0, this, 0);
        }
    }

    private void submitReceive() {
        receiving = true;
        final SubmissionQueue submissions = engine.submissions();
        final long sqe;
        if (receive == Receive.FILLING) {
            sqe = submissions.add(
                IoUring.IORING_OP_RECV, fd, 0, fillAddress, fillLength, MSG_WAITALL, receiver.userData);
        } else {
            sqe = submissions.add(IoUring.IORING_OP_RECV, fd, 0, 0, 0, 0, receiver.userData);
            SubmissionQueue.flags(sqe, IoUring.IOSQE_BUFFER_SELECT);
        }
        if (!nonEmpty) {
            SubmissionQueue.ioprio(sqe, IoUring.IORING_RECVSEND_POLL_FIRST);
        }
    }

    private void submitSend() {
        if (vectors.ofFiles()) {
            // The ring has no sendfile; its splice goes to a thread of the kernel.
            engine.complete(RawIo.sendFiles(fd, vectors.unsent(), vectors.unsentCount()), sender, 0);
            return;
        }
        final SubmissionQueue submissions = engine.submissions();
        final int flags = MSG_WAITALL | RawIo.MSG_NOSIGNAL;
        if (vectors.unsentCount() == 1) {
            final long vector = vectors.unsent();
            submissions.add(IoUring.IORING_OP_SEND, fd, 0, UnsafeApi.getLong(vector),
                (int) UnsafeApi.getLong(vector + 8), flags, sender.userData);
        } else {
            final long message = memory + MESSAGE;
            UnsafeApi.putLong(message + 16, vectors.unsent());
            UnsafeApi.putLong(message + 24, vectors.unsentCount());
            submissions.add(IoUring.IORING_OP_SENDMSG, fd, 0, message, 1, flags, sender.userData);
        }
    }

    private void received(final int result) {
        if (receive == Receive.FILLING) {
            filled(result);
            if (receive == Receive.FILLING && held < 0 && !receiving && !closing) {
                submitReceive();
            }
        } else {
            heldFrom = 0;
            heldTo = result;
            takeHeld();
        }
    }

    private void filled(final int length) {
        fillAddress += length;
        fillLength -= length;
        if (fillLength == 0) {
            receive = Receive.IDLE;
            handler.onFilled();
        }
    }

    private void takeHeld() {
        for (int step = 0; step < STEPS && held >= 0 && !closing; step++) {
            if (receive == Receive.FILLING) {
                final int length = Math.min(fillLength, heldTo - heldFrom);
                UnsafeApi.copyMemory(engine.buffers().address(held) + heldFrom, fillAddress, length);
                took(length);
                filled(length);
            } else if (receive == Receive.RECEIVING) {
                tellReceived();
            } else {
                return;
            }
        }
        if (!closing && receive != Receive.IDLE) {
            goOn();
        }
    }

    private void tellReceived() {
        final int length = heldTo - heldFrom;
        receive = Receive.TELLING;
        final int taken = handler.onReceived(engine.buffers().address(held) + heldFrom, length);
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
            engine.buffers().give(held);
            held = -1;
        }
    }

    private void free() {
        if (held >= 0) {
            engine.buffers().give(held);
            held = -1;
        }
        engine.slots().remove(receiver);
        engine.slots().remove(sender);
        vectors.close();
        engine.socketBlocks().release(memory);
    }

    private final class Receiver extends RingOperation {
        @Override
        void onCompletion(final int result, final int flags) {
            try {
                ended(result, flags);
            } catch (final RuntimeException e) {
                end(Errno.EIO);
                throw e;
            }
        }

        private void ended(final int result, final int flags) {
            receiving = false;
            nonEmpty = (flags & IoUring.IORING_CQE_F_SOCK_NONEMPTY) != 0;
            if ((flags & IoUring.IORING_CQE_F_BUFFER) != 0) {
                held = flags >>> 16;
                heldFrom = 0;
                heldTo = Math.max(0, result);
                engine.buffers().taken();
            }
            if (closing) {
                finishIfDone();
            } else if (result > 0) {
                received(result);
            } else if (result == -Errno.ENOBUFS) {
                engine.buffers().starved();
                nonEmpty = true;
                submitReceive();
            } else if (result == -Errno.EINTR || result == -Errno.EAGAIN) {
                submitReceive();
            } else {
                end(-result);
            }
        }
    }

    private final class Sender extends RingOperation implements IoHandler {
        /** Whether the ring waits for room in the socket. */
        private boolean polling;

        @Override
        void onCompletion(final int result, final int flags) {
            // What came of the wait is told by the next attempt.
            tell(polling ? -Errno.EAGAIN : result);
        }

        @Override
        public void onComplete(final int token, final long result) {
            if (result == -Errno.EAGAIN && !closing) {
                polling = true;
                engine.submissions().add(
                    IoUring.IORING_OP_POLL_ADD, fd, 0, 0, 0, IoUring.POLLOUT, userData);
            } else {
                tell((int) result);
            }
        }

        private void tell(final int result) {
            polling = false;
            try {
                ended(result);
            } catch (final RuntimeException e) {
                end(Errno.EIO);
                throw e;
            }
        }

        private void ended(final int result) {
            if (closing) {
                sending = false;
                finishIfDone();
            } else if (result > 0 && vectors.sent(result)) {
                sending = false;
                vectors.clear();
                handler.onSent();
            } else if (result > 0 || result == -Errno.EINTR || result == -Errno.EAGAIN) {
                submitSend();
            } else {
                sending = false;
                end(-result);
            }
        }
    }
}
