package orbis.engine.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import org.agrona.UnsafeApi;
import orbis.sys.Errno;
import orbis.sys.IoUring;
import orbis.sys.RawIo;
import orbis.sys.SubmissionQueue;

/**
 * A socket of {@link UringEngine}. At most one receive and one send are with the kernel; memory is free when both have
 * come back, and only then the end is told. While the engine looks for bytes ({@link RingLookers}), they are received
 * and answered by direct calls. A handler that fails costs its connection.
 */
final class RingSocket extends BufferedSocket implements IoHandler {
    private static final int MSG_WAITALL = 0x100;
    /** struct msghdr behind the vectors: msg_iov 16, msg_iovlen 24. */
    private static final int MESSAGE = IoVectors.LENGTH;
    /** Bytes of memory that a socket needs: vectors and a struct msghdr. */
    static final int MEMORY = IoVectors.LENGTH + 56;
    /** Looks in a row that find nothing, before the kernel is left to watch. */
    private static final int MOST_LOOKS = 256;
    /** Instead of a number: the bytes are in a buffer that the kernel never has. */
    private static final int OWN = -1;

    private final UringEngine engine;
    private final long memory;
    private final RingOperation receiver = new Receiver();
    private final Sender sender = new Sender();
    private boolean receiving;
    /** Whether the engine looks for bytes, and how often in a row it found none. */
    private boolean looking;
    private int looks;
    /** {@link RingLookers#rests} when bytes were waited for last. */
    private int rests = -1;
    /** Whether more bytes waited in the socket when the last ones were received. */
    private boolean nonEmpty;
    /** Number of the buffer that has bytes which are not taken, or {@link #OWN}. */
    private int held;
    private boolean queued;
    private int errno;

    RingSocket(final UringEngine engine, final SocketChannel channel, final SocketHandler handler) throws IOException {
        // A descriptor with O_NONBLOCK would give EAGAIN where the ring is to wait.
        super(channel, handler, true, engine.socketBlocks().acquire());
        this.engine = engine;
        memory = vectors.address();
        UnsafeApi.setMemory(memory + MESSAGE, MEMORY - MESSAGE, (byte) 0);
        engine.slots().add(receiver);
        engine.slots().add(sender);
    }

    @Override
    void startSend() {
        if (!closing) {
            sending = true;
            submitSend();
        }
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
        engine.sockets.remove(this);
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

    @Override
    void abandon() {
        if (!closed) {
            closed = true;
            closing = true;
            closeChannel();
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
            engine.sockets.remove(this);
            closeChannel();
            engine.count();
            handler.onClosed(errno);
        }
    }

    @Override
    void goOn() {
        if (holds()) {
            queue();
        } else if (!receiving && !looking && !closing && receive != Receive.TELLING) {
            startReceive();
        }
    }

    @Override
    void giveBack(final long buffer) {
        if (held == OWN) {
            engine.buffers().release(buffer);
        } else {
            engine.buffers().give(held);
        }
    }

    private void queue() {
        if (!queued && !closed) {
            queued = true;
            engine.complete(0, this, 0);
        }
    }

    private void startReceive() {
        final int restsBefore = rests;
        rests = engine.lookers().rests();
        looking = rests == restsBefore && engine.lookers().add(this);
        if (looking) {
            looks = 0;
        } else {
            submitReceive();
        }
    }

    /** Receives what has come, on this thread; whether to look again. */
    boolean look() {
        looking = looking && wantsBytes();
        if (looking) {
            try {
                receiveNow();
            } catch (final RuntimeException e) {
                end(Errno.EIO);
                throw e;
            }
        }
        return looking;
    }

    /** Leaves it to the kernel to watch for bytes. */
    void watch() {
        looking = false;
        if (wantsBytes()) {
            submitReceive();
        }
    }

    private boolean wantsBytes() {
        return !closing && !holds() && (receive == Receive.RECEIVING || receive == Receive.FILLING);
    }

    private void receiveNow() {
        if (receive == Receive.FILLING) {
            receivedNow(RawIo.receive(fd, fillAddress, fillLength, 0, 0, RawIo.MSG_DONTWAIT));
            return;
        }
        final RingBuffers buffers = engine.buffers();
        final long buffer = buffers.acquire();
        final int result = RawIo.receive(fd, buffer, buffers.length(), 0, 0, RawIo.MSG_DONTWAIT);
        if (result > 0) {
            held = OWN;
            hold(buffer, result);
        } else {
            buffers.release(buffer);
        }
        receivedNow(result);
    }

    private void receivedNow(final int result) {
        if (result > 0) {
            looks = 0;
            engine.count();
            received(result);
        } else if (result != -Errno.EAGAIN) {
            looking = false;
            end(-result);
        } else if (++looks == MOST_LOOKS) {
            watch();
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
        if (looking) {
            final int flags = RawIo.MSG_DONTWAIT | RawIo.MSG_NOSIGNAL;
            engine.complete(RawIo.send(fd, vectors.unsent(), vectors.unsentCount(), flags), sender, 0);
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
        if (receive == Receive.FILLING && !holds()) {
            filled(result);
            if (receive == Receive.FILLING) {
                goOn();
            }
        } else {
            takeHeld();
        }
    }

    private void free() {
        dropHeld();
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
                hold(engine.buffers().address(held), Math.max(0, result));
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
