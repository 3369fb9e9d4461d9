package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import orbis.engine.io.IoVectors;
import orbis.engine.session.DisconnectReason;
import orbis.engine.session.OutPdu;
import orbis.engine.session.OutPduPool;
import orbis.engine.session.PduHandler;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.IscsiCrc32c;
import orbis.sys.Slab;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PduSenderTest {
    private final Slab slab = new Slab(1 << 20);
    private final IoVectors vectors = new IoVectors(slab.address() + 65536);
    private final UnsafeBuffer data = new UnsafeBuffer(slab.address() + 131072, 1 << 19);
    private final OutPduPool pdus = new OutPduPool(256);
    private final PduSender sender = new PduSender(slab.address());
    private final List<OutPdu> sent = new ArrayList<>();
    private OutPdu dropped;
    private Runnable whenSent = () -> { };

    PduSenderTest() {
        sender.handler(new PduHandler() {
            @Override
            public long onHeader(final long header, final int ahsLength, final int dataLength) {
                return CLOSE;
            }

            @Override
            public void onPdu(final boolean intact) {
            }

            @Override
            public boolean onPduDue(final OutPdu pdu, final long cell, final int length) {
                UnsafeApi.setMemory(cell, BasicHeaderFlyweight.LENGTH, (byte) 0x77);
                return pdu != dropped;
            }

            @Override
            public void onPduSent(final OutPdu pdu) {
                sent.add(pdu);
                final Runnable then = whenSent;
                whenSent = () -> { };
                then.run();
            }

            @Override
            public void onClosed(final DisconnectReason reason) {
            }
        });
        data.setMemory(0, data.capacity(), (byte) 0x5a);
    }

    @AfterEach
    void free() {
        pdus.close();
        slab.close();
    }

    private OutPdu queue(final int dataLength) {
        final OutPdu pdu = pdus.acquire().data(data.addressOffset(), dataLength);
        sender.append(pdu);
        return pdu;
    }

    private byte[] wire() {
        final byte[] bytes = new byte[(int) vectors.bytes()];
        int at = 0;
        for (int i = 0; i < vectors.count(); i++) {
            final long address = UnsafeApi.getLong(vectors.address() + i * 16L);
            final int length = (int) UnsafeApi.getLong(vectors.address() + i * 16L + 8);
            new UnsafeBuffer(address, length).getBytes(0, bytes, at, length);
            at += length;
        }
        return bytes;
    }

    @Test
    void shouldHaveNothingToSendWhenNothingWaits() {
        assertFalse(sender.fill(vectors));
    }

    @Test
    void shouldSendManyPdusAtOnce() {
        for (int i = 0; i < 3; i++) {
            queue(8);
        }
        assertTrue(sender.fill(vectors));
        assertEquals(3 * 56, vectors.bytes());
        assertEquals(0, sender.queued());
        assertTrue(sent.isEmpty());
        sender.onSent();
        assertEquals(3, sent.size());
    }

    @Test
    void shouldCutDataThatIsLongerThanOnePduMayCarry() {
        sender.maxDataSegmentLength(4096);
        queue(10000);
        assertTrue(sender.fill(vectors));
        assertEquals(3 * 48 + 10000, vectors.bytes());
        final byte[] wire = wire();
        assertEquals(0x77, wire[48 + 4096]);
        assertEquals(0x5a, wire[48 + 4096 + 48]);
    }

    @Test
    void shouldGoOnInTheNextSendWhereTheLastOneEnded() {
        sender.maxDataSegmentLength(512);
        final OutPdu pdu = queue(512 * 1000);
        assertTrue(sender.fill(vectors));
        assertEquals(ConnectionMemory.CELLS * 512, pdu.sent());
        sender.onSent();
        assertTrue(sent.isEmpty());
        int sends = 1;
        while (sender.fill(vectors)) {
            sender.onSent();
            sends++;
        }
        assertEquals((1000 + ConnectionMemory.CELLS - 1) / ConnectionMemory.CELLS, sends);
        assertEquals(List.of(pdu), sent);
    }

    @Test
    void shouldTakeFromTheNextTurnWhatOneTookTooMuch() {
        sender.maxDataSegmentLength(256 * 1024);
        for (int i = 0; i < 16; i++) {
            queue(200 * 1024);
        }
        final int pdu = 48 + 200 * 1024;
        for (final int pdus : new int[] {3, 3, 2, 3}) {
            assertTrue(sender.fill(vectors));
            assertEquals(pdus * pdu, vectors.bytes());
            sender.onSent();
        }
    }

    @Test
    void shouldSendOnePduATurnWhenEachIsLongerThanATurn() {
        sender.maxDataSegmentLength(2 << 20);
        for (int i = 0; i < 4; i++) {
            queue(1 << 20);
        }
        for (int turn = 0; turn < 4; turn++) {
            assertTrue(sender.fill(vectors));
            assertEquals(48 + (1 << 20), vectors.bytes());
            sender.onSent();
        }
    }

    @Test
    void shouldForgiveWhatATurnTookTooMuchWhenNothingWaitsAfterIt() {
        sender.maxDataSegmentLength(256 * 1024);
        for (int turn = 0; turn < 2; turn++) {
            for (int i = 0; i < 3; i++) {
                queue(200 * 1024);
            }
            assertTrue(sender.fill(vectors));
            assertEquals(3 * (48 + 200 * 1024), vectors.bytes());
            sender.onSent();
        }
    }

    @Test
    void shouldPadDataToFourBytes() {
        queue(5);
        sender.fill(vectors);
        final byte[] wire = wire();
        assertEquals(56, wire.length);
        assertEquals(0x5a, wire[52]);
        assertEquals(0, wire[53] | wire[54] | wire[55]);
    }

    @Test
    void shouldAddDigestsOverHeaderAndPaddedData() {
        sender.digests(true, true);
        queue(6);
        sender.fill(vectors);
        final byte[] wire = wire();
        assertEquals(48 + 4 + 8 + 4, wire.length);
        final UnsafeBuffer copy = new UnsafeBuffer(slab.address() + 100000, wire.length);
        copy.putBytes(0, wire);
        final long start = copy.addressOffset();
        assertEquals(IscsiCrc32c.update(IscsiCrc32c.NOTHING, start, 48), IscsiCrc32c.read(start + 48));
        assertEquals(IscsiCrc32c.update(IscsiCrc32c.NOTHING, start + 52, 8), IscsiCrc32c.read(start + 60));
    }

    @Test
    void shouldSendAnAnswerBeforeDataThatWaits() {
        final OutPdu behind = queue(4);
        final OutPdu first = pdus.acquire();
        sender.prepend(first);
        sender.fill(vectors);
        assertEquals(48 + 52, vectors.bytes());
        assertEquals(0x5a, wire()[96]);
        sender.onSent();
        assertTrue(sent.containsAll(List.of(first, behind)));
    }

    @Test
    void shouldFreeWhatIsNotToBeSentAnyMore() {
        dropped = queue(4);
        assertFalse(sender.fill(vectors));
        assertEquals(List.of(dropped), sent);
    }

    @Test
    void shouldSendWhatTheEndOfADroppedPduQueues() {
        dropped = queue(4);
        whenSent = () -> queue(8);
        assertTrue(sender.fill(vectors));
        assertEquals(56, vectors.bytes());
    }

    @Test
    void shouldFreeWhatIsQueuedWhileEverythingIsFreed() {
        queue(4);
        queue(4);
        whenSent = () -> whenSent = () -> queue(4);
        sender.drop();
        assertEquals(3, sent.size());
        assertEquals(0, sender.queued());
    }

    @Test
    void shouldFreeEverythingWhenTheConnectionEnds() {
        queue(4);
        sender.fill(vectors);
        queue(4);
        sender.drop();
        assertEquals(2, sent.size());
        assertEquals(0, sender.queued());
    }
}
