package orbis.engine.scsi;

/** What initiators have named a disk (SPC-4 5.10), for as long as the server runs. */
final class IdentifyingInformation {
    /** Type of the peripheral device identifying information: up to 64 bytes. */
    static final int PERIPHERAL = 0;
    /** Type of the text: up to 256 bytes of UTF-8, ended by a zero. */
    static final int TEXT = 2;

    private static final byte[] NOTHING = {};

    private byte[] peripheral = NOTHING;
    private byte[] text = NOTHING;

    /** Most bytes of a type, 0 when there is no such type. */
    static int mostBytes(final int type) {
        if (type == PERIPHERAL) {
            return 64;
        }
        return type == TEXT ? 256 : 0;
    }

    byte[] get(final int type) {
        return type == PERIPHERAL ? peripheral : text;
    }

    void set(final int type, final byte[] information) {
        if (type == PERIPHERAL) {
            peripheral = information;
        } else {
            text = information;
        }
    }
}
