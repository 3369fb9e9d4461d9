package orbis.protocol.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/** Writes mode pages as MODE SENSE gives them (SPC-4 7.5, SBC-4 6.5), with PS 0: nothing is saved. */
public final class ModePage {
    /** Read-write error recovery. */
    public static final int READ_WRITE_ERROR_RECOVERY = 0x01;
    /** Disconnect-reconnect. */
    public static final int DISCONNECT_RECONNECT = 0x02;
    /** Caching. */
    public static final int CACHING = 0x08;
    /** Control. */
    public static final int CONTROL = 0x0A;
    /** Power condition. */
    public static final int POWER_CONDITION = 0x1A;
    /** Informational exceptions control; with subpage 2 logical block provisioning. */
    public static final int INFORMATIONAL_EXCEPTIONS = 0x1C;
    /** All pages. */
    public static final int ALL = 0x3F;
    /** Subpage code: all subpages. */
    public static final int ALL_SUBPAGES = 0xFF;

    /** WCE in byte 2 of the caching page. */
    public static final int WCE = 0x04;
    /** D_SENSE in byte 2 of the control page. */
    public static final int D_SENSE = 0x04;
    /** TST in byte 2 of the control page: 000b one task set for all, 001b one for each initiator. */
    public static final int TST = 0x20;
    /** QERR in byte 3 of the control page: whether CHECK CONDITION aborts others; 11b: the same initiator's. */
    public static final int QERR = 0x06;
    /** QERR 01b: all commands of the task set are aborted. */
    public static final int QERR_ALL = 0x02;
    /** TAS in byte 5 of the control page: whether who loses commands by another gets TASK ABORTED. */
    public static final int TAS = 0x40;
    /** SWP in byte 4 of the control page. */
    public static final int SWP = 0x08;

    private ModePage() {
    }

    /**
     * Writes a page of zeroes.
     *
     * @param buffer where.
     * @param index  of its first byte.
     * @param page   page code.
     * @param length of the page without its two bytes of header.
     * @return length of the page.
     */
    public static int blank(final MutableDirectBuffer buffer, final int index, final int page, final int length) {
        buffer.setMemory(index, length + 2, (byte) 0);
        buffer.putByte(index, (byte) page);
        buffer.putByte(index + 1, (byte) length);
        return length + 2;
    }

    /**
     * Writes a page of zeroes in the form for subpages.
     *
     * @param buffer  where.
     * @param index   of its first byte.
     * @param page    page code.
     * @param subpage subpage code.
     * @param length  of the page without its four bytes of header.
     * @return length of the page.
     */
    public static int blankSubpage(
        final MutableDirectBuffer buffer, final int index, final int page, final int subpage, final int length) {
        buffer.setMemory(index, length + 4, (byte) 0);
        buffer.putByte(index, (byte) (0x40 | page));
        buffer.putByte(index + 1, (byte) subpage);
        buffer.putShort(index + 2, (short) length, BIG_ENDIAN);
        return length + 4;
    }

    /**
     * Writes the header of MODE SENSE (6) data.
     *
     * @param buffer     where.
     * @param length     of all data, this header included.
     * @param parameter  device-specific parameter: WP and DPOFUA.
     * @param descriptor length of the block descriptors.
     */
    public static void header6(
        final MutableDirectBuffer buffer, final int length, final int parameter, final int descriptor) {
        buffer.putByte(0, (byte) (length - 1));
        buffer.putByte(1, (byte) 0);
        buffer.putByte(2, (byte) parameter);
        buffer.putByte(3, (byte) descriptor);
    }

    /**
     * Writes the header of MODE SENSE (10) data.
     *
     * @param buffer     where.
     * @param length     of all data, this header included.
     * @param parameter  device-specific parameter: WP and DPOFUA.
     * @param descriptor length of the block descriptors.
     * @param longLba    whether they are of the long kind.
     */
    public static void header10(
        final MutableDirectBuffer buffer,
        final int length,
        final int parameter,
        final int descriptor,
        final boolean longLba) {
        buffer.putShort(0, (short) (length - 2), BIG_ENDIAN);
        buffer.putByte(2, (byte) 0);
        buffer.putByte(3, (byte) parameter);
        buffer.putByte(4, (byte) (longLba ? 1 : 0));
        buffer.putByte(5, (byte) 0);
        buffer.putShort(6, (short) descriptor, BIG_ENDIAN);
    }

    /**
     * Writes the block descriptor of a direct access block device (SBC-4 6.5.2).
     *
     * @param buffer    where.
     * @param index     of its first byte.
     * @param blocks    how many the disk has.
     * @param blockSize bytes of one.
     * @return 8.
     */
    public static int shortDescriptor(
        final MutableDirectBuffer buffer, final int index, final long blocks, final int blockSize) {
        buffer.putInt(index, (int) Math.min(blocks, 0xFFFF_FFFFL), BIG_ENDIAN);
        buffer.putInt(index + 4, blockSize, BIG_ENDIAN);
        return 8;
    }

    /**
     * Writes the long block descriptor.
     *
     * @param buffer    where.
     * @param index     of its first byte.
     * @param blocks    how many the disk has.
     * @param blockSize bytes of one.
     * @return 16.
     */
    public static int longDescriptor(
        final MutableDirectBuffer buffer, final int index, final long blocks, final int blockSize) {
        buffer.putLong(index, blocks, BIG_ENDIAN);
        buffer.putInt(index + 8, 0, BIG_ENDIAN);
        buffer.putInt(index + 12, blockSize, BIG_ENDIAN);
        return 16;
    }
}
