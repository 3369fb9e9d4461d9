package orbis.engine.io;

/**
 * Told of what happens on a {@link StreamSocket}, on the thread of its engine. What it throws comes out of
 * {@link IoEngine#poll()}, and closes this connection alone.
 */
public interface SocketHandler {
    /**
     * Bytes came. They are in the engine's memory until this returns; those not taken are kept and told again
     * after {@link StreamSocket#receive()}.
     *
     * @param address the bytes.
     * @param length  how many, more than 0.
     * @return how many were taken; less than {@code length} stops receiving (back-pressure).
     */
    int onReceived(long address, int length);

    /** The memory given to {@link StreamSocket#receiveInto(long, int)} is full. */
    void onFilled();

    /** The send that was under way has ended: the vectors and their memory are free. */
    void onSent();

    /**
     * The connection ended: the peer closed it, it failed, or {@link StreamSocket#close()} took effect. All memory
     * given to the socket is free. Told exactly once, also after {@link StreamSocket#close()}.
     *
     * @param errno 0 when the peer or this side closed in order, else what went wrong.
     */
    void onClosed(int errno);
}
