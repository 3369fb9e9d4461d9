package orbis.perf.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import orbis.engine.io.IoVectors;
import orbis.engine.io.SocketHandler;
import orbis.sys.Channels;
import orbis.sys.Errno;
import orbis.sys.RawIo;

/** One socket of a {@link SocketLoop}. The handler takes all that is received. */
final class LoadSocket {
    private static final int VECTOR_LENGTH = 16;

    private final SocketLoop loop;
    private final SocketChannel channel;
    private final int fd;
    private final SocketHandler handler;
    private final ByteBuffer vectorMemory = BufferUtil.allocateDirectAligned(IoVectors.LENGTH, 8);
    private final IoVectors vectors = new IoVectors(BufferUtil.address(vectorMemory));
    private SelectionKey key;
    private boolean sending;
    private boolean closed;
    private int sentVectors;
    private int failure;

    LoadSocket(final SocketLoop loop, final SocketChannel channel, final SocketHandler handler) {
        this.loop = loop;
        this.channel = channel;
        this.fd = Channels.fd(channel);
        this.handler = handler;
    }

    void key(final SelectionKey value) {
        key = value;
    }

    /** Begins to receive. */
    void receive() {
        key.interestOps(SelectionKey.OP_READ);
    }

    /** What the next {@link #send()} sends. */
    IoVectors vectors() {
        return vectors;
    }

    /** Sends; the handler is told of the end only when the socket did not take all at once. */
    void send() {
        sentVectors = 0;
        sending = !write();
        if (sending && !closed) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** Whether a send is under way. */
    boolean sending() {
        return sending;
    }

    /** Closes; the handler is told by the next poll. */
    void close() {
        if (!closed) {
            closed = true;
            try {
                channel.close();
            } catch (final IOException e) {
                throw new IllegalStateException(e);
            }
            loop.closed(this);
        }
    }

    void tellClosed() {
        handler.onClosed(failure);
    }

    /** The selector says that the channel can be read or written. */
    void ready() {
        if (sending && key.isWritable() && write()) {
            sending = false;
            key.interestOps(SelectionKey.OP_READ);
            handler.onSent();
        }
        if (!closed && key.isReadable()) {
            final int length = RawIo.receive(
                fd, loop.received(), SocketLoop.BUFFER_LENGTH, 0, 0, RawIo.MSG_DONTWAIT);
            if (length > 0) {
                handler.onReceived(loop.received(), length);
            } else if (length != -Errno.EAGAIN) {
                failed(-length);
            }
        }
    }

    /** Returns whether all is sent. */
    private boolean write() {
        while (sentVectors < vectors.count()) {
            final long at = vectors.address() + (long) sentVectors * VECTOR_LENGTH;
            final int sent = RawIo.send(
                fd, at, vectors.count() - sentVectors, RawIo.MSG_NOSIGNAL | RawIo.MSG_DONTWAIT);
            if (sent < 0) {
                if (sent != -Errno.EAGAIN) {
                    failed(-sent);
                }
                return false;
            }
            skip(sent);
        }
        return true;
    }

    private void failed(final int errno) {
        failure = errno;
        close();
    }

    private void skip(final int sent) {
        long left = sent;
        while (left > 0) {
            final long at = vectors.address() + (long) sentVectors * VECTOR_LENGTH;
            final long length = UnsafeApi.getLong(at + 8);
            if (left >= length) {
                sentVectors++;
                left -= length;
            } else {
                UnsafeApi.putLong(at, UnsafeApi.getLong(at) + left);
                UnsafeApi.putLong(at + 8, length - left);
                left = 0;
            }
        }
    }
}
