package orbis.engine.scsi;

/**
 * A line of the {@link CommandTable}.
 *
 * @param opcode        operation code.
 * @param serviceAction service action, or {@link #NO_SERVICE_ACTION}.
 * @param usage         CDB usage data (SPC-4 6.35.3): the operation code, then which bits are looked at.
 * @param access        how reservations see it.
 * @param medium        whether it needs the medium to be there.
 * @param command       what runs it.
 */
record CommandEntry(int opcode, int serviceAction, byte[] usage, Access access, boolean medium, Command command) {
    /** Says that the operation code stands for itself. */
    static final int NO_SERVICE_ACTION = -1;

    /** Length of the CDB, in bytes. */
    int cdbLength() {
        return usage.length;
    }

    /** Whether the command has a service action. */
    boolean hasServiceAction() {
        return serviceAction != NO_SERVICE_ACTION;
    }
}
