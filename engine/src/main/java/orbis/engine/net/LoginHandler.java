package orbis.engine.net;

import java.util.function.Consumer;

import orbis.engine.io.BufferPool;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.LoginPhase;
import orbis.engine.session.OutPdu;
import orbis.engine.session.OutPduPool;
import orbis.engine.session.PduHandler;
import orbis.engine.session.Portal;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.LoginRequestFlyweight;
import orbis.protocol.iscsi.LoginResponseFlyweight;
import orbis.protocol.iscsi.Opcode;
import org.agrona.UnsafeApi;

/**
 * A connection until its login is over: takes Login Requests and nothing else, within bounds of length and time. A
 * discovery session that grows out of it stays on the same connection, and has as long for each further request.
 */
final class LoginHandler implements PduHandler {
    /** Text of a request, and behind it text of a response. */
    static final int BUFFER_LENGTH = 2 * LoginPhase.MAX_TEXT_LENGTH;

    private final ConductorAgent conductor;
    private final Connection connection;
    private final BufferPool buffers;
    private final OutPduPool pdus;
    private final LoginPhase phase;
    private final Portal portal;
    private final long buffer;
    private final LoginRequestFlyweight request = new LoginRequestFlyweight();
    private final LoginResponseFlyweight response = new LoginResponseFlyweight();
    private Consumer<DisconnectReason> whenLost;
    private PduHandler successor;
    private long deadlineNs;
    private boolean released;

    /**
     * Begins with the first request.
     *
     * @param conductor  whose connection it is.
     * @param connection of the initiator.
     * @param phase      of the login.
     * @param portal     by which the connection came.
     * @param buffer     of the conductor's, {@link #BUFFER_LENGTH} bytes; released with the login.
     */
    LoginHandler(final ConductorAgent conductor, final Connection connection, final LoginPhase phase,
        final Portal portal, final long buffer) {
        this.conductor = conductor;
        this.connection = connection;
        this.phase = phase;
        this.portal = portal;
        deadlineNs = conductor.newDeadlineNs();
        buffers = conductor.resources().buffers();
        pdus = conductor.resources().pdus();
        this.buffer = buffer;
    }

    LoginPhase phase() {
        return phase;
    }

    Connection connection() {
        return connection;
    }

    Portal portal() {
        return portal;
    }

    /** When the login must be over, or the next request be there, of {@link System#nanoTime()}. */
    long deadlineNs() {
        return deadlineNs;
    }

    /** What takes over from here on: a discovery session. */
    void successor(final PduHandler handler) {
        successor = handler;
    }

    /** Whether the connection is gone. */
    boolean closed() {
        return released;
    }

    @Override
    public long onHeader(final long header, final int ahsLength, final int dataLength) {
        if (successor != null) {
            return successor.onHeader(header, ahsLength, dataLength);
        }
        request.wrapHeader(header);
        if (request.opcode() != Opcode.LOGIN_REQUEST || dataLength > LoginPhase.MAX_TEXT_LENGTH) {
            return CLOSE;
        }
        return dataLength == 0 ? DISCARD : buffer;
    }

    @Override
    public void onPdu(final boolean intact) {
        if (successor != null) {
            deadlineNs = conductor.newDeadlineNs();
            successor.onPdu(intact);
            return;
        }
        final OutPdu pdu = newResponse();
        switch (phase.onRequest(request, buffer, response, pdu.data())) {
            case CONTINUE:
                send(pdu);
                break;
            case ADMIT:
                pdus.release(pdu);
                connection.pause();
                conductor.admit(this);
                break;
            default:
                fail(pdu);
                break;
        }
    }

    /** Lets the initiator in: sends the last response, and tells when it is out, or that the connection went before. */
    void admit(final int tsih, final Runnable whenSent, final Consumer<DisconnectReason> otherwise) {
        whenLost = otherwise;
        final OutPdu pdu = newResponse();
        phase.admit(tsih, response, pdu.data());
        send(pdu);
        connection.whenSent(whenSent);
    }

    void refuse(final int status, final String why) {
        final OutPdu pdu = newResponse();
        phase.refuse(status, why, response);
        fail(pdu);
    }

    private void fail(final OutPdu pdu) {
        conductor.onRefused(this);
        connection.pause(); // what it sends besides is not answered: answers without end would keep it open
        send(pdu);
        connection.closeAfterSend(DisconnectReason.LOGIN_REFUSED);
    }

    private OutPdu newResponse() {
        final OutPdu pdu = pdus.acquire();
        pdu.data(buffer + LoginPhase.MAX_TEXT_LENGTH, 0);
        response.wrapHeader(pdu.header());
        return pdu;
    }

    private void send(final OutPdu pdu) {
        connection.send(pdu.data(pdu.data(), response.dataSegmentLength()));
    }

    @Override
    public boolean onPduDue(final OutPdu pdu, final long cell, final int length) {
        if (successor != null) {
            return successor.onPduDue(pdu, cell, length);
        }
        UnsafeApi.copyMemory(pdu.header(), cell, BasicHeaderFlyweight.LENGTH);
        return true;
    }

    @Override
    public void onPduSent(final OutPdu pdu) {
        if (successor != null) {
            successor.onPduSent(pdu);
        } else {
            pdus.release(pdu);
        }
    }

    @Override
    public void onClosed(final DisconnectReason reason) {
        if (successor != null) {
            successor.onClosed(reason);
        } else if (whenLost != null) {
            whenLost.accept(reason);
        } else {
            conductor.onGivenUp(this, reason);
        }
        release();
    }

    /** Frees the login's memory. */
    void release() {
        if (!released) {
            released = true;
            conductor.onOver(this);
            buffers.release(buffer, BUFFER_LENGTH);
        }
    }
}
