package orbis.sys;

import org.agrona.UnsafeApi;

/**
 * Buffers that the kernel takes one of when bytes have come for a receive with IOSQE_BUFFER_SELECT (Linux 5.19): a
 * ring of {@code struct io_uring_buf} (addr 0, len 8, bid 12; the tail of the ring lies at 14 of the first).
 */
public final class BufferRing implements AutoCloseable {
    private static final int ENTRY = 16;
    private static final int TAIL = 14;

    private final Slab slab;
    private final int mask;
    private short tail;

    /**
     * Registers an empty ring of buffers as group 0.
     *
     * @param ring    that will receive into them; enabled, or not yet.
     * @param entries most buffers in it, a power of two up to 32768.
     */
    public BufferRing(final Ring ring, final int entries) {
        mask = entries - 1;
        slab = new Slab((long) entries * ENTRY);
        try (Slab argument = new Slab(40)) {
            UnsafeApi.putLong(argument.address(), slab.address());
            UnsafeApi.putInt(argument.address() + 8, entries);
            final int result = ring.register(IoUring.IORING_REGISTER_PBUF_RING, argument.address(), 1);
            if (result < 0) {
                slab.close();
            }
            Ring.checked("register a ring of buffers", result);
        }
    }

    /**
     * Gives the kernel a buffer.
     *
     * @param address of the buffer.
     * @param length  bytes.
     * @param id      told with the completion that used it, 0 to 65535.
     */
    public void add(final long address, final int length, final int id) {
        final long entry = slab.address() + (long) (tail & mask) * ENTRY;
        UnsafeApi.putLong(entry, address);
        UnsafeApi.putInt(entry + 8, length);
        UnsafeApi.putShort(entry + 12, (short) id);
        tail++;
        UnsafeApi.putShortRelease(null, slab.address() + TAIL, tail);
    }

    /** Gives its memory back; the ring that uses it must be closed, or not enabled. */
    @Override
    public void close() {
        slab.close();
    }
}
