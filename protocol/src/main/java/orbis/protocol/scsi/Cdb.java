package orbis.protocol.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Reads command descriptor blocks. The operation code's upper three bits say how the rest is laid out
 * (SPC-4 4.2.2 and 4.2.5.1):
 *
 * <pre>
 *  (6)  op | lba 20..16 | lba 15..0 | length (1)                            | control
 *  (10) op | flags      | lba (4)                | group | length (2)       | control
 *  (12) op | flags      | lba (4)                | length (4)      | group  | control
 *  (16) op | flags      | lba (8)                | length (4)      | group  | control
 * </pre>
 */
public final class Cdb {
    /** Length when the operation code does not tell one. */
    public static final int UNKNOWN_LENGTH = 0;
    /** FUA of READ and WRITE (10), (12), (16): byte 1. */
    public static final int FUA = 0x08;
    /** DPO of READ and WRITE (10), (12), (16): byte 1. */
    public static final int DPO = 0x10;
    /** NACA in the control byte. */
    public static final int NACA = 0x04;

    private Cdb() {
    }

    /**
     * Operation code.
     *
     * @param cdb the block.
     */
    public static int opcode(final DirectBuffer cdb) {
        return cdb.getByte(0) & 0xFF;
    }

    /**
     * Service action, for the operation codes that have one in byte 1.
     *
     * @param cdb the block.
     */
    public static int serviceAction(final DirectBuffer cdb) {
        return cdb.getByte(1) & 0x1F;
    }

    /**
     * One byte.
     *
     * @param cdb   the block.
     * @param index of the byte.
     */
    public static int byteAt(final DirectBuffer cdb, final int index) {
        return cdb.getByte(index) & 0xFF;
    }

    /**
     * Two bytes.
     *
     * @param cdb   the block.
     * @param index of the first.
     */
    public static int shortAt(final DirectBuffer cdb, final int index) {
        return cdb.getShort(index, BIG_ENDIAN) & 0xFFFF;
    }

    /**
     * Four bytes.
     *
     * @param cdb   the block.
     * @param index of the first.
     */
    public static long intAt(final DirectBuffer cdb, final int index) {
        return cdb.getInt(index, BIG_ENDIAN) & 0xFFFF_FFFFL;
    }

    /**
     * Length that an operation code implies.
     *
     * @param opcode of the block.
     * @return 6, 10, 12, 16, or {@link #UNKNOWN_LENGTH} for variable-length and vendor-specific ones.
     */
    public static int length(final int opcode) {
        switch (opcode >>> 5) {
            case 0:
                return 6;
            case 1:
            case 2:
                return 10;
            case 4:
                return 16;
            case 5:
                return 12;
            default:
                return UNKNOWN_LENGTH;
        }
    }

    /**
     * Control byte: the last of the block.
     *
     * @param cdb the block.
     */
    public static int control(final DirectBuffer cdb) {
        final int length = length(opcode(cdb));
        return length == UNKNOWN_LENGTH ? 0 : byteAt(cdb, length - 1);
    }

    /**
     * Logical block address, unsigned.
     *
     * @param cdb a block of 6, 10, 12 or 16 bytes.
     */
    public static long lba(final DirectBuffer cdb) {
        switch (length(opcode(cdb))) {
            case 6:
                return intAt(cdb, 0) & 0x1F_FFFF;
            case 16:
                return cdb.getLong(2, BIG_ENDIAN);
            default:
                return intAt(cdb, 2);
        }
    }

    /**
     * Transfer, verification, parameter list or allocation length where it has its usual place. READ (6) and
     * WRITE (6) mean 256 by 0: {@link #blocks6}.
     *
     * @param cdb a block of 6, 10, 12 or 16 bytes.
     */
    public static long transferLength(final DirectBuffer cdb) {
        switch (length(opcode(cdb))) {
            case 6:
                return byteAt(cdb, 4);
            case 10:
                return shortAt(cdb, 7);
            case 12:
                return intAt(cdb, 6);
            default:
                return intAt(cdb, 10);
        }
    }

    /**
     * Blocks of READ (6) and WRITE (6).
     *
     * @param cdb the block.
     * @return 1 to 256.
     */
    public static int blocks6(final DirectBuffer cdb) {
        final int blocks = byteAt(cdb, 4);
        return blocks == 0 ? 256 : blocks;
    }

    /**
     * RDPROTECT, WRPROTECT, VRPROTECT or ORPROTECT.
     *
     * @param cdb a block of 10, 12 or 16 bytes.
     */
    public static int protect(final DirectBuffer cdb) {
        return byteAt(cdb, 1) >>> 5;
    }

    /**
     * BYTCHK of VERIFY and WRITE AND VERIFY.
     *
     * @param cdb a block of 10, 12 or 16 bytes.
     */
    public static int byteCheck(final DirectBuffer cdb) {
        return byteAt(cdb, 1) >>> 1 & 3;
    }
}
