package orbis.engine.session;

import static orbis.protocol.iscsi.RejectFlyweight.COMMAND_NOT_SUPPORTED;

import java.util.List;

import orbis.engine.scsi.Nexus;
import orbis.protocol.iscsi.AsyncMessageFlyweight;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.InitiatorHeaderFlyweight;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.RejectFlyweight;
import orbis.protocol.iscsi.SessionParameters;
import orbis.protocol.iscsi.TargetHeaderFlyweight;
import org.agrona.UnsafeApi;

/**
 * An iSCSI session in full feature phase, over its one connection: gives each PDU to the part that understands it,
 * and keeps the numbers that all answers carry (RFC 7143 section 4.2.2).
 */
public final class Session implements PduHandler {
    /**
     * An initiator with so many answers waiting does not read them: it is not read either until it does. In a
     * discovery session, which strangers may have, one is enough: there is memory for one and no more.
     */
    private static final int MAX_QUEUED = 256;

    private final PduOutput output;
    private final SessionResources resources;
    private final SessionParameters parameters;
    private final SessionIdentity identity;
    private final SessionListener listener;
    private final DeviceSessions target;
    private final CommandWindow window;
    private final CommandAnswers answers;
    private final CommandPhase commands;
    private final TaskManagement taskManagement;
    private final ControlPhase control;
    private final Nexus nexus;
    private final TargetHeaderFlyweight stamped = new TargetHeaderFlyweight();
    private final InitiatorHeaderFlyweight header = new InitiatorHeaderFlyweight();

    private int dataLength;
    private boolean stalled;
    private long receivedNs;
    private final long abortBoundNs;
    private PendingFunction closing;
    private boolean deaf;
    private DisconnectReason leaving;
    private long leaveNs;
    private boolean closed;
    private boolean ended;

    /**
     * Begins full feature phase.
     *
     * @param start     what the session begins with.
     * @param output    its connection.
     * @param resources of its agent.
     * @param target    the device and its sessions, null in a discovery session.
     * @param listener  told of the end.
     */
    public Session(final SessionStart start, final PduOutput output, final SessionResources resources,
        final DeviceSessions target, final SessionListener listener) {
        this.output = output;
        this.resources = resources;
        this.target = target;
        this.listener = listener;
        parameters = start.parameters();
        identity = start.identity();
        final CommandRate rate =
            new CommandRate(target == null ? RateLimit.unlimited() : target.rate(), start.rate());
        window = new CommandWindow(start.expCmdSn(), start.statSn(), start.queueDepth(), rate);
        answers = new CommandAnswers(output, resources.pdus(), parameters);
        control = new ControlPhase(this, start.text(), start.pingIntervalNs());
        abortBoundNs = start.abortBoundNs();
        receivedNs = resources.nowNs();
        output.digests(parameters.headerDigest(), parameters.dataDigest());
        output.maxDataSegmentLength(dataSegmentLength(parameters));
        if (target == null) {
            nexus = null;
            commands = null;
            taskManagement = null;
        } else {
            nexus = target.device().attach(identity.initiatorName(), identity.isid(), identity.portalGroupTag())
                .copies(parameters.dataDigest());
            commands = new CommandPhase(this, answers, target.device(), nexus, rate, start.meter());
            taskManagement = new TaskManagement(this, target, start.abortBoundNs(), start.meter());
            target.sessions().add(this);
        }
    }

    /** Bytes of data in one PDU to the initiator: what it takes, and no more than a sequence may have. */
    static int dataSegmentLength(final SessionParameters parameters) {
        return Math.min(parameters.initiatorMaxRecvDataSegmentLength(), parameters.maxBurstLength());
    }

    /** Who the session is between. */
    public SessionIdentity identity() {
        return identity;
    }

    /** The initiator's address. */
    public String peer() {
        return output.peer();
    }

    PduOutput output() {
        return output;
    }

    SessionResources resources() {
        return resources;
    }

    SessionParameters parameters() {
        return parameters;
    }

    CommandWindow window() {
        return window;
    }

    CommandPhase commands() {
        return commands;
    }

    TaskManagement taskManagement() {
        return taskManagement;
    }

    boolean closed() {
        return closed;
    }

    Nexus nexus() {
        return nexus;
    }

    // ---- PDUs in

    @Override
    public long onHeader(final long address, final int ahsLength, final int length) {
        header.wrapHeader(address);
        dataLength = length;
        // A header that stalled is given again in each duty cycle. While answers wait for the initiator, that is no
        // sign of life; when none does, it is the server that does not read, and not the initiator that is silent.
        if (!stalled || output.queued() == 0) {
            receivedNs = resources.nowNs();
        }
        final long landing = landing(address, ahsLength, length);
        stalled = landing == STALL;
        return landing;
    }

    private long landing(final long address, final int ahsLength, final int length) {
        if (length > parameters.targetMaxRecvDataSegmentLength()) {
            return CLOSE;
        }
        if (deaf) {
            return DISCARD;
        }
        if (commands == null ? output.queued() > 0
            : output.queued() >= MAX_QUEUED && header.opcode() != Opcode.DATA_OUT) {
            return STALL;
        }
        if (commands == null && concernsDisk(header.opcode())) {
            return refuse(COMMAND_NOT_SUPPORTED);
        }
        switch (header.opcode()) {
            case Opcode.SCSI_COMMAND:
                return commands.onCommandHeader(address, ahsLength, length);
            case Opcode.DATA_OUT:
                return commands.onDataOutHeader(address, length);
            case Opcode.TASK_MANAGEMENT_REQUEST:
            case Opcode.NOP_OUT:
            case Opcode.TEXT_REQUEST:
            case Opcode.LOGOUT_REQUEST:
                return control.onHeader(header, length);
            case Opcode.SNACK_REQUEST:
                return refuse(RejectFlyweight.SNACK_REJECT);
            default:
                return refuse(COMMAND_NOT_SUPPORTED);
        }
    }

    private static boolean concernsDisk(final int opcode) {
        return opcode == Opcode.SCSI_COMMAND || opcode == Opcode.DATA_OUT || opcode == Opcode.TASK_MANAGEMENT_REQUEST;
    }

    private long refuse(final int reason) {
        if (!resources.admitsAnswer()) {
            return STALL;
        }
        reject(reason);
        return DISCARD;
    }

    @Override
    public void onPdu(final boolean intact) {
        if (deaf || commands == null && concernsDisk(header.opcode())) {
            return;
        }
        switch (header.opcode()) {
            case Opcode.SCSI_COMMAND:
                commands.onCommand(dataLength, intact);
                break;
            case Opcode.DATA_OUT:
                commands.onDataOut(dataLength, intact);
                break;
            default:
                control.onPdu(header, dataLength, intact);
                break;
        }
    }

    /** Counts a command in its turn: those for immediate delivery have no number of their own. */
    void take(final boolean immediate) {
        if (!immediate) {
            window.take();
        }
    }

    // ---- PDUs out

    /** Sends back the header of the PDU that came last. */
    void reject(final int reason) {
        final OutPdu pdu = resources.pdus().acquire();
        final RejectFlyweight reject = new RejectFlyweight();
        reject.wrapHeader(pdu.header());
        reject.blank().reason(reason).initiatorTaskTag(BasicHeaderFlyweight.NO_TAG);
        UnsafeApi.copyMemory(header.addressOffset(), pdu.shortData(), BasicHeaderFlyweight.LENGTH);
        output.send(pdu.data(pdu.shortData(), BasicHeaderFlyweight.LENGTH));
    }

    @Override
    public boolean onPduDue(final OutPdu pdu, final long cell, final int length) {
        final IscsiTask task = pdu.task();
        if (task != null && task.aborting()) {
            return false;
        }
        UnsafeApi.copyMemory(pdu.header(), cell, BasicHeaderFlyweight.LENGTH);
        stamped.wrapHeader(cell);
        stamped.dataSegmentLength(length);
        boolean advances = pdu.advancesStatSn();
        if (stamped.opcode() == Opcode.DATA_IN) {
            answers.stampDataIn(pdu, cell, length);
            advances = pdu.last() && pdu.sent() + length == pdu.dataLength();
        } else if (task != null && stamped.opcode() == Opcode.SCSI_RESPONSE) {
            answers.stampResponse(pdu, cell);
        }
        window.stamp(stamped, advances);
        return true;
    }

    @Override
    public void onPduSent(final OutPdu pdu) {
        final IscsiTask task = pdu.task();
        if (pdu.bufferLength() > 0) {
            resources.buffers().release(pdu.data(), pdu.bufferLength());
        }
        final long data = pdu.data();
        final int length = pdu.dataLength();
        final int opcode = BasicHeaderFlyweight.opcode(pdu.header());
        resources.pdus().release(pdu);
        if (opcode == Opcode.DATA_IN) {
            commands.onDataInSent(task, data, length);
        } else if (opcode == Opcode.R2T) {
            commands.onR2tSent(task);
        } else if (task != null) {
            commands.onResponseSent(task);
        }
    }

    // ---- time and ends

    /**
     * Lets time pass: overdue task management is answered, and a silent initiator asked whether it lives.
     *
     * @param nowNs the agent's clock.
     */
    public void onTick(final long nowNs) {
        if (taskManagement != null) {
            taskManagement.onTick(nowNs);
        }
        if (!closed && leaving != null && nowNs - leaveNs >= 0) {
            output.close(leaving);
        } else if (!closed) {
            control.onTick(nowNs, receivedNs);
        } else if (closing != null && nowNs - closing.deadlineNs() >= 0) {
            closing.giveUp(target.device());
            endWhenIdle();
        }
    }

    /**
     * Ends the session unless something comes from its initiator in time. One that answers pings is asked; firmware
     * answers none, and lives when it goes on by itself.
     *
     * @param withinNs how long to wait, in nanoseconds.
     */
    public void challenge(final long withinNs) {
        if (!closed) {
            control.challenge(resources.nowNs(), withinNs);
        }
    }

    /**
     * Ends the session. An initiator that understands is told that its connection goes (RFC 7143 section 11.9);
     * firmware is not: it takes any asynchronous message for an error.
     *
     * @param reason why.
     */
    public void close(final DisconnectReason reason) {
        deaf = true;
        if (!closed && reason.announced() && control.knowsPings() && resources.admitsAnswer()) {
            final OutPdu pdu = resources.pdus().acquire();
            final AsyncMessageFlyweight message = new AsyncMessageFlyweight();
            message.wrapHeader(pdu.header());
            message.blank().event(AsyncMessageFlyweight.SESSION_DROP).parameter2(parameters.defaultTime2Wait())
                .initiatorTaskTag(BasicHeaderFlyweight.NO_TAG);
            output.send(pdu);
            closeAfterSend(reason);
        } else if (reason == DisconnectReason.TARGET_RESET) {
            closeAfterSend(reason);
        } else {
            output.close(reason);
        }
    }

    /** Ends the connection when its initiator has what waits for it, or has not taken it in time. */
    private void closeAfterSend(final DisconnectReason reason) {
        if (leaving == null) {
            leaving = reason;
            leaveNs = resources.nowNs() + abortBoundNs;
        }
        output.closeAfterSend(reason);
    }

    @Override
    public void onClosed(final DisconnectReason reason) {
        closed = true;
        control.close();
        listener.onDisconnected(this, reason);
        if (commands != null) {
            closing = new PendingFunction(resources.nowNs() + abortBoundNs, function -> { });
            commands.abortAll(closing);
        }
        endWhenIdle();
    }

    /**
     * The initiator logs out: what it still sends is of no interest. It is answered when nothing of it is left that
     * another session could meet: no command under way (RFC 7143 section 11.14.1), nothing reserved.
     */
    void logOut(final OutPdu answer) {
        deaf = true;
        if (taskManagement == null) {
            sendLast(answer);
        } else {
            taskManagement.endAll(() -> sendLast(answer));
        }
    }

    private void sendLast(final OutPdu answer) {
        if (closed) {
            resources.pdus().release(answer);
        } else {
            output.send(answer);
            closeAfterSend(DisconnectReason.LOGGED_OUT);
        }
    }

    /** A task is free again, or a function over: the end may wait for it. */
    void onWorkEnded() {
        if (closed) {
            endWhenIdle();
        }
    }

    /** All sessions of the target end, this one too, and take nothing from now on. */
    void coldReset() {
        for (final Session each : List.copyOf(target.sessions())) {
            if (!each.closed) {
                each.close(DisconnectReason.TARGET_RESET);
            }
        }
    }

    private void endWhenIdle() {
        if (ended || commands != null && !(commands.idle() && taskManagement.idle())) {
            return;
        }
        ended = true;
        if (target != null) {
            target.sessions().remove(this);
            target.device().detach(nexus);
        }
        listener.onEnded(this);
    }
}
