package orbis.engine.session;

import java.util.ArrayDeque;

/** A connection that keeps what it is given, in the order in which it would go out. */
final class FakeOutput implements PduOutput {
    final ArrayDeque<OutPdu> queue = new ArrayDeque<>();
    DisconnectReason closed;
    int maxDataSegmentLength;
    boolean closesAfterSend;
    boolean closedAtOnce;

    @Override
    public void send(final OutPdu pdu) {
        queue.addLast(pdu);
    }

    @Override
    public void sendFirst(final OutPdu pdu) {
        queue.addFirst(pdu);
    }

    @Override
    public void digests(final boolean header, final boolean data) {
    }

    @Override
    public void maxDataSegmentLength(final int length) {
        maxDataSegmentLength = length;
    }

    @Override
    public int queued() {
        return queue.size();
    }

    @Override
    public void closeAfterSend(final DisconnectReason reason) {
        closesAfterSend = true;
        closed = reason;
    }

    @Override
    public void close(final DisconnectReason reason) {
        closedAtOnce = true;
        closed = reason;
    }

    @Override
    public String peer() {
        return "192.0.2.1:40000";
    }
}
