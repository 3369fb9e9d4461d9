package orbis.engine.net;

import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.sys.Slab;

/**
 * Off-heap memory of the connections of one agent: for each a header that is coming in, and the headers of one
 * send. Reserved at start for the most connections there may be; pages are used by those that there are.
 *
 * <pre>
 *   0                      48                            1088          1104                    5200
 *   | basic header (48)    | additional headers, digest  | pad, digest | 64 cells of 64 bytes  |
 * </pre>
 */
final class ConnectionMemory implements AutoCloseable {
    /** Most PDUs in one gathered send. */
    static final int CELLS = 64;
    /**
     * A header on its way out: 48 bytes, 4 of header digest, 4 of zeroes from which padding is sent, 4 of data
     * digest, so that padding and digest lie side by side.
     */
    static final int CELL_LENGTH = 64;
    /** Where the zeroes for padding end and the data digest begins, within a cell. */
    static final int CELL_TRAILER_OFFSET = 56;

    private static final int TRAILER_OFFSET = 1088;
    private static final int CELLS_OFFSET = 1104;
    private static final int LENGTH = 5248;

    private final Slab slab;
    private final int[] free;
    private int available;

    ConnectionMemory(final int connections) {
        assert BasicHeaderFlyweight.LENGTH + 255 * 4 + 4 <= TRAILER_OFFSET;
        slab = new Slab((long) connections * LENGTH);
        free = new int[connections];
        for (int i = 0; i < connections; i++) {
            free[i] = connections - 1 - i;
        }
        available = connections;
    }

    boolean exhausted() {
        return available == 0;
    }

    /** Takes the memory of one connection; its address. */
    long acquire() {
        return slab.address() + (long) free[--available] * LENGTH;
    }

    void release(final long address) {
        free[available++] = (int) ((address - slab.address()) / LENGTH);
    }

    static long trailer(final long address) {
        return address + TRAILER_OFFSET;
    }

    static long cell(final long address, final int index) {
        return address + CELLS_OFFSET + (long) index * CELL_LENGTH;
    }

    @Override
    public void close() {
        slab.close();
    }
}
