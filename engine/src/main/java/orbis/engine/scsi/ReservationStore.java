package orbis.engine.scsi;

import orbis.engine.io.IoHandler;

/** Keeps the persistent reservations of one disk through power loss (APTPL, SPC-4 5.13.5). */
public interface ReservationStore {
    /** Keeps nothing: the disk then refuses APTPL. */
    ReservationStore NONE = new ReservationStore() {
        @Override
        public boolean keeps() {
            return false;
        }

        @Override
        public byte[] load() {
            return new byte[0];
        }

        @Override
        public void keep(final byte[] state, final IoHandler handler, final int token) {
            throw new UnsupportedOperationException("nothing can be kept");
        }
    };

    /** Whether anything can be kept. */
    boolean keeps();

    /** What was kept last: empty when there is nothing. Called once, when the device is made. */
    byte[] load();

    /**
     * Keeps a state in place of the last one.
     *
     * @param state   bytes that only the device understands; empty when there is nothing to be kept any more.
     * @param handler told, on the agent's thread and not from within this call, once the state would survive the
     *                loss of power: 0, or a negated errno.
     * @param token   handed back.
     */
    void keep(byte[] state, IoHandler handler, int token);
}
