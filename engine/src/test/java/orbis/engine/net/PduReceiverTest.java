package orbis.engine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import orbis.engine.session.DisconnectReason;
import orbis.engine.session.OutPdu;
import orbis.engine.session.PduHandler;
import orbis.protocol.iscsi.IscsiCrc32c;
import orbis.sys.Slab;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PduReceiverTest {
    private static final int PAYLOAD_OFFSET = 8192;
    private static final int WIRE_OFFSET = 16384;

    private final Slab slab = new Slab(65536);
    private final UnsafeBuffer wire = new UnsafeBuffer(slab.address() + WIRE_OFFSET, 16384);
    private final UnsafeBuffer payload = new UnsafeBuffer(slab.address() + PAYLOAD_OFFSET, 8192);
    private final PduReceiver receiver = new PduReceiver(slab.address());
    private final List<String> told = new ArrayList<>();
    private long landing = slab.address() + PAYLOAD_OFFSET;
    private int written;

    PduReceiverTest() {
        receiver.handler(new PduHandler() {
            @Override
            public long onHeader(final long header, final int ahsLength, final int dataLength) {
                told.add("header " + ahsLength + " " + dataLength);
                return landing;
            }

            @Override
            public void onPdu(final boolean intact) {
                told.add(intact ? "pdu" : "broken pdu");
            }

            @Override
            public boolean onPduDue(final OutPdu pdu, final long cell, final int length) {
                return false;
            }

            @Override
            public void onPduSent(final OutPdu pdu) {
            }

            @Override
            public void onClosed(final DisconnectReason reason) {
            }
        });
    }

    @AfterEach
    void closeSlab() {
        slab.close();
    }

    /** Writes a PDU to the wire: header, additional header, data and padding, digests where asked for. */
    private void pdu(final int ahsWords, final int dataLength, final boolean headerDigest, final boolean dataDigest) {
        final int start = written;
        wire.setMemory(start, 48 + ahsWords * 4, (byte) 0x11);
        wire.putByte(start + 4, (byte) ahsWords);
        wire.putByte(start + 5, (byte) 0);
        wire.putByte(start + 6, (byte) (dataLength >> 8));
        wire.putByte(start + 7, (byte) dataLength);
        written += 48 + ahsWords * 4;
        if (headerDigest) {
            digest(start);
        }
        final int data = written;
        wire.setMemory(data, dataLength, (byte) 0x5a);
        written += dataLength;
        while ((written - data & 3) != 0) {
            wire.putByte(written++, (byte) 0);
        }
        if (dataDigest && dataLength > 0) {
            digest(data);
        }
    }

    private void digest(final int start) {
        IscsiCrc32c.write(wire.addressOffset() + written,
            IscsiCrc32c.update(IscsiCrc32c.NOTHING, wire.addressOffset() + start, written - start));
        written += 4;
    }

    private int takeAll() {
        return receiver.take(wire.addressOffset(), written);
    }

    @Test
    void shouldTellOfEachPduInOneArrival() {
        pdu(0, 0, false, false);
        pdu(0, 5, false, false);
        pdu(0, 0, false, false);
        assertEquals(written, takeAll());
        assertEquals(List.of("header 0 0", "pdu", "header 0 5", "pdu", "header 0 0", "pdu"), told);
    }

    @Test
    void shouldPutAPduTogetherFromSingleBytes() {
        pdu(3, 7, true, true);
        receiver.digests(true, true);
        for (int i = 0; i < written; i++) {
            assertEquals(1, receiver.take(wire.addressOffset() + i, 1));
        }
        assertEquals(List.of("header 12 7", "pdu"), told);
        assertEquals(0x5a, payload.getByte(6));
    }

    @Test
    void shouldTakeTheLongestAdditionalHeader() {
        pdu(255, 4, true, false);
        receiver.digests(true, false);
        takeAll();
        assertEquals(List.of("header 1020 4", "pdu"), told);
    }

    @Test
    void shouldEndAtAHeaderWhoseDigestIsWrong() {
        pdu(0, 0, true, false);
        wire.putByte(20, (byte) 0x12);
        receiver.digests(true, false);
        takeAll();
        assertEquals(PduReceiver.Outcome.HEADER_DIGEST_WRONG, receiver.outcome());
        assertTrue(told.isEmpty());
    }

    @Test
    void shouldTellOfDataWhoseDigestIsWrong() {
        pdu(0, 9, false, true);
        wire.putByte(50, (byte) 0);
        receiver.digests(false, true);
        takeAll();
        assertEquals(List.of("header 0 9", "broken pdu"), told);
    }

    @Test
    void shouldDropPayloadThatIsOfNoUse() {
        landing = PduHandler.DISCARD;
        pdu(0, 100, false, true);
        pdu(0, 0, false, true);
        receiver.digests(false, true);
        assertEquals(written, takeAll());
        assertEquals(List.of("header 0 100", "pdu", "header 0 0", "pdu"), told);
        assertEquals(0, payload.getByte(0));
    }

    @Test
    void shouldTakeNothingBehindAHeaderThatStalls() {
        landing = PduHandler.STALL;
        pdu(0, 4, false, false);
        assertEquals(48, takeAll());
        assertTrue(receiver.stalled());
        assertEquals(0, receiver.take(wire.addressOffset() + 48, 4));
    }

    @Test
    void shouldGoOnWhereItStalled() {
        landing = PduHandler.STALL;
        pdu(0, 4, false, false);
        takeAll();
        landing = slab.address() + PAYLOAD_OFFSET;
        receiver.retry();
        assertFalse(receiver.stalled());
        assertEquals(4, receiver.take(wire.addressOffset() + 48, 4));
        assertEquals(List.of("header 0 4", "header 0 4", "pdu"), told);
    }

    @Test
    void shouldEndWhenTheHandlerCannotLiveWithAHeader() {
        landing = PduHandler.CLOSE;
        pdu(0, 4, false, false);
        takeAll();
        assertEquals(PduReceiver.Outcome.UNBEARABLE, receiver.outcome());
    }

    @Test
    void shouldSayWhereTheRestOfAPayloadBelongs() {
        pdu(0, 4096, false, false);
        assertEquals(148, receiver.take(wire.addressOffset(), 148));
        assertTrue(receiver.inPayload());
        assertEquals(slab.address() + PAYLOAD_OFFSET + 100, receiver.at());
        assertEquals(3996, receiver.remaining());
        receiver.advance(3996);
        assertEquals(List.of("header 0 4096", "pdu"), told);
    }
}
