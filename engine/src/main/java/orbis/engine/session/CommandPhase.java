package orbis.engine.session;

import java.util.List;

import orbis.engine.io.BufferPool;
import orbis.engine.scsi.Nexus;
import orbis.engine.scsi.ScsiDevice;
import orbis.engine.scsi.ScsiTask;
import orbis.engine.scsi.TaskTransport;
import orbis.engine.store.BlockStore;
import orbis.protocol.iscsi.AdditionalHeaderSegment;
import orbis.protocol.iscsi.DataOutFlyweight;
import orbis.protocol.iscsi.RejectFlyweight;
import orbis.protocol.iscsi.ScsiCommandFlyweight;
import orbis.protocol.iscsi.SessionParameters;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * SCSI commands of one session, from the PDU to the logical unit and back: SCSI Command and Data-Out in, Data-In,
 * R2T and SCSI Response out (RFC 7143 sections 4.2.5, 11.3 to 11.8).
 */
final class CommandPhase implements TaskTransport, DataOutOwner {
    private final Session session;
    private final SessionResources resources;
    private final SessionParameters parameters;
    private final CommandWindow window;
    private final ScsiDevice device;
    private final CommandRate rate;
    private final Nexus nexus;
    private final CommandAnswers answers;
    private final CommandMeter meter;

    private final Int2ObjectHashMap<IscsiTask> tasks = new Int2ObjectHashMap<>();
    private final ScsiCommandFlyweight command = new ScsiCommandFlyweight();
    private final DataOutFlyweight dataOut = new DataOutFlyweight();
    private final AdditionalHeaderSegment additional = new AdditionalHeaderSegment();

    /** The task whose PDU is coming in, null when its payload is dropped. */
    private IscsiTask incoming;
    private final ReadBudget budget = new ReadBudget();
    private int held;
    private int hung;
    private boolean atTurnstile;
    /** Aborted tasks that are not free yet: the store, or a PDU on its way, still has them. */
    private int leaving;

    CommandPhase(final Session session, final CommandAnswers answers, final ScsiDevice device, final Nexus nexus,
        final CommandRate rate, final CommandMeter meter) {
        this.session = session;
        this.answers = answers;
        this.device = device;
        this.rate = rate;
        this.nexus = nexus;
        this.meter = meter;
        resources = session.resources();
        parameters = session.parameters();
        window = session.window();
    }

    @Override
    public SessionParameters parameters() {
        return parameters;
    }

    @Override
    public BufferPool buffers() {
        return resources.buffers();
    }

    /** Tasks that have not been answered yet, by initiator task tag. */
    Int2ObjectHashMap<IscsiTask> tasks() {
        return tasks;
    }

    /** Whether nothing is under way any more, but for what hangs in the store and was given up. */
    boolean idle() {
        return held == hung;
    }

    // ---- SCSI Command

    long onCommandHeader(final long header, final int ahsLength, final int dataLength) {
        command.wrapHeader(header);
        final boolean immediate = command.immediate();
        if (!immediate && !window.expects(command.cmdSn())) {
            return PduHandler.DISCARD;
        }
        if (leaving >= window.depth()) {
            return refuseBusy();
        }
        if (!resources.admitsTask()) {
            return waitOrRefuse();
        }
        final boolean inTurn = rate.admits(resources.nowNs());
        if (!inTurn && !resources.admitsHeldBack()) {
            return PduHandler.STALL;
        }
        final int reason = fault(ahsLength, dataLength);
        if (reason != 0) {
            session.take(immediate);
            session.reject(reason);
            return PduHandler.DISCARD;
        }
        return admit(ahsLength, dataLength, inTurn);
    }

    /** What is wrong with a command's header, as a reason to reject it, or 0. */
    private int fault(final int ahsLength, final int dataLength) {
        final long expected = command.expectedDataTransferLength();
        if (tasks.containsKey(command.initiatorTaskTag())) {
            return RejectFlyweight.TASK_IN_PROGRESS;
        }
        if (command.immediate() && window.full()) {
            return RejectFlyweight.IMMEDIATE_COMMAND_REJECT;
        }
        if (ahsLength > 0 && malformed(ahsLength)) {
            return RejectFlyweight.INVALID_PDU_FIELD;
        }
        if (dataLength > 0 && (!command.write() || !parameters.immediateData())) {
            return RejectFlyweight.PROTOCOL_ERROR;
        }
        if (dataLength > Math.min(expected, parameters.firstBurstLength())) {
            return RejectFlyweight.PROTOCOL_ERROR;
        }
        if (!command.finalBit() && (!command.write() || parameters.initialR2t())) {
            return RejectFlyweight.PROTOCOL_ERROR;
        }
        return 0;
    }

    private long admit(final int ahsLength, final int dataLength, final boolean inTurn) {
        final long expected = command.expectedDataTransferLength();
        final boolean unasked = dataLength > 0 || !command.finalBit();
        final int bufferLength = unasked ? (int) Math.min(expected, ScsiTask.MAX_CHUNK_LENGTH) : 0;
        final long buffer = bufferLength > 0 ? buffers().acquire(bufferLength) : BufferPool.NONE;
        if (bufferLength > 0 && buffer == BufferPool.NONE) {
            return waitOrRefuse();
        }
        session.take(command.immediate());
        final IscsiTask task = begin(expected, ahsLength, inTurn);
        final int length = task.dataOutTotal();
        if (task.ended() || length == 0) {
            if (buffer != BufferPool.NONE) {
                buffers().release(buffer, bufferLength);
            }
            return PduHandler.DISCARD;
        }
        final int unsolicitedEnd = unasked
            ? command.finalBit() ? dataLength : (int) Math.min(expected, parameters.firstBurstLength()) : 0;
        task.dataOut.begin(this, length, buffer, bufferLength, unsolicitedEnd);
        return dataLength > 0 ? task.dataOut.landing() : PduHandler.DISCARD;
    }

    private boolean malformed(final int ahsLength) {
        additional.begin(command.addressOffset() + ScsiCommandFlyweight.LENGTH, ahsLength);
        while (additional.next()) {
            continue;
        }
        return additional.malformed();
    }

    /** Waits, unless what would free a buffer or a task stands behind this very command: then it is refused. */
    private long waitOrRefuse() {
        return owesData() ? refuseBusy() : PduHandler.STALL;
    }

    /** Whether the initiator has yet to send data of a command before: the connection must be read on. */
    boolean owesData() {
        for (final IscsiTask task : tasks.values()) {
            if (owesData(task)) {
                return true;
            }
        }
        return false;
    }

    /** A command that was refused is answered when the data that the initiator sends unasked has ended. */
    private static boolean owesData(final IscsiTask task) {
        return task.ended() || task.dataOut.incomplete();
    }

    private long refuseBusy() {
        if (!resources.admitsAnswer()) {
            return PduHandler.STALL;
        }
        session.take(command.immediate());
        answers.busy(command.initiatorTaskTag(), command.expectedDataTransferLength());
        return PduHandler.DISCARD;
    }

    private IscsiTask begin(final long expected, final int ahsLength, final boolean inTurn) {
        final IscsiTask task = resources.tasks().acquire();
        task.begin(command.initiatorTaskTag(), command.cmdSn(), resources.nowNs());
        task.lun(command.lun()).attribute(command.attribute()).immediate(command.immediate())
            .nexus(nexus).transport(this);
        task.cdb().putBytes(0, command, ScsiCommandFlyweight.CDB_OFFSET, ScsiCommandFlyweight.CDB_LENGTH);
        task.cdbLength(ScsiCommandFlyweight.CDB_LENGTH);
        task.expectedDataOut(command.write() ? expected : 0);
        task.expectedDataIn(command.read() && !command.write() ? expected : 0);
        if (ahsLength > 0) {
            readAdditionalHeaders(task, ahsLength);
        }
        tasks.put(task.initiatorTaskTag(), task);
        window.enter();
        held++;
        incoming = task;
        task.hold();
        device.begin(task.heldBack(!inTurn));
        if (inTurn || task.ended()) {
            rate.take(task, resources.nowNs());
        } else {
            holdBack(task);
        }
        return task;
    }

    private void holdBack(final IscsiTask task) {
        rate.await(task);
        if (!atTurnstile) {
            atTurnstile = true;
            resources.turnstile().add(this);
        }
    }

    /** Lets the next command have its turn that is held back; false when there is none, or it is too early for it. */
    boolean letIn() {
        final IscsiTask task = rate.next(resources.nowNs());
        if (task == null) {
            return false;
        }
        device.letIn(task);
        return true;
    }

    /** Stays at the turnstile while commands are held back; false when it leaves. */
    boolean stayAtTurnstile() {
        atTurnstile = rate.anyWaits();
        return atTurnstile;
    }

    private void readAdditionalHeaders(final IscsiTask task, final int ahsLength) {
        additional.begin(command.addressOffset() + ScsiCommandFlyweight.LENGTH, ahsLength);
        while (additional.next()) {
            if (additional.type() == AdditionalHeaderSegment.EXTENDED_CDB) {
                final int length = Math.min(
                    additional.dataLength(), ScsiTask.MAX_CDB_LENGTH - ScsiCommandFlyweight.CDB_LENGTH);
                task.cdb().putBytes(ScsiCommandFlyweight.CDB_LENGTH, additional, additional.dataOffset(), length);
                task.cdbLength(ScsiCommandFlyweight.CDB_LENGTH + length);
            } else if (additional.type() == AdditionalHeaderSegment.BIDIRECTIONAL_READ_LENGTH) {
                task.expectedDataIn(Math.max(additional.expectedReadLength(), 0));
            }
        }
    }

    void onCommand(final int dataLength, final boolean intact) {
        final IscsiTask task = endIncoming();
        if (task == null) {
            return;
        }
        if (isOfUse(task, intact)) {
            if (task.ended()) {
                completeRefused(task, command.finalBit());
            } else if (task.dataOutTotal() == 0) {
                execute(task);
            } else if (dataLength > 0) {
                task.dataOut.receivedImmediate(dataLength, command.finalBit());
            } else {
                task.dataOut.start();
            }
        }
        letGo(task);
    }

    /** Answers a command that was refused, once no data of it is to come (RFC 7143 section 11.4.2). */
    private void completeRefused(final IscsiTask task, final boolean last) {
        if (last) {
            complete(task);
        }
    }

    /** Whether what came in can be used: the task still wants it, and it is as it was sent. */
    private boolean isOfUse(final IscsiTask task, final boolean intact) {
        if (task.aborting()) {
            return false;
        }
        if (!intact) {
            session.reject(RejectFlyweight.DATA_DIGEST_ERROR);
            fail(task, DataFault.CRC_ERROR);
        }
        return intact;
    }

    /** The PDU that came in is whole, or never will be: gives the task that it belongs to, still held for it. */
    private IscsiTask endIncoming() {
        final IscsiTask task = incoming;
        incoming = null;
        if (task != null) {
            task.dataOut.landed();
        }
        return task;
    }

    private void execute(final IscsiTask task) {
        if (budget.admit(task)) {
            device.execute(task);
        }
    }

    private void executeNext() {
        for (IscsiTask task = budget.next(); task != null; task = budget.next()) {
            device.execute(task);
        }
    }

    // ---- SCSI Data-Out

    long onDataOutHeader(final long header, final int dataLength) {
        dataOut.wrapHeader(header);
        final IscsiTask task = tasks.get(dataOut.initiatorTaskTag());
        if (task == null || !owesData(task)) {
            // Data of a command that has been answered or aborted is still on its way for a while.
            return PduHandler.DISCARD;
        }
        if (!task.ended() && !task.dataOut.due(
            dataOut.targetTransferTag(), dataOut.dataSn(), dataOut.bufferOffset(), dataLength)) {
            fail(task, DataFault.OUT_OF_PLACE);
            return PduHandler.DISCARD;
        }
        incoming = task;
        task.hold();
        return dataLength > 0 && !task.ended() ? task.dataOut.landing() : PduHandler.DISCARD;
    }

    void onDataOut(final int dataLength, final boolean intact) {
        final IscsiTask task = endIncoming();
        if (task == null) {
            return;
        }
        if (isOfUse(task, intact)) {
            if (task.ended()) {
                completeRefused(task, dataOut.finalBit());
            } else if (!task.dataOut.received(dataLength, dataOut.finalBit())) {
                fail(task, DataFault.TOO_LITTLE);
            }
        }
        letGo(task);
    }

    @Override
    public void chunkFull(final IscsiTask task, final long address, final int offset, final int length) {
        device.dataOut(task, address, offset, length);
    }

    @Override
    public boolean admitsR2t(final IscsiTask task) {
        return !task.waits() && task.queuedR2ts() < SessionResources.R2TS_PER_TASK;
    }

    @Override
    public void sendR2t(final IscsiTask task, final int tag, final int offset, final int length) {
        task.hold();
        task.queuedR2ts(task.queuedR2ts() + 1);
        answers.readyToTransfer(task, tag, offset, length);
    }

    /** Ends a command whose data did not come as it must; the logical unit is asked to let go of it first. */
    private void fail(final IscsiTask task, final DataFault fault) {
        if (task.ended()) {
            complete(task);
            return;
        }
        final int tag = task.initiatorTaskTag();
        final long expected = task.expectedDataOut();
        session.taskManagement().abort(this, task, () -> {
            if (!session.closed()) {
                answers.dataFault(tag, expected, fault);
            }
        });
    }

    // ---- what the logical unit tells

    @Override
    public void dataIn(final ScsiTask scsiTask, final long address, final int length, final boolean last) {
        dataInOfFile(scsiTask, BlockStore.NO_FILE, address, length, last);
    }

    @Override
    public void dataInOfFile(
        final ScsiTask scsiTask, final int file, final long position, final int length, final boolean last) {
        final IscsiTask task = (IscsiTask) scsiTask;
        task.hold();
        answers.dataIn(task, file, position, length, last);
        if (last) {
            retire(task);
            letGo(task);
        }
    }

    @Override
    public void dataOutDone(final ScsiTask scsiTask, final long address, final int length) {
        final IscsiTask task = (IscsiTask) scsiTask;
        task.dataOut.chunkDone(buffers(), address);
    }

    @Override
    public void turnCame(final ScsiTask scsiTask) {
        ((IscsiTask) scsiTask).dataOut.start();
    }

    @Override
    public void complete(final ScsiTask scsiTask) {
        final IscsiTask task = (IscsiTask) scsiTask;
        task.hold();
        answers.response(task);
        retire(task);
        letGo(task);
    }

    @Override
    public void aborted(final ScsiTask scsiTask) {
        final IscsiTask task = (IscsiTask) scsiTask;
        if (!task.aborting()) {
            // The logical unit did it by itself: a reset, or a command of another initiator.
            task.abortListener(AbortListener.NOBODY);
            retire(task);
            leaving++;
        }
        task.dataOut.stop(buffers());
        if (task.tellsAbort() && !session.closed()) {
            task.tellsAbort(false);
            answers.aborted(task);
        }
        final AbortListener listener = task.abortListener();
        task.abortListener(AbortListener.NOBODY);
        listener.onAborted(task);
        if (task.busy()) {
            hung++;
            session.onWorkEnded();
            executeNext();
        } else {
            letGo(task);
        }
    }

    @Override
    public void released(final ScsiTask scsiTask) {
        hung--;
        letGo((IscsiTask) scsiTask);
    }

    // ---- ends

    /** Aborts a task that has not been answered. */
    void abort(final IscsiTask task, final AbortListener listener) {
        task.abortListener(listener);
        leaving++;
        retire(task);
        budget.end(task);
        task.dataOut.stop(buffers());
        if (task.ended()) {
            aborted(task);
        } else {
            device.abort(task);
        }
    }

    /** Data-In was sent, or dropped. */
    void onDataInSent(final IscsiTask task, final long address, final int length) {
        device.dataInSent(task, address, length);
        letGo(task);
    }

    void onResponseSent(final IscsiTask task) {
        letGo(task);
    }

    /** An R2T was sent, or dropped: there is room for the next. */
    void onR2tSent(final IscsiTask task) {
        task.queuedR2ts(task.queuedR2ts() - 1);
        task.dataOut.start();
        letGo(task);
    }

    /** Whether a task is among those that have not been answered. */
    boolean unanswered(final IscsiTask task) {
        return tasks.get(task.initiatorTaskTag()) == task;
    }

    /** Aborts all tasks, as part of a function that waits for them. */
    void abortAll(final PendingFunction function) {
        final IscsiTask cut = endIncoming();
        if (cut != null) {
            letGo(cut);
        }
        for (final IscsiTask task : List.copyOf(tasks.values())) {
            function.abort(this, task);
        }
        function.allBegun();
    }

    /** The task has its answer, or needs none: its place in the window is free. */
    private void retire(final IscsiTask task) {
        if (tasks.remove(task.initiatorTaskTag(), task)) {
            if (task.heldBack()) {
                rate.forget(task);
            }
            window.retire();
            meter.onEnd(task, resources.nowNs());
        }
    }

    /** One of those that use the task is done with it: the logical unit, or a PDU that goes out. */
    private void letGo(final IscsiTask task) {
        if (task.release()) {
            if (task.aborting()) {
                leaving--;
            }
            task.dataOut.stop(buffers());
            held--;
            budget.end(task);
            resources.tasks().release(task);
            session.onWorkEnded();
            executeNext();
        }
    }
}
