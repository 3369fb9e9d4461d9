package orbis.engine.scsi;

import java.util.Arrays;
import orbis.engine.io.BufferPool;
import orbis.engine.io.BufferWaiter;
import orbis.engine.io.IoHandler;
import orbis.engine.store.BlockStore;
import orbis.engine.store.ExtentList;
import orbis.protocol.scsi.ScsiStatus;
import orbis.protocol.scsi.SenseData;
import orbis.protocol.scsi.SenseKey;
import org.agrona.concurrent.UnsafeBuffer;

/** What the logical unit keeps of a {@link ScsiTask}: made with it, used again with it. */
final class TaskState implements IoHandler, BufferWaiter {
    /** Length of a chunk of data, all but the last. */
    static final int CHUNK = ScsiTask.MAX_CHUNK_LENGTH;

    /** Neighbours in the {@link TaskSet}. */
    TaskState previous;
    TaskState next;
    /** Whether the task is in the set. */
    boolean queued;
    /** Whether the task's turn has come. */
    boolean started;
    /** Whether {@link Command#execute} is due when the turn comes. */
    boolean executeDue;
    /** Whether others on the same blocks must wait for this task, and it for them. */
    boolean exclusive;
    /** First byte on the medium, and bytes from there, of what the task touches; 0 bytes for none. */
    long position;
    long extent;

    /** Chunks of data, either way: where they are, and what has become of them. */
    long[] chunks = new long[4];
    byte[] marks = new byte[4];
    /** Whether chunks are sent from where the store has them, and the file in memory that some are sent from. */
    boolean inPlace;
    int file;
    int arrived;
    int taken;
    int issued;
    int delivered;
    int freed;
    int given;
    boolean pumping;
    /** Whether chunks that come wait until the command is done with the one it has. */
    boolean chunkInHand;
    int indexInHand;

    /** Steps and counts of commands that take several. */
    int phase;
    long progress;
    /** A buffer of the command's own. */
    long buffer;
    int bufferLength;

    private final ScsiTask task;
    private LogicalUnit unit;
    private ExtentList extents;
    private CommandEntry entry;
    private int generation;
    private int underWay;
    private boolean waitingForBuffer;
    private boolean aborted;
    private boolean abandoned;
    private int status;
    private int senseKey;
    private int additional;
    private long information;
    private int specific;

    TaskState(final ScsiTask task) {
        this.task = task;
    }

    void reset(final LogicalUnit ofUnit) {
        unit = ofUnit;
        entry = null;
        generation++;
        queued = false;
        started = false;
        executeDue = false;
        exclusive = false;
        inPlace = false;
        position = 0;
        extent = 0;
        arrived = 0;
        taken = 0;
        issued = 0;
        delivered = 0;
        freed = 0;
        given = 0;
        pumping = false;
        chunkInHand = false;
        phase = 0;
        progress = 0;
        aborted = false;
        abandoned = false;
        status = ScsiStatus.GOOD;
        senseKey = 0;
        additional = 0;
    }

    ScsiTask task() {
        return task;
    }

    LogicalUnit unit() {
        return unit;
    }

    BlockStore store() {
        return unit.store();
    }

    UnsafeBuffer cdb() {
        return task.cdb();
    }

    Nexus nexus() {
        return task.nexus();
    }

    CommandEntry entry() {
        return entry;
    }

    void entry(final CommandEntry value) {
        entry = value;
    }

    /** Changes with each use of the task: tells whether it is still the same. */
    int generation() {
        return generation;
    }

    /** Whether the task was aborted or has failed: no new work is begun for it. */
    boolean stopped() {
        return aborted || failed();
    }

    boolean aborted() {
        return aborted;
    }

    void markAborted() {
        aborted = true;
    }

    boolean abandoned() {
        return abandoned;
    }

    void markAbandoned() {
        abandoned = true;
    }

    /** Whether sense data is kept for the end. */
    boolean failed() {
        return senseKey != SenseKey.NO_SENSE;
    }

    /** Whether the store, the pool or the transport has something of the task that will come back. */
    boolean idle() {
        return underWay == 0 && !waitingForBuffer && freed == delivered;
    }

    // Ends in begin(): nothing was queued.

    /** Ends the task at its beginning: ILLEGAL REQUEST. */
    void refuse(final int additionalSense, final int sensedAt) {
        refuse(SenseKey.ILLEGAL_REQUEST, additionalSense, SenseData.NO_INFORMATION, sensedAt);
    }

    /** Ends the task at its beginning. */
    void refuse(final int key, final int additionalSense, final long sensedInformation, final int sensedAt) {
        task.end(ScsiStatus.CHECK_CONDITION, SenseData.write(task.sense(), unit.modes().descriptorSense(),
            key, additionalSense, sensedInformation, sensedAt));
    }

    // Ends later.

    /** Remembers what went wrong first; the task ends with it when all of it has come back. */
    void fail(final int key, final int additionalSense, final long sensedInformation, final int sensedAt) {
        if (!failed()) {
            senseKey = key;
            additional = additionalSense;
            information = sensedInformation;
            specific = sensedAt;
        }
    }

    /** Remembers ILLEGAL REQUEST. */
    void fail(final int additionalSense, final int sensedAt) {
        fail(SenseKey.ILLEGAL_REQUEST, additionalSense, SenseData.NO_INFORMATION, sensedAt);
    }

    /** Remembers a store's error. */
    void fail(final long result, final boolean writing, final long at) {
        final int errno = (int) -result;
        unit.faults().add(errno);
        fail(StoreError.senseKey(errno), StoreError.additional(errno, writing), at >>> unit.blockShift(), 0);
    }

    /** Has the task end with a status that has no sense data. */
    void endWith(final int scsiStatus) {
        status = scsiStatus;
    }

    /** Sets status and sense by what is remembered. */
    void conclude() {
        if (status != ScsiStatus.GOOD) {
            task.end(status, 0);
        } else if (failed()) {
            refuse(senseKey, additional, information, specific);
        } else {
            task.end(ScsiStatus.GOOD, 0);
        }
    }

    // Data-Out.

    /** Keeps a chunk that came. */
    void arrive(final long address) {
        room(arrived + 1);
        chunks[arrived++] = address;
    }

    /** Takes the next chunk that came: gives its index. */
    int take() {
        return taken++;
    }

    /** Length of a chunk of Data-Out. */
    int lengthOut(final int index) {
        return Math.min(CHUNK, task.dataOutTotal() - index * CHUNK);
    }

    /** Length of a chunk of Data-In. */
    int lengthIn(final int index) {
        return Math.min(CHUNK, task.dataInTotal() - index * CHUNK);
    }

    /**
     * Gives a chunk of Data-Out back; ends the task when it was the last.
     *
     * @return whether the task is still there.
     */
    boolean giveBack(final int index) {
        final int length = lengthOut(index);
        given += length;
        final boolean last = given == task.dataOutTotal();
        final int then = generation;
        task.transport().dataOutDone(task, chunks[index], length);
        if (then != generation) {
            return false;
        }
        if (last && !aborted) {
            unit.finish(this);
            return false;
        }
        return true;
    }

    /** Makes room for so many chunks. */
    void room(final int count) {
        if (count > chunks.length) {
            final int larger = Integer.highestOneBit(count - 1) << 1;
            chunks = Arrays.copyOf(chunks, larger);
            marks = Arrays.copyOf(marks, larger);
        }
    }

    // The store and the pool.

    void read(final long from, final long address, final int length, final int token) {
        underWay++;
        unit.store().read(from, address, length, this, token);
    }

    void write(final long to, final long address, final int length, final boolean durable, final int token) {
        underWay++;
        unit.store().write(to, address, length, durable, this, token);
    }

    void flush(final int token) {
        underWay++;
        unit.store().flush(this, token);
    }

    void discard(final long from, final long length, final int token) {
        underWay++;
        unit.store().discard(from, length, this, token);
    }

    void zero(final long from, final long length, final boolean mayDiscard, final int token) {
        underWay++;
        unit.store().zero(from, length, mayDiscard, this, token);
    }

    /** Has a state of the unit kept. */
    void keep(final KeptState.Kind kind, final byte[] state) {
        underWay++;
        unit.kept().keep(kind, state, this, 0);
    }

    void extents(final long from, final long length) {
        underWay++;
        unit.store().extents(from, length, extents, this, 0);
    }

    ExtentList extents() {
        return extents;
    }

    void extents(final ExtentList list) {
        extents = list;
    }

    int underWay() {
        return underWay;
    }

    /** A buffer for the task, or 0: then {@link Command#bufferFree} is called when there may be one. */
    long acquireOrWait(final int length) {
        final long address = unit.buffers().acquire(length);
        if (address == BufferPool.NONE) {
            waitForBuffer();
        }
        return address;
    }

    /** Waits until there may be a buffer. */
    void waitForBuffer() {
        if (!waitingForBuffer) {
            waitingForBuffer = true;
            unit.buffers().await(this);
        }
    }

    /** Says that the pool was told to forget the wait. */
    void forgetBufferWait() {
        waitingForBuffer = false;
    }

    /** Acquires the command's own buffer, or waits. */
    boolean ownBuffer(final int length) {
        if (buffer == 0) {
            buffer = acquireOrWait(length);
            bufferLength = length;
        }
        return buffer != 0;
    }

    /** Gives the command's own buffer back. */
    void releaseBuffer() {
        if (buffer != 0) {
            final long address = buffer;
            buffer = 0;
            unit.buffers().release(address, bufferLength);
        }
    }

    /** The command's own buffer goes to the transport: it is given back when it was sent. */
    void keepForTransport() {
        buffer = 0;
    }

    @Override
    public void onComplete(final int token, final long result) {
        underWay--;
        final int then = generation;
        entry.command().stored(this, token, result);
        if (then == generation) {
            unit.settle(this);
        }
    }

    @Override
    public void onBufferFree() {
        waitingForBuffer = false;
        final int then = generation;
        if (!aborted) {
            entry.command().bufferFree(this);
        }
        if (then == generation) {
            unit.settle(this);
        }
    }
}
