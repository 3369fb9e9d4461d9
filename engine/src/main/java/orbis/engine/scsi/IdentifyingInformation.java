package orbis.engine.scsi;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What initiators have named a disk (SPC-4 5.10). As bytes: length of the first type, the first type, the text. */
final class IdentifyingInformation {
    /** Type of the peripheral device identifying information: up to 64 bytes. */
    static final int PERIPHERAL = 0;
    /** Type of the text: up to 256 bytes of UTF-8, ended by a zero. */
    static final int TEXT = 2;

    private byte[] peripheral;
    private byte[] text;

    /**
     * Takes over what was kept.
     *
     * @param kept as {@link #toBytes()} gave it, or empty.
     */
    IdentifyingInformation(final byte[] kept) {
        final int textAt = kept.length == 0 ? 0 : 1 + kept[0];
        if (textAt > kept.length) {
            throw new IllegalArgumentException("identifying information that is cut short");
        }
        peripheral = textAt == 0 ? kept : Arrays.copyOfRange(kept, 1, textAt);
        text = Arrays.copyOfRange(kept, textAt, kept.length);
    }

    /** What is to be kept. */
    byte[] toBytes() {
        if (peripheral.length + text.length == 0) {
            return peripheral;
        }
        return ByteBuffer.allocate(1 + peripheral.length + text.length)
            .put((byte) peripheral.length).put(peripheral).put(text).array();
    }

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
