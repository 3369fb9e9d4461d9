package orbis.engine.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import orbis.engine.io.IoEngine;
import orbis.engine.io.SocketHandler;
import orbis.engine.io.StreamSocket;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.OutPdu;
import orbis.engine.session.PduHandler;
import orbis.engine.session.PduOutput;

/** One TCP connection of an initiator: PDUs in, PDUs out. Belongs to the agent of its {@link ConnectionGroup}. */
final class Connection implements SocketHandler, PduOutput {
    /** From here on, what is left of a payload is worth a receive of its own, straight to where it belongs. */
    private static final int DIRECT_MIN = 16 * 1024;

    private final ConnectionGroup group;
    private final long memory;
    private final String peer;
    private final PduReceiver receiver;
    private final PduSender sender;
    /** Whether no byte is taken beyond the PDU that is due: the socket can change hands after any PDU. */
    private boolean exact;
    private StreamSocket socket;
    private PduHandler handler;
    private DisconnectReason reason;
    private Runnable whenSent;
    private boolean closeWhenSent;
    private boolean closing;
    private boolean flushDue;
    private boolean paused;

    Connection(final ConnectionGroup group, final long memory, final String peer, final boolean exact) {
        this.group = group;
        this.memory = memory;
        this.peer = peer;
        this.exact = exact;
        receiver = new PduReceiver(memory);
        sender = new PduSender(memory);
    }

    /** Gives the channel to the engine, which may have no room for it: nothing is made for it before. */
    void adopt(final IoEngine engine, final SocketChannel channel) throws IOException {
        socket = engine.adopt(channel, this);
    }

    /** Begins to receive. */
    void open(final PduHandler pduHandler) {
        handler = pduHandler;
        receiver.handler(pduHandler);
        sender.handler(pduHandler);
        receive();
    }

    PduHandler handler() {
        return handler;
    }

    long memory() {
        return memory;
    }

    @Override
    public String peer() {
        return peer;
    }

    // ---- receiving

    private void receive() {
        if (exact) {
            socket.receiveInto(receiver.at(), receiver.remaining());
        } else {
            socket.receive();
        }
    }

    @Override
    public int onReceived(final long address, final int length) {
        if (closing) {
            return length;
        }
        final int taken = receiver.take(address, length);
        if (!stillGood()) {
            return length;
        }
        if (taken == length && receiver.inPayload() && receiver.remaining() >= DIRECT_MIN) {
            socket.receiveInto(receiver.at(), receiver.remaining());
        }
        return taken;
    }

    @Override
    public void onFilled() {
        if (closing) {
            return;
        }
        receiver.advance(receiver.remaining());
        goOn();
    }

    /** Asks again for what was missing when a header stalled. */
    void retry() {
        if (closing || !receiver.stalled()) {
            return;
        }
        receiver.retry();
        goOn();
    }

    /** Reads no further than the PDU that is being handled: who comes next on this connection is not known yet. */
    void pause() {
        paused = true;
    }

    /** Reads on after {@link #pause()}, all that comes: the connection stays where it is. */
    void resume() {
        paused = false;
        exact = false;
        goOn();
    }

    private void goOn() {
        if (stillGood() && !receiver.stalled() && !paused) {
            receive();
        }
    }

    private boolean stillGood() {
        if (closing) {
            return false;
        }
        if (receiver.outcome() != PduReceiver.Outcome.OK) {
            close(DisconnectReason.PROTOCOL_ERROR);
            return false;
        }
        if (receiver.stalled()) {
            group.stalled(this);
        }
        return true;
    }

    // ---- sending

    @Override
    public void send(final OutPdu pdu) {
        sender.append(pdu);
        flushSoon();
    }

    @Override
    public void sendFirst(final OutPdu pdu) {
        sender.prepend(pdu);
        flushSoon();
    }

    private void flushSoon() {
        if (!flushDue) {
            flushDue = true;
            group.flushDue(this);
        }
    }

    /** Starts a send of what waits, unless one is under way. */
    void flush() {
        flushDue = false;
        if (closing || socket.sending()) {
            return;
        }
        if (sender.fill(socket.vectors())) {
            socket.send();
        } else if (closeWhenSent) {
            close(reason);
        } else if (whenSent != null) {
            final Runnable then = whenSent;
            whenSent = null;
            then.run();
        }
    }

    @Override
    public void onSent() {
        sender.onSent();
        flushSoon();
    }

    @Override
    public int queued() {
        return sender.queued();
    }

    @Override
    public void digests(final boolean header, final boolean data) {
        receiver.digests(header, data);
        sender.digests(header, data);
    }

    @Override
    public void maxDataSegmentLength(final int length) {
        sender.maxDataSegmentLength(length);
    }

    // ---- ends

    /** Runs something once all that waits is sent. */
    void whenSent(final Runnable then) {
        whenSent = then;
        flushSoon();
    }

    /** Lets the channel go to another agent; this connection is over, and its handler is not told. */
    SocketChannel release() {
        closing = true;
        final SocketChannel channel = socket.release();
        group.forget(this);
        return channel;
    }

    @Override
    public void closeAfterSend(final DisconnectReason why) {
        reason = why;
        closeWhenSent = true;
        flushSoon();
    }

    @Override
    public void close(final DisconnectReason why) {
        if (!closing) {
            closing = true;
            reason = why;
            socket.close();
        }
    }

    @Override
    public void onClosed(final int errno) {
        closing = true;
        sender.drop();
        group.forget(this);
        if (reason == null) {
            reason = errno == 0 ? DisconnectReason.CLOSED_BY_PEER : DisconnectReason.NETWORK_ERROR;
        }
        handler.onClosed(reason);
    }
}
