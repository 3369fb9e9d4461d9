package orbis.protocol.scsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/**
 * What a disk takes in one command, in logical blocks, and its VPD page (SBC-4 6.6.4). 0 means no limit, or not
 * supported, as the page has it.
 *
 * @param maxTransfer        MAXIMUM TRANSFER LENGTH.
 * @param optimalGranularity OPTIMAL TRANSFER LENGTH GRANULARITY.
 * @param optimalTransfer    OPTIMAL TRANSFER LENGTH.
 * @param maxCompareAndWrite MAXIMUM COMPARE AND WRITE LENGTH, up to 255.
 * @param maxUnmapBlocks     MAXIMUM UNMAP LBA COUNT.
 * @param maxUnmapDescriptors MAXIMUM UNMAP BLOCK DESCRIPTOR COUNT.
 * @param maxWriteSame       MAXIMUM WRITE SAME LENGTH.
 * @param maxAtomic          MAXIMUM ATOMIC TRANSFER LENGTH.
 */
public record BlockLimits(
    int maxTransfer,
    int optimalGranularity,
    int optimalTransfer,
    int maxCompareAndWrite,
    int maxUnmapBlocks,
    int maxUnmapDescriptors,
    long maxWriteSame,
    int maxAtomic) {
    private static final int PAGE_LENGTH = 60;
    private static final int UGAVALID = 0x8000_0000;

    /**
     * Writes the page.
     *
     * @param buffer where.
     * @return length of the page.
     */
    public int write(final MutableDirectBuffer buffer) {
        VpdPage.blank(buffer, VpdPage.BLOCK_LIMITS, PAGE_LENGTH);
        buffer.putByte(5, (byte) maxCompareAndWrite);
        buffer.putShort(6, (short) optimalGranularity, BIG_ENDIAN);
        buffer.putInt(8, maxTransfer, BIG_ENDIAN);
        buffer.putInt(12, optimalTransfer, BIG_ENDIAN);
        buffer.putInt(16, maxTransfer, BIG_ENDIAN);
        buffer.putInt(20, maxUnmapBlocks, BIG_ENDIAN);
        buffer.putInt(24, maxUnmapDescriptors, BIG_ENDIAN);
        if (maxUnmapDescriptors != 0) {
            buffer.putInt(28, optimalGranularity, BIG_ENDIAN);
            buffer.putInt(32, UGAVALID, BIG_ENDIAN);
        }
        buffer.putLong(36, maxWriteSame, BIG_ENDIAN);
        buffer.putInt(44, maxAtomic, BIG_ENDIAN);
        return VpdPage.HEADER_LENGTH + PAGE_LENGTH;
    }
}
