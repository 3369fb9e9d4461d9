package orbis.engine.scsi;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * One SCSI command on its way: made once, used again. It belongs to one agent. What carries it may extend it with
 * fields of its own. The first group of fields is filled by the transport before {@link ScsiDevice#begin}; the
 * second is the logical unit's answer.
 */
public class ScsiTask {
    /** Longest command descriptor block: 16 bytes in the header and an extended one in an AHS. */
    public static final int MAX_CDB_LENGTH = 260;
    /** Longest sense data, in bytes (SPC-4 4.5.1). */
    public static final int MAX_SENSE_LENGTH = 252;
    /** Largest chunk of data that is handed over at once, either way. */
    public static final int MAX_CHUNK_LENGTH = 256 * 1024;

    /** Task attribute: none given (RFC 7143 11.3.1); treated as SIMPLE. */
    public static final int UNTAGGED = 0;
    /** Task attribute SIMPLE. */
    public static final int SIMPLE = 1;
    /** Task attribute ORDERED. */
    public static final int ORDERED = 2;
    /** Task attribute HEAD OF QUEUE. */
    public static final int HEAD_OF_QUEUE = 3;
    /** Task attribute ACA. */
    public static final int ACA = 4;

    private final int slot;
    private final UnsafeBuffer cdb = new UnsafeBuffer(new byte[MAX_CDB_LENGTH]);
    private final UnsafeBuffer sense = new UnsafeBuffer(new byte[MAX_SENSE_LENGTH]);

    private final TaskState state = new TaskState(this);

    private int cdbLength;
    private long lun;
    private int attribute;
    private boolean immediate;
    private boolean heldBack;
    private Nexus nexus;
    private TaskTransport transport;
    private long expectedDataOut;
    private long expectedDataIn;

    private boolean busy;
    private boolean tellsAbort;
    private boolean ended;
    private int status;
    private int senseLength;
    private int dataOutLength;
    private int dataInLength;

    /**
     * Makes a task.
     *
     * @param slot number of this task within its agent.
     */
    public ScsiTask(final int slot) {
        this.slot = slot;
    }

    /** Makes the task as new. Only while it is not the logical unit's. */
    public void reset() {
        cdb.setMemory(0, cdbLength, (byte) 0);
        cdbLength = 0;
        lun = 0;
        attribute = UNTAGGED;
        immediate = false;
        heldBack = false;
        nexus = null;
        transport = null;
        expectedDataOut = 0;
        expectedDataIn = 0;
        busy = false;
        tellsAbort = false;
        ended = false;
        status = 0;
        senseLength = 0;
        dataOutLength = 0;
        dataInLength = 0;
    }

    /** Whether its initiator gets status TASK ABORTED when an abort of it has ended (TAS, SPC-4 7.5.8). */
    public final boolean tellsAbort() {
        return tellsAbort;
    }

    /**
     * Says that another initiator aborts the task.
     *
     * @param value whether that is to be told by its status.
     */
    public final void tellsAbort(final boolean value) {
        tellsAbort = value;
    }

    /** Number of this task within its agent. */
    public final int slot() {
        return slot;
    }

    /** Command descriptor block; bytes past its length are 0. */
    public final UnsafeBuffer cdb() {
        return cdb;
    }

    /** Bytes of the CDB that came. */
    public final int cdbLength() {
        return cdbLength;
    }

    /**
     * Says how long the CDB is.
     *
     * @param bytes 1 to {@link #MAX_CDB_LENGTH}: 16 without an extended CDB.
     */
    public final ScsiTask cdbLength(final int bytes) {
        cdbLength = bytes;
        return this;
    }

    /** Logical unit number: the 8 bytes of the header, big endian. */
    public final long lun() {
        return lun;
    }

    /**
     * Says which logical unit is meant.
     *
     * @param raw the 8 bytes of the header, big endian.
     */
    public final ScsiTask lun(final long raw) {
        lun = raw;
        return this;
    }

    /** Task attribute: {@link #UNTAGGED} to {@link #ACA}, as iSCSI numbers them. */
    public final int attribute() {
        return attribute;
    }

    /**
     * Says the task attribute.
     *
     * @param value the ATTR field of the header; values without meaning are refused by the logical unit.
     */
    public final ScsiTask attribute(final int value) {
        attribute = value;
        return this;
    }

    /** Whether the command came for immediate delivery. */
    public final boolean immediate() {
        return immediate;
    }

    /**
     * Says whether the command came for immediate delivery.
     *
     * @param value the I bit.
     */
    public final ScsiTask immediate(final boolean value) {
        immediate = value;
        return this;
    }

    /** From whom the command came. */
    public final Nexus nexus() {
        return nexus;
    }

    /**
     * Says from whom the command came.
     *
     * @param value an attached nexus.
     */
    public final ScsiTask nexus(final Nexus value) {
        nexus = value;
        return this;
    }

    /** What carries the data and status. */
    public final TaskTransport transport() {
        return transport;
    }

    /**
     * Says what carries the data and status.
     *
     * @param value told of all that the logical unit does with this task.
     */
    public final ScsiTask transport(final TaskTransport value) {
        transport = value;
        return this;
    }

    /** Most bytes that the initiator will send. */
    public final long expectedDataOut() {
        return expectedDataOut;
    }

    /**
     * Says how much the initiator will send at most.
     *
     * @param bytes the expected data transfer length of a command with the W flag; else 0.
     */
    public final ScsiTask expectedDataOut(final long bytes) {
        expectedDataOut = bytes;
        return this;
    }

    /** Most bytes that the initiator takes. */
    public final long expectedDataIn() {
        return expectedDataIn;
    }

    /**
     * Says how much the initiator takes at most.
     *
     * @param bytes the expected data transfer length of a command with the R flag; else 0.
     */
    public final ScsiTask expectedDataIn(final long bytes) {
        expectedDataIn = bytes;
        return this;
    }

    /** Whether the logical unit or its store still works on the task. */
    public final boolean busy() {
        return busy;
    }

    /** Whether status and sense are set: after {@link ScsiDevice#begin} true means that nothing more happens. */
    public final boolean ended() {
        return ended;
    }

    /** SCSI status, valid once the task ended. */
    public final int status() {
        return status;
    }

    /** Sense data, valid for {@link #senseLength()} bytes, without a length field before it. */
    public final UnsafeBuffer sense() {
        return sense;
    }

    /** Length of the sense data, 0 when there is none. */
    public final int senseLength() {
        return senseLength;
    }

    /** Bytes of Data-Out that the command asks for, whatever the initiator expects. Valid after begin. */
    public final int dataOutLength() {
        return dataOutLength;
    }

    /** Bytes of Data-In that the command gives, whatever the initiator expects. Final once the task ends. */
    public final int dataInLength() {
        return dataInLength;
    }

    /** Bytes of Data-Out that the transport hands over in all: no more than either side wants. */
    public final int dataOutTotal() {
        return (int) Math.min(dataOutLength, expectedDataOut);
    }

    /** Bytes of Data-In that go out in all: no more than either side wants. */
    public final int dataInTotal() {
        return (int) Math.min(dataInLength, expectedDataIn);
    }

    /** Whether the task's turn is not to come before {@link ScsiDevice#letIn}. */
    public final boolean heldBack() {
        return heldBack;
    }

    /**
     * Says, before begin, whether the task's turn is not to come before {@link ScsiDevice#letIn}.
     *
     * @param value whether it is held back.
     */
    public final ScsiTask heldBack(final boolean value) {
        heldBack = value;
        return this;
    }

    /** Whether the task's turn has not come: data that comes for it stays in its buffers until then. */
    public final boolean waits() {
        return state.queued && !state.started;
    }

    final void dataOutLength(final int bytes) {
        dataOutLength = bytes;
    }

    final void dataInLength(final int bytes) {
        dataInLength = bytes;
    }

    final TaskState state() {
        return state;
    }

    final void busy(final boolean value) {
        busy = value;
    }

    final void end(final int withStatus, final int withSenseLength) {
        ended = true;
        status = withStatus;
        senseLength = withSenseLength;
    }
}
