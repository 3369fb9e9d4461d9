package orbis.engine.io;

import java.nio.channels.SocketChannel;

/**
 * A connected stream socket of one {@link IoEngine}. At most one receive and one send are under way at a time.
 * After {@link #close()} nothing is told but {@link SocketHandler#onClosed(int)}, and after that nothing at all.
 */
public interface StreamSocket {
    /** The file descriptor, for what is asked of it seldom (TCP_INFO, peer's link address). */
    int fd();

    /**
     * Receives what comes next into memory of the engine's own, shared by its sockets: an idle socket holds none.
     * Goes on by itself: each arrival is told by {@link SocketHandler#onReceived(long, int)}, until that takes less
     * than it was given or calls {@link #receiveInto(long, int)}; after either, call this again.
     */
    void receive();

    /**
     * Receives exactly {@code length} bytes straight to {@code address}, then tells
     * {@link SocketHandler#onFilled()}; receiving stops until it is asked for again.
     *
     * @param address where the bytes go.
     * @param length  bytes, more than 0.
     */
    void receiveInto(long address, int length);

    /**
     * The vectors of the next send, to be filled before {@link #send()} and left alone until
     * {@link SocketHandler#onSent()}.
     *
     * @return this socket's vectors.
     */
    IoVectors vectors();

    /** Sends all bytes of {@link #vectors()} with one gathered call where the kernel can, then tells of it once. */
    void send();

    /** Whether a send is under way. */
    boolean sending();

    /**
     * Lets the channel go, to be adopted by another engine. Nothing may be under way but a receive; bytes that
     * came and were not taken are told to nobody, so call it from within {@link SocketHandler#onReceived} or
     * before any byte is due.
     *
     * @return the channel, open.
     */
    SocketChannel release();

    /** Closes the connection. Memory given to a receive or send under way stays in use until the engine says so. */
    void close();
}
