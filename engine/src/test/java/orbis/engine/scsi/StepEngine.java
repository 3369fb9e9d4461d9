package orbis.engine.scsi;

import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;
import orbis.engine.io.SocketHandler;
import orbis.engine.io.StreamSocket;

/** An engine that is stepped by hand: what was completed is told by the next {@link #poll()}. */
public final class StepEngine implements IoEngine {
    private final Deque<Runnable> ended = new ArrayDeque<>();

    @Override
    public String name() {
        return "step";
    }

    @Override
    public void complete(final long result, final IoHandler handler, final int token) {
        ended.add(() -> handler.onComplete(token, result));
    }

    @Override
    public int poll() {
        int count = 0;
        for (int left = ended.size(); left > 0; left--) {
            ended.poll().run();
            count++;
        }
        return count;
    }

    @Override
    public void read(
        final int fd, final long address, final int length, final long position, final IoHandler handler,
        final int token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void write(
        final int fd, final long address, final int length, final long position, final boolean durable,
        final IoHandler handler, final int token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sync(final int fd, final IoHandler handler, final int token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void allocate(
        final int fd, final int mode, final long position, final long length, final IoHandler handler,
        final int token) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void offload(final int fd, final LongSupplier call, final IoHandler handler, final int token) {
        complete(call.getAsLong(), handler, token);
    }

    @Override
    public StreamSocket adopt(final SocketChannel channel, final SocketHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void register(final long address, final long length) {
        // Nothing is gained by it here.
    }

    @Override
    public void await(final long timeoutNs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void wakeup() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        ended.clear();
    }
}
