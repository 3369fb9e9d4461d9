package orbis.engine.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import orbis.protocol.scsi.Opcode;
import orbis.protocol.scsi.ServiceAction;
import orbis.protocol.scsi.VpdPage;
import org.agrona.MutableDirectBuffer;

/** Writes the third-party copy page (SPC-4 7.8.17): descriptors of type (2), length (2), and so many bytes. */
final class ThirdPartyCopyPage {
    private static final int SUPPORTED_COMMANDS = 0x0001;
    private static final int PARAMETER_DATA = 0x0004;
    private static final int SUPPORTED_DESCRIPTORS = 0x0008;
    private static final int GENERAL_OPERATIONS = 0x8001;

    private ThirdPartyCopyPage() {
    }

    static int write(final MutableDirectBuffer buffer, final int blockShift) {
        int at = VpdPage.HEADER_LENGTH;
        at += list(buffer, at, SUPPORTED_COMMANDS,
            Opcode.EXTENDED_COPY, 1, 0,
            Opcode.RECEIVE_COPY_RESULTS, 2, ServiceAction.COPY_STATUS, ServiceAction.COPY_OPERATING_PARAMETERS);
        final int parameters = at;
        at += blank(buffer, at, PARAMETER_DATA, 28);
        buffer.putShort(parameters + 8, (short) CopyLimits.MAX_TARGETS, BIG_ENDIAN);
        buffer.putShort(parameters + 10, (short) CopyLimits.MAX_SEGMENTS, BIG_ENDIAN);
        buffer.putInt(parameters + 12, CopyLimits.MAX_LIST_LENGTH, BIG_ENDIAN);
        at += list(buffer, at, SUPPORTED_DESCRIPTORS,
            CopyLimits.BLOCK_TO_BLOCK, CopyLimits.BLOCK_TO_BLOCK_AT_OFFSET, CopyLimits.IDENTIFICATION);
        final int general = at;
        at += blank(buffer, at, GENERAL_OPERATIONS, 32);
        buffer.putInt(general + 4, CopyLimits.MAX_CONCURRENT, BIG_ENDIAN);
        buffer.putInt(general + 8, CopyLimits.MAX_CONCURRENT, BIG_ENDIAN);
        buffer.putInt(general + 12, CopyLimits.MAX_SEGMENT_LENGTH, BIG_ENDIAN);
        buffer.putByte(general + 16, (byte) blockShift);
        return VpdPage.header(buffer, VpdPage.THIRD_PARTY_COPY, at - VpdPage.HEADER_LENGTH);
    }

    private static int blank(final MutableDirectBuffer buffer, final int at, final int type, final int length) {
        buffer.setMemory(at, 4 + length, (byte) 0);
        buffer.putShort(at, (short) type, BIG_ENDIAN);
        buffer.putShort(at + 2, (short) length, BIG_ENDIAN);
        return 4 + length;
    }

    /** A descriptor that is a count of bytes and these bytes, filled up to a multiple of four. */
    private static int list(final MutableDirectBuffer buffer, final int at, final int type, final int... bytes) {
        final int length = blank(buffer, at, type, bytes.length + 4 & ~3);
        buffer.putByte(at + 4, (byte) bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            buffer.putByte(at + 5 + i, (byte) bytes[i]);
        }
        return length;
    }
}
