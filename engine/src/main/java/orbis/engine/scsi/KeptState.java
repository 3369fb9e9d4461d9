package orbis.engine.scsi;

import orbis.engine.io.IoHandler;

/** Keeps what one disk must remember through power loss. */
public interface KeptState {
    /** What is kept: of each kind the last state. */
    enum Kind {
        /** Persistent reservations (APTPL, SPC-4 5.13.5). */
        RESERVATIONS,
        /** What initiators have named the disk (SPC-4 5.10). */
        IDENTIFYING_INFORMATION,
        /** A SANITIZE that is not over, or has failed (SBC-4 4.11). */
        SANITIZE
    }

    /** Keeps nothing: the disk then refuses APTPL, and begins anew with the process. */
    KeptState NONE = new KeptState() {
        @Override
        public boolean keeps() {
            return false;
        }

        @Override
        public byte[] load(final Kind kind) {
            return new byte[0];
        }

        @Override
        public void keep(final Kind kind, final byte[] state, final IoHandler handler, final int token) {
            throw new UnsupportedOperationException("nothing can be kept");
        }
    };

    /** Whether anything can be kept. */
    boolean keeps();

    /**
     * What was kept last: empty when there is nothing. Called once, when the device is made.
     *
     * @param kind of the state.
     */
    byte[] load(Kind kind);

    /**
     * Keeps a state in place of the last one.
     *
     * @param kind    of the state.
     * @param state   bytes that only the device understands; empty when there is nothing to be kept any more.
     * @param handler told, on the agent's thread and not from within this call, once the state would survive the
     *                loss of power: 0, or a negated errno.
     * @param token   handed back.
     */
    void keep(Kind kind, byte[] state, IoHandler handler, int token);
}
