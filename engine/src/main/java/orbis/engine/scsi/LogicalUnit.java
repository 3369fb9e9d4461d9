package orbis.engine.scsi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import orbis.engine.io.BufferPool;
import orbis.engine.store.BlockStore;
import orbis.protocol.scsi.AdditionalSense;
import orbis.protocol.scsi.BlockLimits;
import orbis.protocol.scsi.Cdb;
import orbis.protocol.scsi.ModePage;
import orbis.protocol.scsi.ScsiStatus;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A disk as commands see it: its state, its tasks, and how they begin, take their turn and end. */
final class LogicalUnit {
    /** Most bytes of one READ or WRITE. */
    private static final int MAX_TRANSFER = 256 * 1024 * 1024;
    private static final int MAX_COMPARE_AND_WRITE = TaskState.CHUNK / 2;

    private final DeviceIdentity identity;
    private final DeviceNames names;
    private final BlockStore store;
    private final BufferPool buffers;
    private final KeptState kept;
    private final TaskSet tasks = new TaskSet();
    private final List<Nexus> nexuses = new ArrayList<>();
    private final ExpandableArrayBuffer scratch = new ExpandableArrayBuffer(512);
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final ModeParameters modes;
    private final Removal removal;
    private final Reservations reservations;
    private final TargetPortGroups portGroups = new TargetPortGroups();
    private final IdentifyingInformation identifyingInformation;
    private final Space space;
    private final Sanitizer sanitizer = new Sanitizer(this);
    private final StoreFaults faults = new StoreFaults();
    private final BlockLimits limits;
    private final int blockShift;
    private long blocks;
    private boolean readOnly;
    private boolean copies;

    LogicalUnit(
        final DeviceIdentity identity,
        final BlockStore store,
        final BufferPool buffers,
        final KeptState kept) {
        this.identity = identity;
        names = new DeviceNames(identity.targetName());
        this.store = store;
        this.buffers = buffers;
        this.kept = kept;
        reservations = new Reservations(kept);
        identifyingInformation = new IdentifyingInformation(kept.load(KeptState.Kind.IDENTIFYING_INFORMATION));
        removal = new Removal(identity.removable());
        modes = new ModeParameters(store.hasVolatileCache());
        blockShift = Integer.numberOfTrailingZeros(store.logicalBlockSize());
        blocks = store.size() >>> blockShift;
        space = new Space(this);
        limits = limits(store);
        sanitizer.resume(kept.load(KeptState.Kind.SANITIZE));
    }

    private static BlockLimits limits(final BlockStore store) {
        final int blockSize = store.logicalBlockSize();
        final boolean thin = store.canDiscard();
        return new BlockLimits(
            MAX_TRANSFER / blockSize,
            Math.max(1, store.physicalBlockSize() / blockSize),
            TaskState.CHUNK * 4 / blockSize,
            Math.min(255, MAX_COMPARE_AND_WRITE / blockSize),
            thin ? -1 : 0,
            thin ? Unmap.MAX_DESCRIPTORS : 0,
            0xFFFF_FFFFL,
            256);
    }

    DeviceIdentity identity() {
        return identity;
    }

    DeviceNames names() {
        return names;
    }

    BlockStore store() {
        return store;
    }

    BufferPool buffers() {
        return buffers;
    }

    StoreFaults faults() {
        return faults;
    }

    /** What outlives the process. */
    KeptState kept() {
        return kept;
    }

    /**
     * Whether long reads are copied before they are sent: after the first command that others must see whole or not at
     * all, or in its order. What is sent from a file in memory may change until the initiator has taken it.
     */
    boolean copies() {
        return copies;
    }

    TaskSet tasks() {
        return tasks;
    }

    List<Nexus> nexuses() {
        return nexuses;
    }

    ModeParameters modes() {
        return modes;
    }

    /** Whether the medium is there. */
    Removal removal() {
        return removal;
    }

    /** What is reserved. */
    Reservations reservations() {
        return reservations;
    }

    /** Through which ports the disk is reached. */
    TargetPortGroups portGroups() {
        return portGroups;
    }

    /** What initiators have named the disk. */
    IdentifyingInformation identifyingInformation() {
        return identifyingInformation;
    }

    /** Makes all data go away. */
    Sanitizer sanitizer() {
        return sanitizer;
    }

    /** What is known of the space below. */
    Space space() {
        return space;
    }

    BlockLimits limits() {
        return limits;
    }

    /** Bytes of a logical block. */
    int blockSize() {
        return 1 << blockShift;
    }

    int blockShift() {
        return blockShift;
    }

    /** How many logical blocks there are. */
    long blocks() {
        return blocks;
    }

    /** Looks at the store's size again. */
    void sizeChanged() {
        blocks = store.size() >>> blockShift;
    }

    /** Whether nothing may be written. */
    boolean writeProtected() {
        return store.readOnly() || readOnly || modes.softwareWriteProtect();
    }

    /** Sets whether the operator lets nothing be written; tells whether it was otherwise before. */
    boolean readOnly(final boolean value) {
        final boolean changed = readOnly != value;
        readOnly = value;
        return changed;
    }

    /** Whether a write must be on the medium before its end is told. */
    boolean durable(final boolean forced) {
        return store.hasVolatileCache() && (forced || !modes.writeCache());
    }

    /** Writes what REQUEST SENSE tells when no unit attention is due. */
    int pollSense(final MutableDirectBuffer buffer, final boolean descriptor) {
        if (sanitizer.running()) {
            return SenseData.write(buffer, descriptor, SenseKey.NOT_READY, sanitizer.inProgress(),
                SenseData.NO_INFORMATION, SenseData.progress(sanitizer.progress()));
        }
        return SenseData.write(buffer, descriptor, SenseKey.NO_SENSE, AdditionalSense.NONE,
            SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC);
    }

    /** Brings all to the medium, for nobody who waits. */
    void flushInBackground() {
        store.flush((token, result) -> {
        }, 0);
    }

    /** Memory in which answers are put together, one at a time. */
    ExpandableArrayBuffer scratch() {
        return scratch;
    }

    /** Memory outside the heap as a buffer, until the next call. */
    UnsafeBuffer view(final long address, final int length) {
        view.wrap(address, length);
        return view;
    }

    // A task's way.

    void begin(final TaskState state) {
        final ScsiTask task = state.task();
        final UnsafeBuffer cdb = task.cdb();
        final CommandEntry entry = CommandTable.find(cdb);
        final boolean always = CommandTable.answersAlways(Cdb.opcode(cdb));
        if (!Lun.isZero(task.lun()) && !always) {
            state.refuse(AdditionalSense.LOGICAL_UNIT_NOT_SUPPORTED, SenseData.NO_SPECIFIC);
            return;
        }
        if (!always && task.nexus().attentions().pending()) {
            state.refuse(SenseKey.UNIT_ATTENTION, task.nexus().attentions().poll(), SenseData.NO_INFORMATION,
                SenseData.NO_SPECIFIC);
            return;
        }
        if (entry == null || !entry.command().isSupported(this)) {
            CommandTable.refuse(state);
            return;
        }
        state.entry(entry);
        if (task.attribute() < ScsiTask.UNTAGGED || task.attribute() >= ScsiTask.ACA) {
            state.refuse(AdditionalSense.INVALID_MESSAGE_ERROR, SenseData.NO_SPECIFIC);
        } else if ((Cdb.control(cdb) & Cdb.NACA) != 0) {
            state.refuse(AdditionalSense.INVALID_FIELD_IN_CDB, SenseData.inCdb(entry.cdbLength() - 1, 2));
        } else if (reservations.conflicts(entry.command().access(state), task.nexus())) {
            task.end(ScsiStatus.RESERVATION_CONFLICT, 0);
        } else if (sanitizer.running() && !always
            || entry.medium() && sanitizer.stopsAfterFailure(entry.opcode())) {
            sanitizer.refuse(state);
        } else if (entry.medium() && !removal.medium()) {
            state.refuse(SenseKey.NOT_READY, AdditionalSense.MEDIUM_NOT_PRESENT, SenseData.NO_INFORMATION,
                SenseData.NO_SPECIFIC);
        } else if (entry.medium() && removal.stopped()) {
            state.refuse(SenseKey.NOT_READY, AdditionalSense.LOGICAL_UNIT_NOT_READY_INITIALIZING_COMMAND_REQUIRED,
                SenseData.NO_INFORMATION, SenseData.NO_SPECIFIC);
        } else {
            entry.command().begin(state);
        }
        if (!task.ended()) {
            copies |= state.exclusive || task.attribute() == ScsiTask.ORDERED;
            tasks.add(state);
            refuseToHoldMore(state);
        } else if (task.status() == ScsiStatus.CHECK_CONDITION) {
            onCheckCondition(task.nexus());
        }
    }

    /**
     * What a task sends unasked stays in its buffers until its turn comes. Such tasks may have half of all buffers:
     * with the rest those before them come to their end.
     */
    private void refuseToHoldMore(final TaskState state) {
        if (!state.started && state.task().dataOutTotal() > 0 && buffers.available() < buffers.length() / 2) {
            tasks.remove(state);
            state.task().end(ScsiStatus.TASK_SET_FULL, 0);
        }
    }

    void letIn(final TaskState state) {
        tasks.letIn(state);
    }

    void execute(final TaskState state) {
        state.executeDue = true;
        if (state.started) {
            start(state);
        }
    }

    void dataOut(final TaskState state, final long address) {
        state.arrive(address);
        if (state.aborted()) {
            state.giveBack(state.take());
            return;
        }
        if (state.started) {
            start(state);
        }
    }

    /** Runs what is due of a task whose turn has come. */
    void start(final TaskState state) {
        final int then = state.generation();
        if (state.executeDue) {
            state.executeDue = false;
            state.entry().command().execute(state);
        }
        final Command command = state.entry().command();
        while (state.generation() == then && state.taken < state.arrived && command.takesChunk(state)) {
            if (state.stopped()) {
                state.giveBack(state.take());
            } else {
                command.dataOut(state);
            }
        }
        if (state.generation() == then) {
            settle(state);
        }
    }

    void sent(final TaskState state, final long address, final int length) {
        final int then = state.generation();
        state.entry().command().sent(state, address, length);
        if (state.generation() == then) {
            settle(state);
        }
    }

    /** Ends a task that was stopped, when nothing of it is under way any more. */
    void settle(final TaskState state) {
        if (!state.queued || !state.stopped() || !state.idle()) {
            return;
        }
        if (state.aborted()) {
            leave(state);
            endAborted(state);
        } else if (state.given == state.task().dataOutTotal()) {
            finish(state);
        }
    }

    /** Ends a task with GOOD, or with what is remembered against it. */
    void finish(final TaskState state) {
        if (state.aborted()) {
            return;
        }
        leave(state);
        state.conclude();
        if (state.failed()) {
            state.task().dataInLength(0);
        }
        final Nexus nexus = state.nexus();
        final boolean checkCondition = state.task().status() == ScsiStatus.CHECK_CONDITION;
        state.task().transport().complete(state.task());
        if (checkCondition) {
            onCheckCondition(nexus);
        }
    }

    /** Takes a task out of the set: its end is about to be told. */
    void leave(final TaskState state) {
        state.releaseBuffer();
        if (state.queued) {
            tasks.remove(state);
        }
    }

    private static void endAborted(final TaskState state) {
        final ScsiTask task = state.task();
        if (state.abandoned()) {
            task.busy(false);
            task.transport().released(task);
        } else {
            task.transport().aborted(task);
        }
    }

    void abort(final TaskState state) {
        if (!state.queued || state.aborted()) {
            return;
        }
        tasks.aborted(state);
        final int then = state.generation();
        buffers.forget(state);
        state.forgetBufferWait();
        while (state.generation() == then && state.taken < state.arrived) {
            state.giveBack(state.take());
        }
        state.entry().command().abort(state);
        settle(state);
    }

    void abandon(final TaskState state) {
        if (state.queued && state.aborted() && !state.abandoned()) {
            state.markAbandoned();
            state.task().busy(true);
            state.task().transport().aborted(state.task());
        }
    }

    /**
     * Aborts some tasks.
     *
     * @param by    whose doing it is, or null for the operator's: others are told by TASK ABORTED, if that was chosen.
     * @param which to abort.
     */
    void abortWhere(final Nexus by, final Predicate<TaskState> which) {
        final List<TaskState> chosen = new ArrayList<>();
        for (TaskState state = tasks.first(); state != null; state = state.next) {
            if (!state.aborted() && which.test(state)) {
                chosen.add(state);
            }
        }
        // The abort of one can let another run to its end, and its place be taken by a new one.
        final int[] generations = chosen.stream().mapToInt(TaskState::generation).toArray();
        for (int i = 0; i < generations.length; i++) {
            final TaskState state = chosen.get(i);
            if (state.generation() == generations[i] && state.queued) {
                state.task().tellsAbort(modes.taskAbortedStatus() && state.nexus() != by);
                abort(state);
            }
        }
    }

    /** What a task that was answered CHECK CONDITION does to others, as QERR says (SPC-4 7.5.8). */
    private void onCheckCondition(final Nexus nexus) {
        final int rule = modes.queueError();
        if (rule == 0) {
            return;
        }
        final boolean all = rule == ModePage.QERR_ALL && !modes.taskSetOfNexus();
        if (all && !modes.taskAbortedStatus()) {
            for (TaskState state = tasks.first(); state != null; state = state.next) {
                if (state.nexus() != nexus && !state.aborted()) {
                    state.nexus().attentions().add(AdditionalSense.COMMANDS_CLEARED_BY_ANOTHER_INITIATOR);
                }
            }
        }
        abortWhere(nexus, state -> all || state.nexus() == nexus);
    }

    /** Resets the unit: no task is left, nothing is reserved or prevented, and all sessions are told. */
    void reset(final Nexus by, final int additional) {
        abortWhere(by, state -> true);
        removal.reset();
        reservations.reset();
        attentionToOthers(null, additional);
    }

    // Sessions.

    /** Tells all sessions but one of something by a unit attention. */
    void attentionToOthers(final Nexus except, final int additional) {
        for (final Nexus nexus : nexuses) {
            if (nexus != except) {
                nexus.attentions().add(additional);
            }
        }
    }
}
