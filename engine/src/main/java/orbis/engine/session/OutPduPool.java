package orbis.engine.session;

import orbis.sys.Slab;

/** The outgoing PDUs of one agent, all made at start. */
public final class OutPduPool implements AutoCloseable {
    private final Slab cells;
    private final OutPdu[] free;
    private int available;

    /**
     * Makes all PDUs.
     *
     * @param capacity how many.
     */
    public OutPduPool(final int capacity) {
        cells = new Slab((long) capacity * OutPdu.CELL_LENGTH);
        free = new OutPdu[capacity];
        for (int i = 0; i < capacity; i++) {
            free[i] = new OutPdu(cells.address() + (long) i * OutPdu.CELL_LENGTH);
        }
        available = capacity;
    }

    /** How many are free. */
    public int available() {
        return available;
    }

    /**
     * Takes an empty PDU.
     *
     * @return one that must be released; admission by {@link SessionResources} keeps the pool from running dry.
     */
    public OutPdu acquire() {
        if (available == 0) {
            throw new IllegalStateException("no outgoing PDU is free");
        }
        final OutPdu pdu = free[--available];
        free[available] = null;
        pdu.reset();
        return pdu;
    }

    /**
     * Gives a PDU back.
     *
     * @param pdu from {@link #acquire()}, sent or never queued.
     */
    public void release(final OutPdu pdu) {
        free[available++] = pdu;
    }

    @Override
    public void close() {
        cells.close();
    }
}
