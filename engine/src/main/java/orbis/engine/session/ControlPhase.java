package orbis.engine.session;

import orbis.engine.io.BufferPool;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.InitiatorHeaderFlyweight;
import orbis.protocol.iscsi.LogoutRequestFlyweight;
import orbis.protocol.iscsi.LogoutResponseFlyweight;
import orbis.protocol.iscsi.NopInFlyweight;
import orbis.protocol.iscsi.NopOutFlyweight;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.RejectFlyweight;
import orbis.protocol.iscsi.TextRequestFlyweight;
import orbis.protocol.iscsi.TextResponseFlyweight;

/** What a session has besides SCSI: NOP, Text, Logout (RFC 7143 sections 11.10, 11.11, 11.14, 11.15, 11.18, 11.19). */
final class ControlPhase {
    /** Room for one PDU of text. */
    private static final int TEXT_LENGTH = 8192;

    private final Session session;
    private final SessionResources resources;
    private final TextPhase text;
    private final long pingIntervalNs;
    private long buffer;
    private int bufferLength;
    private boolean ignored;
    private boolean knowsPings;
    private boolean pinged;
    private int pingTag;
    private boolean challenged;
    private long challengedNs;
    private long answerDueNs;

    ControlPhase(final Session session, final TextPhase text, final long pingIntervalNs) {
        this.session = session;
        this.text = text;
        this.pingIntervalNs = pingIntervalNs;
        resources = session.resources();
    }

    long onHeader(final InitiatorHeaderFlyweight header, final int dataLength) {
        ignored = !header.immediate() && !session.window().expects(header.cmdSn());
        if (ignored) {
            return PduHandler.DISCARD;
        }
        if (!resources.admitsAnswer()) {
            return PduHandler.STALL;
        }
        if (dataLength == 0) {
            return PduHandler.DISCARD;
        }
        buffer = resources.buffers().acquire(dataLength);
        bufferLength = dataLength;
        if (buffer != BufferPool.NONE) {
            return buffer;
        }
        // What would free a buffer may stand behind this very PDU: then it goes without its data.
        return session.commands() != null && session.commands().owesData() ? PduHandler.DISCARD : PduHandler.STALL;
    }

    void onPdu(final InitiatorHeaderFlyweight header, final int dataLength, final boolean intact) {
        if (ignored || header.opcode() == Opcode.SNACK_REQUEST) {
            ignored = false;
            return;
        }
        if (!intact) {
            session.reject(RejectFlyweight.DATA_DIGEST_ERROR);
        } else {
            dispatch(header, dataLength);
        }
        releaseBuffer();
    }

    private void dispatch(final InitiatorHeaderFlyweight header, final int dataLength) {
        final long address = header.addressOffset();
        switch (header.opcode()) {
            case Opcode.NOP_OUT:
                session.take(header.immediate());
                onNopOut(address, dataLength);
                break;
            case Opcode.TEXT_REQUEST:
                session.take(header.immediate());
                onText(address, dataLength);
                break;
            case Opcode.LOGOUT_REQUEST:
                session.take(header.immediate());
                onLogout(address);
                break;
            case Opcode.TASK_MANAGEMENT_REQUEST:
                session.take(header.immediate());
                session.taskManagement().onRequest(address);
                break;
            default:
                break;
        }
    }

    private void onNopOut(final long address, final int dataLength) {
        knowsPings = true;
        pinged = false;
        final NopOutFlyweight request = new NopOutFlyweight();
        request.wrapHeader(address);
        if (request.initiatorTaskTag() == BasicHeaderFlyweight.NO_TAG) {
            return;
        }
        final OutPdu pdu = resources.pdus().acquire();
        final NopInFlyweight response = new NopInFlyweight();
        response.wrapHeader(pdu.header());
        response.blank().targetTransferTag(BasicHeaderFlyweight.NO_TAG).lun(request.lun())
            .initiatorTaskTag(request.initiatorTaskTag());
        if (buffer != BufferPool.NONE) {
            final int echoed = Math.min(dataLength, Session.dataSegmentLength(session.parameters()));
            pdu.data(buffer, echoed).bufferLength(bufferLength);
            buffer = BufferPool.NONE;
        }
        session.output().sendFirst(pdu);
    }

    private void onText(final long address, final int dataLength) {
        final boolean lost = dataLength > 0 && buffer == BufferPool.NONE;
        final long answer = lost ? BufferPool.NONE : resources.buffers().acquire(TEXT_LENGTH);
        if (answer == BufferPool.NONE) {
            session.reject(RejectFlyweight.LONG_OPERATION_REJECT);
            return;
        }
        final TextRequestFlyweight request = new TextRequestFlyweight();
        request.wrapHeader(address);
        final OutPdu pdu = resources.pdus().acquire().data(answer, 0).bufferLength(TEXT_LENGTH);
        final TextResponseFlyweight response = new TextResponseFlyweight();
        response.wrapHeader(pdu.header());
        final int reason = text.onRequest(request, buffer, response, answer, TEXT_LENGTH);
        if (reason == TextPhase.RESPOND) {
            session.output().maxDataSegmentLength(Session.dataSegmentLength(session.parameters()));
            session.output().send(pdu.data(answer, response.dataSegmentLength()));
        } else {
            resources.buffers().release(answer, TEXT_LENGTH);
            resources.pdus().release(pdu);
            session.reject(reason);
        }
    }

    private void onLogout(final long address) {
        final LogoutRequestFlyweight request = new LogoutRequestFlyweight();
        request.wrapHeader(address);
        final int result = logoutResult(request);
        final OutPdu pdu = resources.pdus().acquire();
        final LogoutResponseFlyweight response = new LogoutResponseFlyweight();
        response.wrapHeader(pdu.header());
        response.blank().response(result).initiatorTaskTag(request.initiatorTaskTag());
        if (result == LogoutResponseFlyweight.CLOSED) {
            session.logOut(pdu);
        } else {
            session.output().send(pdu);
        }
    }

    private int logoutResult(final LogoutRequestFlyweight request) {
        switch (request.reason()) {
            case LogoutRequestFlyweight.CLOSE_SESSION:
                return LogoutResponseFlyweight.CLOSED;
            case LogoutRequestFlyweight.CLOSE_CONNECTION:
                return request.cid() == session.identity().cid()
                    ? LogoutResponseFlyweight.CLOSED : LogoutResponseFlyweight.CID_NOT_FOUND;
            default:
                return LogoutResponseFlyweight.RECOVERY_NOT_SUPPORTED;
        }
    }

    /** Whether the initiator has sent a NOP-Out: it is an operating system, not firmware. */
    boolean knowsPings() {
        return knowsPings;
    }

    /** Gives the initiator a time to prove that it lives, and asks it when it is one that answers. */
    void challenge(final long nowNs, final long withinNs) {
        if (challenged) {
            return;
        }
        challenged = true;
        challengedNs = nowNs;
        answerDueNs = nowNs + withinNs;
        if (knowsPings && resources.admitsAnswer()) {
            ping();
        }
    }

    /** Asks a silent initiator whether it lives; only one that sent a NOP-Out before: firmware never answers. */
    void onTick(final long nowNs, final long receivedNs) {
        if (challenged && receivedNs - challengedNs > 0) {
            challenged = false;
        } else if (challenged && nowNs - answerDueNs >= 0) {
            session.close(DisconnectReason.DROPPED);
            return;
        }
        if (pingIntervalNs == 0 || !knowsPings || nowNs - receivedNs < pingIntervalNs) {
            return;
        }
        // Unread answers can hold all that a ping needs: they wait for the initiator as well as a ping does.
        if ((pinged || session.output().queued() > 0) && nowNs - receivedNs > 2 * pingIntervalNs) {
            session.close(DisconnectReason.TIMED_OUT);
        } else if (!pinged && resources.admitsAnswer()) {
            pinged = true;
            ping();
        }
    }

    private void ping() {
        final OutPdu pdu = resources.pdus().acquire().advancesStatSn(false);
        final NopInFlyweight request = new NopInFlyweight();
        request.wrapHeader(pdu.header());
        request.blank().targetTransferTag(pingTag++ & Integer.MAX_VALUE)
            .initiatorTaskTag(BasicHeaderFlyweight.NO_TAG);
        session.output().send(pdu);
    }

    /** Frees what a PDU that will not be completed holds. */
    void close() {
        releaseBuffer();
    }

    private void releaseBuffer() {
        if (buffer != BufferPool.NONE) {
            resources.buffers().release(buffer, bufferLength);
            buffer = BufferPool.NONE;
        }
    }
}
