package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import orbis.engine.io.BufferPool;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.SessionParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DataOutAssemblyTest {
    private static final int KIB = 1024;
    private static final int CHUNK = 256 * KIB;

    private record R2t(int tag, int offset, int length) {
    }

    private record Chunk(long address, int offset, int length) {
    }

    private final List<R2t> r2ts = new ArrayList<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private final SessionParameters parameters = new SessionParameters()
        .value(Key.MAX_BURST_LENGTH, 256 * KIB).value(Key.MAX_OUTSTANDING_R2T, 1);
    private final BufferPool buffers = new BufferPool(2 * 1024 * KIB);
    private final long available = buffers.available();
    private final IscsiTask task = new IscsiTask(3);
    private final DataOutAssembly assembly = task.dataOut;

    private int mostR2ts = Integer.MAX_VALUE;
    private final DataOutOwner owner = new DataOutOwner() {
        @Override
        public SessionParameters parameters() {
            return parameters;
        }

        @Override
        public BufferPool buffers() {
            return buffers;
        }

        @Override
        public boolean admitsR2t(final IscsiTask ofTask) {
            return r2ts.size() < mostR2ts;
        }

        @Override
        public void sendR2t(final IscsiTask ofTask, final int tag, final int offset, final int length) {
            r2ts.add(new R2t(tag, offset, length));
        }

        @Override
        public void chunkFull(final IscsiTask ofTask, final long address, final int offset, final int length) {
            chunks.add(new Chunk(address, offset, length));
        }
    };

    DataOutAssemblyTest() {
        task.begin(0x77, 1, 0);
    }

    @AfterEach
    void closeBuffers() {
        buffers.close();
    }

    private void begin(final int total) {
        assembly.begin(owner, total, BufferPool.NONE, 0, 0);
        assembly.start();
    }

    private void fill(final R2t r2t) {
        assertTrue(assembly.due(r2t.tag, 0, r2t.offset, r2t.length));
        assertTrue(assembly.received(r2t.length, true));
    }

    @Test
    void shouldAskForAllDataWhenNoneComesUnasked() {
        begin(12 * KIB);
        assertEquals(1, r2ts.size());
        assertEquals(0, r2ts.get(0).offset);
        assertEquals(12 * KIB, r2ts.get(0).length);
        fill(r2ts.get(0));
        assertEquals(List.of(new Chunk(chunks.get(0).address, 0, 12 * KIB)), chunks);
        assertFalse(assembly.incomplete());
    }

    @Test
    void shouldLandTheSegmentsOfABurstSideBySide() {
        begin(16 * KIB);
        final int tag = r2ts.get(0).tag;
        final long first = assembly.landing();
        assertTrue(assembly.received(8 * KIB, false));
        assertTrue(assembly.due(tag, 1, 8 * KIB, 8 * KIB));
        assertEquals(first + 8 * KIB, assembly.landing());
        assertTrue(chunks.isEmpty());
        assertTrue(assembly.received(8 * KIB, true));
        assertEquals(1, chunks.size());
    }

    @Test
    void shouldAskForBurstsNoLongerThanMaxBurstLengthOneAfterTheOther() {
        parameters.value(Key.MAX_BURST_LENGTH, 64 * KIB);
        begin(160 * KIB);
        assertEquals(1, r2ts.size());
        fill(r2ts.get(0));
        fill(r2ts.get(1));
        assertEquals(new R2t(r2ts.get(2).tag, 128 * KIB, 32 * KIB), r2ts.get(2));
        fill(r2ts.get(2));
        assertEquals(1, chunks.size());
        assertEquals(160 * KIB, chunks.get(0).length);
        assertNotEquals(r2ts.get(0).tag, r2ts.get(1).tag);
    }

    @Test
    void shouldAskOnWhenMoreRequestsMayWaitToBeSent() {
        parameters.value(Key.MAX_BURST_LENGTH, 64 * KIB).value(Key.MAX_OUTSTANDING_R2T, 3);
        mostR2ts = 2;
        begin(512 * KIB);
        assertEquals(2, r2ts.size());
        mostR2ts = 3;
        assembly.start();
        assertEquals(3, r2ts.size());
    }

    @Test
    void shouldKeepTheChunkThatThePayloadLandsInUntilItHasLanded() {
        begin(16 * KIB);
        assembly.landing();
        assembly.stop(buffers);
        assertNotEquals(available, buffers.available());
        assembly.landed();
        assembly.stop(buffers);
        assertEquals(available, buffers.available());
    }

    @Test
    void shouldHaveAsManyRequestsOutstandingAsWasAgreed() {
        parameters.value(Key.MAX_BURST_LENGTH, 64 * KIB).value(Key.MAX_OUTSTANDING_R2T, 3);
        begin(512 * KIB);
        assertEquals(3, r2ts.size());
        fill(r2ts.get(0));
        assertEquals(4, r2ts.size());
        assertEquals(192 * KIB, r2ts.get(3).offset);
    }

    @Test
    void shouldHandOverEachChunkWhenItIsFull() {
        begin(CHUNK + 4 * KIB);
        fill(r2ts.get(0));
        assertEquals(1, chunks.size());
        assertEquals(CHUNK, chunks.get(0).length);
        fill(r2ts.get(1));
        assertEquals(new Chunk(chunks.get(1).address, CHUNK, 4 * KIB), chunks.get(1));
    }

    @Test
    void shouldGiveBackAllBuffersWhenTheChunksAreDone() {
        begin(CHUNK + 4 * KIB);
        fill(r2ts.get(0));
        fill(r2ts.get(1));
        chunks.forEach(chunk -> assembly.chunkDone(buffers, chunk.address));
        assertEquals(available, buffers.available());
    }

    @Test
    void shouldNotRunFarAheadOfTheWritesBelow() {
        begin(8 * CHUNK);
        for (int i = 0; i < 4; i++) {
            fill(r2ts.get(i));
        }
        assertEquals(4, r2ts.size());
        assembly.chunkDone(buffers, chunks.get(0).address);
        assertEquals(5, r2ts.size());
    }

    @Test
    void shouldTakeUnsolicitedDataFirstAndAskForTheRest() {
        final long buffer = buffers.acquire(32 * KIB);
        assembly.begin(owner, 32 * KIB, buffer, 32 * KIB, 16 * KIB);
        assertEquals(buffer, assembly.landing());
        assertTrue(assembly.receivedImmediate(4 * KIB, false));
        assertTrue(assembly.due(BasicHeaderFlyweight.NO_TAG, 0, 4 * KIB, 12 * KIB));
        assertEquals(buffer + 4 * KIB, assembly.landing());
        assertTrue(assembly.received(12 * KIB, true));
        assertEquals(List.of(new R2t(r2ts.get(0).tag, 16 * KIB, 16 * KIB)), r2ts);
        fill(r2ts.get(0));
        assertEquals(List.of(new Chunk(buffer, 0, 32 * KIB)), chunks);
    }

    @Test
    void shouldAskForTheRestWhenLessCameUnsolicitedThanAllowed() {
        final long buffer = buffers.acquire(32 * KIB);
        assembly.begin(owner, 32 * KIB, buffer, 32 * KIB, 16 * KIB);
        assertTrue(assembly.received(4 * KIB, true));
        assertEquals(4 * KIB, r2ts.get(0).offset);
        assertEquals(28 * KIB, r2ts.get(0).length);
    }

    @Test
    void shouldForgetWhatTheInitiatorSendsBeyondTheCommand() {
        final long buffer = buffers.acquire(8 * KIB);
        assembly.begin(owner, 4 * KIB, buffer, 8 * KIB, 8 * KIB);
        assertTrue(assembly.receivedImmediate(8 * KIB, true));
        assertEquals(List.of(new Chunk(buffer, 0, 4 * KIB)), chunks);
        assertTrue(r2ts.isEmpty());
    }

    @Test
    void shouldTakeUnsolicitedDataNoFurtherThanTheFirstChunk() {
        final long buffer = buffers.acquire(CHUNK);
        assembly.begin(owner, 4 * CHUNK, buffer, CHUNK, 4 * CHUNK);
        assertTrue(assembly.received(8 * KIB, false));
        assertFalse(assembly.due(BasicHeaderFlyweight.NO_TAG, 1, 8 * KIB, CHUNK));
        assertTrue(assembly.due(BasicHeaderFlyweight.NO_TAG, 1, 8 * KIB, CHUNK - 8 * KIB));
        assertEquals(buffer + 8 * KIB, assembly.landing());
    }

    @Test
    void shouldEndUnsolicitedDataByAnEmptyPduWhenTheFirstChunkIsFull() {
        final long buffer = buffers.acquire(CHUNK);
        assembly.begin(owner, 2 * CHUNK, buffer, CHUNK, CHUNK);
        assertTrue(assembly.received(CHUNK, false));
        assertTrue(assembly.due(BasicHeaderFlyweight.NO_TAG, 1, CHUNK, 0));
        assertTrue(assembly.received(0, true));
        assertEquals(List.of(new Chunk(buffer, 0, CHUNK)), chunks);
        assertEquals(CHUNK, r2ts.get(0).offset);
    }

    @Test
    void shouldRefuseAnEmptyPduForABurstThatNobodyAskedFor() {
        parameters.value(Key.MAX_OUTSTANDING_R2T, 4);
        begin(8 * CHUNK);
        for (int i = 0; i < 4; i++) {
            fill(r2ts.get(i));
        }
        assertEquals(4, r2ts.size());
        assertFalse(assembly.due(r2ts.get(3).tag + 1, 0, 4 * CHUNK, 0));
    }

    @Test
    void shouldRefuseDataOutOfPlace() {
        begin(16 * KIB);
        final int tag = r2ts.get(0).tag;
        assertFalse(assembly.due(tag, 0, 4 * KIB, 4 * KIB));
        assertFalse(assembly.due(tag, 1, 0, 4 * KIB));
        assertFalse(assembly.due(tag + 1, 0, 0, 4 * KIB));
        assertFalse(assembly.due(BasicHeaderFlyweight.NO_TAG, 0, 0, 4 * KIB));
        assertFalse(assembly.due(tag, 0, 0, 16 * KIB + 1));
        assertFalse(assembly.due(tag, 0, 0xffff_f000L, 4 * KIB));
    }

    @Test
    void shouldNoticeABurstThatEndsEarly() {
        begin(16 * KIB);
        assertFalse(assembly.received(8 * KIB, true));
    }

    @Test
    void shouldWaitForABufferAndGoOnWhenOneIsFree() {
        final List<Long> all = new ArrayList<>();
        for (long address = buffers.acquire(CHUNK); address != BufferPool.NONE; address = buffers.acquire(CHUNK)) {
            all.add(address);
        }
        begin(4 * KIB);
        assertTrue(r2ts.isEmpty());
        buffers.release(all.get(0), CHUNK);
        buffers.tellWaiters();
        assertEquals(1, r2ts.size());
    }

    @Test
    void shouldKeepOnlyWhatWasHandedOverWhenStopped() {
        begin(CHUNK + 8 * KIB);
        fill(r2ts.get(0));
        assembly.stop(buffers);
        assertFalse(assembly.incomplete());
        assembly.chunkDone(buffers, chunks.get(0).address);
        assertEquals(available, buffers.available());
    }

    @Test
    void shouldNotBeToldOfBuffersWhenStopped() {
        final List<Long> all = new ArrayList<>();
        for (long address = buffers.acquire(CHUNK); address != BufferPool.NONE; address = buffers.acquire(CHUNK)) {
            all.add(address);
        }
        begin(4 * KIB);
        assembly.stop(buffers);
        buffers.release(all.get(0), CHUNK);
        buffers.tellWaiters();
        assertTrue(r2ts.isEmpty());
    }
}
