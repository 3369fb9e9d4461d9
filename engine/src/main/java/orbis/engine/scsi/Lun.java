package orbis.engine.scsi;

/** Logical unit numbers as the 8 bytes of the header (SAM-5 4.7). */
final class Lun {
    private static final int ADDRESSING_SHIFT = 62;
    private static final int FLAT_SPACE = 1;
    private static final int PERIPHERAL = 0;

    private Lun() {
    }

    /**
     * Whether a number means unit 0, in the peripheral device or the flat space form.
     *
     * @param raw big endian.
     */
    static boolean isZero(final long raw) {
        final int method = (int) (raw >>> ADDRESSING_SHIFT);
        return (method == PERIPHERAL || method == FLAT_SPACE) && raw << 2 == 0;
    }
}
