package orbis.boot;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Bytes by which a client is known, compared where they stand. Their hash is FNV-1a: Agrona's is the same for so many
 * bytes that count up that a map of them would turn to trees, whose look-ups allocate.
 */
public final class ClientKey extends UnsafeBuffer {
    private static final int FNV_OFFSET = 0x811C_9DC5;
    private static final int FNV_PRIME = 0x0100_0193;

    /** Makes a key of bytes. */
    public ClientKey(final byte[] bytes) {
        super(bytes);
    }

    /** Makes it a key of other bytes. */
    public ClientKey of(final DirectBuffer buffer, final int offset, final int length) {
        wrap(buffer, offset, length);
        return this;
    }

    @Override
    public boolean equals(final Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        int hash = FNV_OFFSET;
        for (int i = 0; i < capacity(); i++) {
            hash = (hash ^ getByte(i)) * FNV_PRIME;
        }
        return hash;
    }
}
