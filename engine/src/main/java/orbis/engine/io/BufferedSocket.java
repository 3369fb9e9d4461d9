package orbis.engine.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import org.agrona.UnsafeApi;
import orbis.sys.Channels;

/**
 * What the sockets of all engines do alike: they keep what they are asked for, and hand over the bytes that came. Those
 * that are not taken stay in a buffer of the engine's.
 */
abstract class BufferedSocket implements StreamSocket {
    /** Steps that one socket makes at a time with bytes that have come already. */
    private static final int STEPS = 16;

    /** What the socket is asked for: nothing, bytes as they come (or they are being told), or bytes for a place. */
    enum Receive { IDLE, TELLING, RECEIVING, FILLING }

    final SocketChannel channel;
    final SocketHandler handler;
    final int fd;
    final IoVectors vectors;
    Receive receive = Receive.IDLE;
    long fillAddress;
    int fillLength;
    boolean sending;
    boolean closing;
    boolean closed;
    /** Address of the buffer with bytes that are not taken, 0 for none, and where in it they begin and end. */
    private long held;
    private int heldFrom;
    private int heldTo;

    /**
     * Takes a channel over.
     *
     * @param channel  connected.
     * @param handler  told of what happens.
     * @param blocking whether the channel's own calls wait.
     * @param vectors  {@link IoVectors#LENGTH} bytes of memory, 8-byte aligned.
     */
    BufferedSocket(final SocketChannel channel, final SocketHandler handler, final boolean blocking, final long vectors)
            throws IOException {
        this.channel = channel;
        this.handler = handler;
        this.vectors = new IoVectors(vectors);
        channel.configureBlocking(blocking);
        fd = Channels.fd(channel);
    }

    /** Goes on with what the socket is asked for: with the bytes that are held, or else by receiving. */
    abstract void goOn();

    /** Sends the vectors. */
    abstract void startSend();

    /** Gives the engine's buffer back. */
    abstract void giveBack(long buffer);

    /** Closes without telling the handler. */
    abstract void abandon();

    @Override
    public final int fd() {
        return fd;
    }

    @Override
    public final void receive() {
        if (receive == Receive.FILLING) {
            throw new IllegalStateException("a receive into memory is under way");
        }
        receive = Receive.RECEIVING;
        goOn();
    }

    @Override
    public final void receiveInto(final long address, final int length) {
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
    public final IoVectors vectors() {
        return vectors;
    }

    @Override
    public final void send() {
        if (sending || vectors.bytes() == 0) {
            throw new IllegalStateException(sending ? "a send is under way" : "nothing to send");
        }
        startSend();
    }

    @Override
    public final boolean sending() {
        return sending;
    }

    final void closeChannel() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot close " + channel, e);
        }
    }

    /** Whether there are bytes that came and are not taken. */
    final boolean holds() {
        return held != 0;
    }

    /** Keeps bytes that came, until they are taken. */
    final void hold(final long buffer, final int length) {
        held = buffer;
        heldFrom = 0;
        heldTo = length;
    }

    /** Gives up bytes that nobody will take. */
    final void dropHeld() {
        if (held != 0) {
            final long buffer = held;
            held = 0;
            assert overwritten(buffer, heldTo);
            giveBack(buffer);
        }
    }

    /** With assertions on (-ea), who looks at bytes that it has taken already sees others. */
    private static boolean overwritten(final long buffer, final int length) {
        UnsafeApi.setMemory(buffer, length, BufferPool.POISON);
        return true;
    }

    /** Hands over what is held, as far as it is asked for. */
    final void takeHeld() {
        for (int step = 0; step < STEPS && held != 0 && open(); step++) {
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
        if (open() && receive != Receive.IDLE) {
            goOn();
        }
    }

    /** Counts bytes that have come to the place that is being filled. */
    final void filled(final int length) {
        fillAddress += length;
        fillLength -= length;
        if (fillLength == 0) {
            receive = Receive.IDLE;
            handler.onFilled();
        }
    }

    private boolean open() {
        return !closing && !closed;
    }

    private void tellReceived() {
        final int length = heldTo - heldFrom;
        receive = Receive.TELLING;
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
            dropHeld();
        }
    }
}
