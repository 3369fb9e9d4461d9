package orbis.engine.scsi;

import orbis.engine.io.BufferPool;
import orbis.engine.store.BlockStore;
import orbis.protocol.scsi.AdditionalSense;

/**
 * A SCSI target device with one logical unit, 0: a disk. It belongs to one agent, on whose thread everything here
 * is called.
 *
 * <p>A command's way: {@link #begin}; then, unless that ended it, {@link #execute} when no Data-Out is due
 * ({@link ScsiTask#dataOutTotal()} is 0), else {@link #dataOut} for each chunk, in order. The end is told by
 * {@link TaskTransport}, once: by the last Data-In, by {@code complete}, or after an abort by {@code aborted}.
 * It may be told from within the call that led to it.
 */
public final class ScsiDevice {
    private final LogicalUnit unit;

    /**
     * Makes a device over a store.
     *
     * @param identity what the disk calls itself.
     * @param store    its bytes, bound to the agent's engine.
     * @param buffers  the agent's buffers, for Data-In.
     */
    public ScsiDevice(final DeviceIdentity identity, final BlockStore store, final BufferPool buffers) {
        this(identity, store, buffers, KeptState.NONE);
    }

    /**
     * Makes a device over a store, whose state can outlive the process.
     *
     * @param identity     what the disk calls itself.
     * @param store        its bytes, bound to the agent's engine.
     * @param buffers      the agent's buffers, for Data-In.
     * @param kept     where state is kept; what it has kept is taken over.
     */
    public ScsiDevice(
        final DeviceIdentity identity,
        final BlockStore store,
        final BufferPool buffers,
        final KeptState kept) {
        unit = new LogicalUnit(identity, store, buffers, kept);
    }

    /** What the disk calls itself. */
    public DeviceIdentity identity() {
        return unit.identity();
    }

    /** The bytes of the disk. */
    public BlockStore store() {
        return unit.store();
    }

    /** What went wrong below the disk, for the log. */
    public StoreFaults faults() {
        return unit.faults();
    }

    /**
     * Says how fast work of the disk's own, which no initiator waits for, may be: what SANITIZE overwrites.
     *
     * @param bytesPerSecond most bytes a second; 0 for no limit.
     */
    public void backgroundRate(final long bytesPerSecond) {
        unit.sanitizer().bytesPerSecond(bytesPerSecond);
    }

    /**
     * Lets time pass, some times a second.
     *
     * @param nowNs the agent's clock.
     */
    public void onTick(final long nowNs) {
        unit.sanitizer().onTick(nowNs);
        unit.space().onTick(nowNs);
    }

    /**
     * Says how much space must be left under a thin disk. When it becomes less, all initiators are told by a unit
     * attention, once until there is more again.
     *
     * @param bytes that must be left; 0 for no threshold.
     */
    public void spaceThreshold(final long bytes) {
        unit.space().threshold(bytes);
    }

    /**
     * Protects the disk from writing, or no longer: all initiators are told. What is under way is not affected.
     *
     * @param value whether nothing may be written.
     */
    public void readOnly(final boolean value) {
        if (unit.readOnly(value)) {
            unit.attentionToOthers(null, AdditionalSense.MODE_PARAMETERS_CHANGED);
        }
    }

    /** Says that the store has another size now: all initiators are told. */
    public void resized() {
        unit.sizeChanged();
        unit.attentionToOthers(null, AdditionalSense.CAPACITY_DATA_HAS_CHANGED);
    }

    /**
     * Joins a session. Its first command meets a unit attention (power on) unless it is one that does not care. When
     * it is the only one, a disk that was stopped is started: firmware would not do it.
     *
     * @param initiatorName  iSCSI name of the initiator.
     * @param isid           the 48 bits of its ISID.
     * @param portalGroupTag portal group that the session came in by.
     * @return what to put in its tasks.
     */
    public Nexus attach(final String initiatorName, final long isid, final int portalGroupTag) {
        final Nexus nexus = new Nexus(initiatorName, isid, portalGroupTag);
        nexus.attentions().add(AdditionalSense.POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED);
        if (unit.nexuses().isEmpty()) {
            unit.removal().stopped(false);
        }
        unit.nexuses().add(nexus);
        unit.reservations().attach(nexus);
        return nexus;
    }

    /**
     * Forgets a session (I_T nexus loss). All its tasks have ended or been aborted by the session before.
     *
     * @param nexus from {@link #attach}.
     */
    public void detach(final Nexus nexus) {
        unit.nexuses().remove(nexus);
        release(nexus);
    }

    /**
     * Lets go what a session held by itself: its RESERVE, and that the medium stays. Its tasks have ended or been
     * aborted by the session before.
     *
     * @param nexus from {@link #attach}.
     */
    public void release(final Nexus nexus) {
        unit.removal().prevent(nexus, false);
        unit.reservations().release(nexus);
    }

    /** Whether each initiator has a task set of its own (TST): others then cannot clear it. */
    public boolean taskSetOfNexus() {
        return unit.modes().taskSetOfNexus();
    }

    /** Whether initiators are told by status TASK ABORTED of tasks that others abort (TAS). */
    public boolean taskAbortedStatus() {
        return unit.modes().taskAbortedStatus();
    }

    /**
     * Tells a session that another initiator has had its tasks aborted (CLEAR TASK SET), unless their status does.
     *
     * @param nexus whose tasks they were.
     */
    public void tasksCleared(final Nexus nexus) {
        if (!unit.modes().taskAbortedStatus()) {
            nexus.attentions().add(AdditionalSense.COMMANDS_CLEARED_BY_ANOTHER_INITIATOR);
        }
    }

    /**
     * I_T NEXUS RESET: what the session held by itself is as if it had gone and come again. All its tasks have ended
     * or been aborted by the session before.
     *
     * @param nexus who asks.
     */
    public void nexusLost(final Nexus nexus) {
        release(nexus);
        nexus.attentions().add(AdditionalSense.IT_NEXUS_LOSS_OCCURRED);
    }

    /**
     * Takes in a command: all is decided here that the CDB alone can tell. Nothing is told to the transport.
     *
     * @param task filled by the transport. Afterwards {@link ScsiTask#ended()}, or the logical unit's until the
     *             end is told.
     */
    public void begin(final ScsiTask task) {
        task.state().reset(unit);
        unit.begin(task.state());
    }

    /**
     * Runs a command that {@link #begin} took and that waits for no Data-Out.
     *
     * @param task the command.
     */
    public void execute(final ScsiTask task) {
        unit.execute(task.state());
    }

    /**
     * Lets a command have its turn that was held back ({@link ScsiTask#heldBack}).
     *
     * @param task that was begun, and has not ended or been aborted.
     */
    public void letIn(final ScsiTask task) {
        unit.letIn(task.state());
    }

    /**
     * Hands over the next chunk of Data-Out. All chunks but the last have {@link ScsiTask#MAX_CHUNK_LENGTH} bytes;
     * {@link ScsiTask#dataOutTotal()} bytes come in all, unless the task is aborted.
     *
     * @param task    whose data it is.
     * @param address the bytes, page aligned, from the agent's pool; given back by {@code dataOutDone}.
     * @param offset  where the chunk stands in the Data-Out, a multiple of the chunk length.
     * @param length  bytes.
     */
    public void dataOut(final ScsiTask task, final long address, final int offset, final int length) {
        unit.dataOut(task.state(), address);
    }

    /**
     * Says that a chunk of Data-In was sent, or never will be.
     *
     * @param task    whose data it was; it may have been told as ended, but is not used again before this.
     * @param address as told to {@code dataIn}.
     * @param length  as told to {@code dataIn}.
     */
    public void dataInSent(final ScsiTask task, final long address, final int length) {
        unit.sent(task.state(), address, length);
    }

    /**
     * Aborts a task: nothing more is sent, and {@code aborted} is told, maybe at once, when nothing of it is under
     * way any more. A later command on the same blocks waits until then. Chunks of Data-In that the transport
     * still holds must come back by {@link #dataInSent} first.
     *
     * @param task that was begun and has not ended.
     */
    public void abort(final ScsiTask task) {
        unit.abort(task.state());
    }

    /**
     * Waits no longer for the store: {@code aborted} is told at once. What the store does yet cannot harm later
     * commands: those on the same blocks wait for it.
     *
     * @param task that was aborted.
     */
    public void abandon(final ScsiTask task) {
        unit.abandon(task.state());
    }

    /**
     * LOGICAL UNIT RESET: aborts every task, ends reservations made by RESERVE, and tells the other sessions by a
     * unit attention.
     *
     * @param nexus who asks, or null for the operator.
     */
    public void logicalUnitReset(final Nexus nexus) {
        unit.reset(nexus, AdditionalSense.BUS_DEVICE_RESET_FUNCTION_OCCURRED);
    }

    /**
     * TARGET WARM RESET or TARGET COLD RESET.
     *
     * @param nexus who asks, or null for the operator.
     * @param cold  whether it is a cold reset: as if power had been off.
     */
    public void targetReset(final Nexus nexus, final boolean cold) {
        unit.reset(nexus, cold ? AdditionalSense.POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED
            : AdditionalSense.SCSI_BUS_RESET_OCCURRED);
    }
}
