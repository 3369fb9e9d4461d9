package orbis.engine.net;

import orbis.engine.io.IoVectors;
import orbis.engine.session.OutPdu;
import orbis.engine.session.PduHandler;
import orbis.engine.store.BlockStore;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.IscsiCrc32c;
import org.agrona.UnsafeApi;

/**
 * PDUs that wait to be sent, and how they become one gathered send: for each a header cell, its data where it
 * stands, and padding with digest where there is any. Data longer than one PDU may carry is cut here.
 */
final class PduSender {
    /** A PDU takes up to this many vectors: header, data, trailer. */
    private static final int VECTORS_PER_PDU = 3;
    /**
     * Share of a connection in each turn, in bytes: enough for one send to be worth its call, and longer than any PDU
     * of ours (M. Shreedhar, G. Varghese, Efficient Fair Queuing Using Deficit Round Robin, 1996).
     */
    private static final int QUANTUM = 512 * 1024;

    private final long memory;
    private PduHandler handler;
    private OutPdu head;
    private OutPdu tail;
    private OutPdu inFlight;
    private int queued;
    /** Bytes that the last turn was too long by; forgiven when nothing waits. */
    private int debt;
    private int maxDataSegmentLength = 8192;
    private boolean headerDigest;
    private boolean dataDigest;

    PduSender(final long memory) {
        this.memory = memory;
    }

    void handler(final PduHandler pduHandler) {
        handler = pduHandler;
    }

    void digests(final boolean ofHeader, final boolean ofData) {
        headerDigest = ofHeader;
        dataDigest = ofData;
    }

    void maxDataSegmentLength(final int length) {
        maxDataSegmentLength = length;
    }

    int queued() {
        return queued;
    }

    void append(final OutPdu pdu) {
        pdu.next(null);
        if (tail == null) {
            head = pdu;
        } else {
            tail.next(pdu);
        }
        tail = pdu;
        queued++;
    }

    void prepend(final OutPdu pdu) {
        pdu.next(head);
        head = pdu;
        if (tail == null) {
            tail = pdu;
        }
        queued++;
    }

    /** Fills vectors from the queue; false when there is nothing to send, also not by the end of what is dropped. */
    boolean fill(final IoVectors vectors) {
        int cells = gather(vectors);
        while (cells == 0 && inFlight != null) {
            onSent();
            cells = gather(vectors);
        }
        return cells > 0;
    }

    private int gather(final IoVectors vectors) {
        vectors.clear();
        final int share = QUANTUM - debt;
        int cells = 0;
        while (head != null && cells < ConnectionMemory.CELLS
            && vectors.remaining() >= VECTORS_PER_PDU && vectors.bytes() < share) {
            final OutPdu pdu = head;
            final int length = Math.min(pdu.dataLength() - pdu.sent(), maxDataSegmentLength);
            final long cell = ConnectionMemory.cell(memory, cells);
            final boolean due = handler.onPduDue(pdu, cell, length);
            if (due) {
                add(vectors, cell, pdu, length);
                pdu.advance(length);
                cells++;
            }
            if (!due || pdu.sent() == pdu.dataLength()) {
                depart();
            }
        }
        // However long a PDU is, the next turn has one too.
        debt = head == null ? 0 : (int) Math.min(Math.max(vectors.bytes() - share, 0), QUANTUM - 1);
        return cells;
    }

    /** Frees what went out with the last send. */
    void onSent() {
        OutPdu pdu = inFlight;
        inFlight = null;
        while (pdu != null) {
            final OutPdu next = pdu.next();
            handler.onPduSent(pdu);
            pdu = next;
        }
    }

    /** Frees everything, sent or not, and what is still queued meanwhile. */
    void drop() {
        onSent();
        while (head != null) {
            depart();
            onSent();
        }
    }

    /** Moves the head of the queue to what is in flight. */
    private void depart() {
        final OutPdu pdu = head;
        head = pdu.next();
        if (head == null) {
            tail = null;
        }
        queued--;
        pdu.next(inFlight);
        inFlight = pdu;
    }

    private void add(final IoVectors vectors, final long cell, final OutPdu pdu, final int length) {
        vectors.add(cell, BasicHeaderFlyweight.LENGTH + (headerDigest ? sealHeader(cell) : 0));
        if (length > 0) {
            final long data = pdu.data() + pdu.sent();
            if (pdu.file() == BlockStore.NO_FILE) {
                vectors.add(data, length);
            } else {
                vectors.addFile(pdu.file(), data, length);
            }
            addTrailer(vectors, cell, data, length);
        }
    }

    private static int sealHeader(final long cell) {
        final long digest = cell + BasicHeaderFlyweight.LENGTH;
        IscsiCrc32c.write(digest, IscsiCrc32c.update(IscsiCrc32c.NOTHING, cell, BasicHeaderFlyweight.LENGTH));
        return Integer.BYTES;
    }

    private void addTrailer(final IoVectors vectors, final long cell, final long data, final int length) {
        final int padding = -length & 3;
        final long trailer = cell + ConnectionMemory.CELL_TRAILER_OFFSET - padding;
        if (padding > 0) {
            UnsafeApi.putInt(cell + ConnectionMemory.CELL_TRAILER_OFFSET - Integer.BYTES, 0);
        }
        if (dataDigest) {
            final int ofData = IscsiCrc32c.update(IscsiCrc32c.NOTHING, data, length);
            IscsiCrc32c.write(
                cell + ConnectionMemory.CELL_TRAILER_OFFSET, IscsiCrc32c.update(ofData, trailer, padding));
            vectors.add(trailer, padding + Integer.BYTES);
        } else if (padding > 0) {
            vectors.add(trailer, padding);
        }
    }
}
