package orbis.protocol.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/**
 * Writes vital product data pages (SPC-4 7.8, SBC-4 6.6). Each begins with four bytes: device type 0 (disk), page
 * code, and the length of what follows.
 */
public final class VpdPage {
    /** Supported VPD pages. */
    public static final int SUPPORTED_PAGES = 0x00;
    /** Unit serial number. */
    public static final int UNIT_SERIAL_NUMBER = 0x80;
    /** Device identification: {@link Designators}. */
    public static final int DEVICE_IDENTIFICATION = 0x83;
    /** Management network addresses: none. */
    public static final int MANAGEMENT_NETWORK_ADDRESSES = 0x85;
    /** Extended INQUIRY data. */
    public static final int EXTENDED_INQUIRY = 0x86;
    /** Mode page policy. */
    public static final int MODE_PAGE_POLICY = 0x87;
    /** SCSI ports. */
    public static final int SCSI_PORTS = 0x88;
    /** Third-party copy. */
    public static final int THIRD_PARTY_COPY = 0x8F;
    /** Block limits: {@link BlockLimits}. */
    public static final int BLOCK_LIMITS = 0xB0;
    /** Block device characteristics. */
    public static final int BLOCK_DEVICE_CHARACTERISTICS = 0xB1;
    /** Logical block provisioning. */
    public static final int LOGICAL_BLOCK_PROVISIONING = 0xB2;
    /** Referrals. */
    public static final int REFERRALS = 0xB3;
    /** Bytes before a page's own. */
    public static final int HEADER_LENGTH = 4;

    private static final int NON_ROTATING = 1;
    private static final int READABLE_AFTER_BLOCK_ERASE = 0x40;
    private static final int READABLE_AFTER_CRYPTOGRAPHIC_ERASE = 0x10;

    private VpdPage() {
    }

    /**
     * Writes the first four bytes, when the rest stands.
     *
     * @param buffer where.
     * @param page   page code.
     * @param length of the rest.
     * @return length of the page.
     */
    public static int header(final MutableDirectBuffer buffer, final int page, final int length) {
        buffer.putByte(0, (byte) 0);
        buffer.putByte(1, (byte) page);
        buffer.putShort(2, (short) length, BIG_ENDIAN);
        return HEADER_LENGTH + length;
    }

    /**
     * Writes a page that is nothing but zeroes.
     *
     * @param buffer where.
     * @param page   page code.
     * @param length of the page without its header.
     * @return length of the page.
     */
    public static int blank(final MutableDirectBuffer buffer, final int page, final int length) {
        buffer.setMemory(HEADER_LENGTH, length, (byte) 0);
        return header(buffer, page, length);
    }

    /**
     * Writes the list of pages.
     *
     * @param buffer where.
     * @param pages  page codes, in ascending order.
     * @return length of the page.
     */
    public static int supportedPages(final MutableDirectBuffer buffer, final int... pages) {
        for (int i = 0; i < pages.length; i++) {
            buffer.putByte(HEADER_LENGTH + i, (byte) pages[i]);
        }
        return header(buffer, SUPPORTED_PAGES, pages.length);
    }

    /**
     * Writes the unit serial number.
     *
     * @param buffer where.
     * @param serial printable ASCII.
     * @return length of the page.
     */
    public static int unitSerialNumber(final MutableDirectBuffer buffer, final String serial) {
        StandardInquiry.putText(buffer, HEADER_LENGTH, serial.length(), serial);
        return header(buffer, UNIT_SERIAL_NUMBER, serial.length());
    }

    /**
     * Writes extended INQUIRY data (SPC-4 7.8.7): task attributes, unit attention conditions of each nexus, and
     * what else this target holds to.
     *
     * @param buffer        where.
     * @param volatileCache whether there may be a volatile cache.
     * @return length of the page.
     */
    public static int extendedInquiry(final MutableDirectBuffer buffer, final boolean volatileCache) {
        blank(buffer, EXTENDED_INQUIRY, 60);
        final int simpleOrderedHead = 0x07;
        final int unitAttentionByNexus = 0x20;
        buffer.putByte(5, (byte) (unitAttentionByNexus | simpleOrderedHead));
        buffer.putByte(6, (byte) (volatileCache ? 1 : 0));
        buffer.putByte(7, (byte) 1);
        buffer.putByte(13, (byte) ScsiLimits.MAX_SENSE_LENGTH);
        return HEADER_LENGTH + 60;
    }

    /**
     * Writes the mode page policy (SPC-4 7.8.9): all pages are shared by all initiators.
     *
     * @param buffer where.
     * @return length of the page.
     */
    public static int modePagePolicy(final MutableDirectBuffer buffer) {
        blank(buffer, MODE_PAGE_POLICY, 4);
        buffer.putByte(4, (byte) 0x3F);
        buffer.putByte(5, (byte) 0xFF);
        return HEADER_LENGTH + 4;
    }

    /**
     * Writes block device characteristics (SBC-4 6.6.2): no rotation, form factor not said.
     *
     * @param buffer     where.
     * @param blockErase whether SANITIZE can erase blocks: they can be read afterwards (WABEREQ 01b).
     * @param cryptographicErase whether it can forget a key: blocks can be read then, too (WACEREQ 01b).
     * @return length of the page.
     */
    public static int blockDeviceCharacteristics(
        final MutableDirectBuffer buffer, final boolean blockErase, final boolean cryptographicErase) {
        blank(buffer, BLOCK_DEVICE_CHARACTERISTICS, 60);
        buffer.putByte(7, (byte) ((blockErase ? READABLE_AFTER_BLOCK_ERASE : 0)
            | (cryptographicErase ? READABLE_AFTER_CRYPTOGRAPHIC_ERASE : 0)));
        buffer.putShort(4, (short) NON_ROTATING, BIG_ENDIAN);
        return HEADER_LENGTH + 60;
    }

    /**
     * Writes logical block provisioning (SBC-4 6.6.6).
     *
     * @param buffer    where.
     * @param thin      whether UNMAP and WRITE SAME with UNMAP give space back.
     * @param zeroes    whether what was unmapped reads as zeroes.
     * @param threshold exponent of the threshold set size in blocks, 0 when there are no thresholds.
     * @return length of the page.
     */
    public static int logicalBlockProvisioning(
        final MutableDirectBuffer buffer, final boolean thin, final boolean zeroes, final int threshold) {
        blank(buffer, LOGICAL_BLOCK_PROVISIONING, 4);
        final int unmapAndWriteSame = 0xE0;
        final int readsZeroes = 0x04;
        buffer.putByte(4, (byte) threshold);
        buffer.putByte(5, (byte) (thin ? unmapAndWriteSame | (zeroes ? readsZeroes : 0) : 0));
        buffer.putByte(6, (byte) (thin ? 2 : 0));
        return HEADER_LENGTH + 4;
    }
}
