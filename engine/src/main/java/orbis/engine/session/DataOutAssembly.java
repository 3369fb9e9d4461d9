package orbis.engine.session;

import orbis.engine.io.BufferPool;
import orbis.engine.io.BufferWaiter;
import orbis.engine.scsi.ScsiTask;
import orbis.protocol.iscsi.BasicHeaderFlyweight;

/**
 * The Data-Out of one command as it comes in: unsolicited data first, then bursts that are asked for by R2T (RFC
 * 7143 sections 4.2.5.2 and 11.8). Bytes land side by side in chunks of {@link ScsiTask#MAX_CHUNK_LENGTH}, each
 * of which becomes one write. A burst never crosses chunks. Data comes in order: DataPDUInOrder and
 * DataSequenceInOrder are always Yes.
 */
final class DataOutAssembly implements BufferWaiter {
    private static final int CHUNK_LENGTH = ScsiTask.MAX_CHUNK_LENGTH;
    /** Chunks of one command that may be filled or written at once. */
    private static final int MAX_CHUNKS = 4;
    private static final int NOTHING = -1;

    private final IscsiTask task;
    private final long[] chunks = new long[MAX_CHUNKS];
    private final int[] bufferLengths = new int[MAX_CHUNKS];
    private final boolean[] handedOver = new boolean[MAX_CHUNKS];
    private DataOutOwner owner;
    private int total;
    private int received;
    private int requested;
    private int allocated;
    private int burstEnd;
    private int burstSn;
    private int r2tSn;
    private int expectedDataSn;
    private boolean unsolicited;
    private boolean waiting;
    /** Index of the chunk into which the connection receives at this moment, or {@link #NOTHING}. */
    private int landingChunk = NOTHING;

    DataOutAssembly(final IscsiTask task) {
        this.task = task;
    }

    void clear() {
        owner = null;
        total = 0;
        received = 0;
        requested = 0;
        allocated = 0;
        burstEnd = 0;
        burstSn = 0;
        r2tSn = 0;
        expectedDataSn = 0;
        unsolicited = false;
        landingChunk = NOTHING;
    }

    /** Whether bytes are still to come: unasked ones also beyond what the command wants. */
    boolean incomplete() {
        return owner != null && (unsolicited || received < total);
    }

    /**
     * Begins.
     *
     * @param owner           told of chunks and asked for R2Ts.
     * @param length          bytes that the logical unit is to be given.
     * @param buffer          for the first chunk, or {@link BufferPool#NONE} when nothing comes unasked.
     * @param bufferLength    length of that buffer.
     * @param unsolicitedEnd  how far unsolicited data may go, in bytes; no further than the buffer.
     */
    void begin(final DataOutOwner dataOutOwner, final int length, final long buffer, final int bufferLength,
        final int unsolicitedEnd) {
        owner = dataOutOwner;
        total = length;
        chunks[0] = buffer;
        bufferLengths[0] = bufferLength;
        allocated = buffer == BufferPool.NONE ? 0 : CHUNK_LENGTH;
        unsolicited = unsolicitedEnd > 0;
        burstEnd = Math.min(unsolicitedEnd, bufferLength);
        requested = Math.min(burstEnd, length);
    }

    /**
     * Whether a Data-Out PDU is the one that is due: none is when all that was asked for has come.
     *
     * @param tag    its target transfer tag.
     * @param dataSn its number within its sequence.
     * @param offset its place in the command's data.
     * @param length bytes.
     */
    boolean due(final int tag, final int dataSn, final long offset, final int length) {
        return (unsolicited || received < burstEnd)
            && offset == received && length <= burstEnd - received && dataSn == expectedDataSn
            && tag == (unsolicited ? BasicHeaderFlyweight.NO_TAG : tag(burstSn));
    }

    /** Where the data that is due lands. The connection receives there: its memory stays until {@link #landed()}. */
    long landing() {
        landingChunk = chunkIndex(received);
        return chunks[landingChunk] + received % CHUNK_LENGTH;
    }

    /** The connection receives no more. */
    void landed() {
        landingChunk = NOTHING;
    }

    /** Counts bytes that landed; false when a sequence ended before what was asked for. */
    boolean received(final int length, final boolean endOfSequence) {
        received += length;
        expectedDataSn++;
        if (unsolicited) {
            return !endOfSequence || endUnsolicited();
        }
        if (received < burstEnd) {
            return !endOfSequence;
        }
        handOver();
        burstSn++;
        expectedDataSn = 0;
        nextBurst();
        solicit();
        return true;
    }

    /** Immediate data does not count as a Data-Out PDU. */
    boolean receivedImmediate(final int length, final boolean endOfSequence) {
        received += length;
        return !endOfSequence || endUnsolicited();
    }

    private boolean endUnsolicited() {
        unsolicited = false;
        expectedDataSn = 0;
        // What the command does not want (the initiator announced more) has landed behind it and is forgotten.
        received = Math.min(received, total);
        requested = received;
        burstEnd = received;
        handOver();
        solicit();
        return true;
    }

    /** Gives the chunk that just became full to the logical unit. */
    private void handOver() {
        if (received > 0 && (received == total || received % CHUNK_LENGTH == 0)) {
            final int offset = (received - 1) / CHUNK_LENGTH * CHUNK_LENGTH;
            final int index = chunkIndex(offset);
            assert !handedOver[index];
            handedOver[index] = true;
            owner.chunkFull(task, chunks[index], offset, received - offset);
        }
    }

    /** Asks for as much as the session's parameters and the buffers allow. */
    private void solicit() {
        while (owner != null && requested < total && r2tSn - burstSn < owner.parameters().maxOutstandingR2t()
            && owner.admitsR2t(task)) {
            if (requested == allocated && !acquire()) {
                return;
            }
            final int length = burstLength(requested);
            owner.sendR2t(task, tag(r2tSn), requested, length);
            requested += length;
            r2tSn++;
            if (burstEnd == received) {
                nextBurst();
            }
        }
    }

    private void nextBurst() {
        if (received < requested) {
            burstEnd = received + burstLength(received);
        }
    }

    private int burstLength(final int offset) {
        final int chunkEnd = Math.min(total, (offset / CHUNK_LENGTH + 1) * CHUNK_LENGTH);
        return Math.min(chunkEnd - offset, owner.parameters().maxBurstLength());
    }

    /** Takes a buffer for the next chunk; false when the chunk before it in its place is still being written. */
    private boolean acquire() {
        final int index = chunkIndex(allocated);
        if (chunks[index] != BufferPool.NONE) {
            return false;
        }
        final int length = Math.min(CHUNK_LENGTH, total - allocated);
        final long address = owner.buffers().acquire(length);
        if (address == BufferPool.NONE) {
            waitForBuffer();
            return false;
        }
        chunks[index] = address;
        bufferLengths[index] = length;
        allocated += CHUNK_LENGTH;
        return true;
    }

    private void waitForBuffer() {
        if (!waiting) {
            waiting = true;
            owner.buffers().await(this);
        }
    }

    @Override
    public void onBufferFree() {
        waiting = false;
        start();
    }

    /** Asks, or asks on, when nothing comes unasked. */
    void start() {
        if (owner != null && !unsolicited) {
            solicit();
        }
    }

    /** Frees a chunk that the logical unit has given back. */
    void chunkDone(final BufferPool buffers, final long address) {
        for (int i = 0; i < MAX_CHUNKS; i++) {
            if (chunks[i] == address) {
                release(buffers, i);
                break;
            }
        }
        start();
    }

    /** Gives up: frees the chunks that neither the logical unit has nor the connection receives into. */
    void stop(final BufferPool buffers) {
        owner = null;
        if (waiting) {
            waiting = false;
            buffers.forget(this);
        }
        for (int i = 0; i < MAX_CHUNKS; i++) {
            if (chunks[i] != BufferPool.NONE && !handedOver[i] && i != landingChunk) {
                release(buffers, i);
            }
        }
    }

    private void release(final BufferPool buffers, final int index) {
        buffers.release(chunks[index], bufferLengths[index]);
        chunks[index] = BufferPool.NONE;
        handedOver[index] = false;
    }

    private static int chunkIndex(final int offset) {
        return offset / CHUNK_LENGTH % MAX_CHUNKS;
    }

    /** Tag of a burst: task slot, use of the slot, burst. Never all ones, as no slot is 0xffff. */
    private int tag(final int burst) {
        return task.slot() << 16 | (task.generation() & 0xff) << 8 | burst & 0xff;
    }
}
