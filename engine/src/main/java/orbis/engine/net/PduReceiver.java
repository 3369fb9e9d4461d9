package orbis.engine.net;

import orbis.engine.session.PduHandler;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.IscsiCrc32c;
import org.agrona.UnsafeApi;

/**
 * Cuts a byte stream into PDUs (RFC 7143 section 11.2): header, then payload to where the handler of the header
 * wants it, then padding and digest. One part is under way at a time: {@link #at()} and {@link #remaining()}
 * say where its next bytes belong.
 */
final class PduReceiver {
    /** Result of receiving. */
    enum Outcome { OK, HEADER_DIGEST_WRONG, UNBEARABLE }

    private enum State { BASIC_HEADER, HEADER_REST, PAYLOAD, TRAILER, STALLED }

    private static final int DIGEST_LENGTH = 4;

    private final long header;
    private final long trailer;
    private PduHandler handler;
    private State state = State.BASIC_HEADER;
    private Outcome outcome = Outcome.OK;
    private long at;
    private int remaining;
    private long payload;
    private boolean headerDigest;
    private boolean dataDigest;

    PduReceiver(final long memory) {
        header = memory;
        trailer = ConnectionMemory.trailer(memory);
        expectHeader();
    }

    void handler(final PduHandler pduHandler) {
        handler = pduHandler;
    }

    void digests(final boolean ofHeader, final boolean ofData) {
        headerDigest = ofHeader;
        dataDigest = ofData;
    }

    /** Where the next byte belongs, 0 when it is to be dropped. */
    long at() {
        return at;
    }

    /** How many bytes the current part still lacks; 0 when stalled. */
    int remaining() {
        return remaining;
    }

    boolean stalled() {
        return state == State.STALLED;
    }

    /** Whether the current part is payload with a place of its own. */
    boolean inPayload() {
        return state == State.PAYLOAD && at != 0;
    }

    Outcome outcome() {
        return outcome;
    }

    /** Takes bytes from a shared buffer; gives how many, less than {@code length} when stalled or at an end. */
    int take(final long address, final int length) {
        int taken = 0;
        while (taken < length && remaining > 0) {
            final int part = Math.min(length - taken, remaining);
            if (at != 0) {
                UnsafeApi.copyMemory(address + taken, at, part);
            }
            taken += part;
            advance(part);
        }
        return taken;
    }

    /** Counts bytes that have landed where they belong. */
    void advance(final int length) {
        remaining -= length;
        if (at != 0) {
            at += length;
        }
        if (remaining == 0) {
            onPart();
        }
    }

    /** Asks again for the landing of a header that stalled. */
    void retry() {
        onHeader();
    }

    private void onPart() {
        switch (state) {
            case BASIC_HEADER:
                onBasicHeader();
                break;
            case HEADER_REST:
                onWholeHeader();
                break;
            case PAYLOAD:
                onPayload();
                break;
            default:
                onTrailer();
                break;
        }
    }

    private void onBasicHeader() {
        final int rest = ahsLength() + (headerDigest ? DIGEST_LENGTH : 0);
        if (rest == 0) {
            onHeader();
        } else {
            expect(State.HEADER_REST, header + BasicHeaderFlyweight.LENGTH, rest);
        }
    }

    private void onWholeHeader() {
        final int length = BasicHeaderFlyweight.LENGTH + ahsLength();
        if (headerDigest
            && IscsiCrc32c.update(IscsiCrc32c.NOTHING, header, length) != IscsiCrc32c.read(header + length)) {
            end(Outcome.HEADER_DIGEST_WRONG);
        } else {
            onHeader();
        }
    }

    private void onHeader() {
        final int dataLength = dataLength();
        payload = handler.onHeader(header, ahsLength(), dataLength);
        if (payload == PduHandler.CLOSE) {
            end(Outcome.UNBEARABLE);
        } else if (payload == PduHandler.STALL) {
            expect(State.STALLED, 0, 0);
        } else if (dataLength == 0) {
            onPdu(true);
        } else {
            expect(State.PAYLOAD, payload == PduHandler.DISCARD ? 0 : payload, dataLength);
        }
    }

    private void onPayload() {
        final int rest = padding() + (dataDigest ? DIGEST_LENGTH : 0);
        if (rest == 0) {
            onPdu(true);
        } else {
            expect(State.TRAILER, trailer, rest);
        }
    }

    private void onTrailer() {
        if (!dataDigest || payload == PduHandler.DISCARD) {
            onPdu(true);
            return;
        }
        final int ofData = IscsiCrc32c.update(IscsiCrc32c.NOTHING, payload, dataLength());
        onPdu(IscsiCrc32c.read(trailer + padding()) == IscsiCrc32c.update(ofData, trailer, padding()));
    }

    private void onPdu(final boolean intact) {
        expectHeader();
        handler.onPdu(intact);
    }

    private void expectHeader() {
        expect(State.BASIC_HEADER, header, BasicHeaderFlyweight.LENGTH);
    }

    private void expect(final State next, final long address, final int length) {
        state = next;
        at = address;
        remaining = length;
    }

    private void end(final Outcome why) {
        outcome = why;
        expect(State.STALLED, 0, 0);
    }

    private int ahsLength() {
        return BasicHeaderFlyweight.totalAhsLength(header);
    }

    private int dataLength() {
        return BasicHeaderFlyweight.dataSegmentLength(header);
    }

    private int padding() {
        return -dataLength() & 3;
    }
}
