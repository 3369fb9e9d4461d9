package orbis.engine.session;

import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import orbis.protocol.iscsi.BasicHeaderFlyweight;

/** A PDU as the initiator gets it. */
record Answer(byte[] header, byte[] data) {
    private static final int FINAL = 0x80;
    private static final int STATUS = 0x01;
    private static final int UNDERFLOW = 0x02;
    private static final int OVERFLOW = 0x04;

    static Answer of(final long cell, final long data, final int length) {
        return new Answer(bytes(cell, BasicHeaderFlyweight.LENGTH), bytes(data, length));
    }

    private static byte[] bytes(final long address, final int length) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = UnsafeApi.getByte(address + i);
        }
        return bytes;
    }

    private int word(final int offset) {
        return ByteBuffer.wrap(header).getInt(offset);
    }

    int opcode() {
        return header[0] & 0x3f;
    }

    int tag() {
        return word(16);
    }

    int transferTag() {
        return word(20);
    }

    int statSn() {
        return word(24);
    }

    int expCmdSn() {
        return word(28);
    }

    int maxCmdSn() {
        return word(32);
    }

    /** DataSN or R2TSN. */
    int sequence() {
        return word(36);
    }

    int bufferOffset() {
        return word(40);
    }

    int desiredLength() {
        return word(44);
    }

    int residual() {
        return word(44);
    }

    boolean underflow() {
        return (header[1] & UNDERFLOW) != 0;
    }

    boolean overflow() {
        return (header[1] & OVERFLOW) != 0;
    }

    boolean last() {
        return (header[1] & FINAL) != 0;
    }

    boolean hasStatus() {
        return (header[1] & STATUS) != 0;
    }

    /** Reason of a Reject, response of a task management function or logout. */
    int response() {
        return header[2] & 0xff;
    }

    int status() {
        return header[3] & 0xff;
    }

    /** Additional sense code and qualifier of fixed sense data, 0 without. */
    int additional() {
        return data.length < 16 ? 0 : (data[14] & 0xff) << 8 | data[15] & 0xff;
    }
}
