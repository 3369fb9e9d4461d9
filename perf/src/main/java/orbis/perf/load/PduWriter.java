package orbis.perf.load;

import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import orbis.engine.io.IoVectors;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.IscsiCrc32c;

/** Lays PDUs one behind the other into the vectors of one send: headers in its own memory, data where it is. */
final class PduWriter {
    /** Most headers in one send. */
    private static final int HEADERS = 64;
    /** Vectors that one PDU takes: header, data, data digest; and its headers may not touch the ones before. */
    private static final int VECTORS_PER_PDU = 3;
    private static final int MOST_PER_PDU = BasicHeaderFlyweight.LENGTH + 2 * BasicHeaderFlyweight.DIGEST_LENGTH;

    private final ByteBuffer memory = BufferUtil.allocateDirectAligned(HEADERS * MOST_PER_PDU, 8);
    private final long address = BufferUtil.address(memory);
    private IoVectors out;
    private int used;
    private boolean headerDigest;
    private boolean dataDigest;

    /** Digests from the next PDU on. */
    void digests(final boolean header, final boolean data) {
        headerDigest = header;
        dataDigest = data;
    }

    /** Begins a new send. */
    void begin(final IoVectors vectors) {
        out = vectors;
        out.clear();
        used = 0;
    }

    /** Whether another PDU fits. */
    boolean fits() {
        return used + MOST_PER_PDU <= HEADERS * MOST_PER_PDU && out.remaining() >= VECTORS_PER_PDU;
    }

    /** Where the next header goes. */
    long next() {
        return address + used;
    }

    /** The header at {@link #next()} is filled; its data is at an address. */
    void add(final long data, final int length) {
        final long header = next();
        used += BasicHeaderFlyweight.LENGTH;
        if (headerDigest) {
            used += digest(header, BasicHeaderFlyweight.LENGTH);
        }
        out.add(header, (int) (next() - header));
        if (length > 0) {
            out.add(data, length);
            if (dataDigest) {
                out.add(next(), digest(data, length));
                used += BasicHeaderFlyweight.DIGEST_LENGTH;
            }
        }
    }

    /** The header at {@link #next()} is filled and has no data. */
    void add() {
        add(0, 0);
    }

    private int digest(final long of, final int length) {
        IscsiCrc32c.write(next(), IscsiCrc32c.update(IscsiCrc32c.NOTHING, of, length));
        return IscsiCrc32c.LENGTH;
    }
}
