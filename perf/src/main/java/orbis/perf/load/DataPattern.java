package orbis.perf.load;

import org.agrona.UnsafeApi;

/**
 * What a logical block holds so that it can be recognised wherever it turns up, also after a restart: its LBA, the
 * generation (the how-manieth write to it), words that follow from both, and a checksum over all. A block at the
 * wrong place, of an older write, torn between two writes or changed by a bit is told apart from the right one.
 *
 * <pre>
 *    0: LBA (8 bytes, native order, as all)
 *    8: generation (4 bytes), seed of the run (4 bytes)
 *   16: words of 8 bytes that follow from LBA, generation and seed
 *  n-8: checksum: the words above, each mixed in
 * </pre>
 */
public final class DataPattern {
    /** Result of {@link #check}: what the block holds is not of this pattern, or damaged. */
    public static final int DAMAGED = -1;
    /** Result of {@link #check}: an intact block, but one that belongs to another LBA. */
    public static final int MISPLACED = -2;

    private static final int HEADER_LENGTH = 16;
    private static final int WORD = 8;

    private DataPattern() {
    }

    /**
     * Writes the contents of one block.
     *
     * @param address    where, in memory.
     * @param length     bytes in a block, a multiple of 8, 32 or more.
     * @param lba        its number.
     * @param generation 0 or more.
     * @param seed       tells runs and disks apart.
     */
    public static void fill(
        final long address, final int length, final long lba, final int generation, final int seed) {
        final long identity = (long) seed << 32 | generation;
        UnsafeApi.putLong(address, lba);
        UnsafeApi.putLong(address + WORD, identity);
        final long end = address + length - WORD;
        long word = first(lba, identity);
        long sum = sum(sum(0, lba), identity);
        for (long at = address + HEADER_LENGTH; at < end; at += WORD) {
            UnsafeApi.putLong(at, word);
            sum = sum(sum, word);
            word = next(word);
        }
        UnsafeApi.putLong(end, sum);
    }

    /**
     * Looks at the contents of one block.
     *
     * @param address where, in memory.
     * @param length  bytes in a block, as for {@link #fill}.
     * @param lba     the block that should be there.
     * @param seed    as given when it was written.
     * @return its generation, {@link #DAMAGED} or {@link #MISPLACED}.
     */
    public static int check(final long address, final int length, final long lba, final int seed) {
        final long there = UnsafeApi.getLong(address);
        final long identity = UnsafeApi.getLong(address + WORD);
        final long end = address + length - WORD;
        long word = first(there, identity);
        long sum = sum(sum(0, there), identity);
        long wrong = 0;
        for (long at = address + HEADER_LENGTH; at < end; at += WORD) {
            wrong |= UnsafeApi.getLong(at) ^ word;
            sum = sum(sum, word);
            word = next(word);
        }
        wrong |= UnsafeApi.getLong(end) ^ sum;
        if (wrong != 0 || (int) (identity >>> 32) != seed || (int) identity < 0) {
            return DAMAGED;
        }
        return there == lba ? (int) identity : MISPLACED;
    }

    private static long first(final long lba, final long identity) {
        return Bits.mix(lba * Bits.GOLDEN_GAMMA ^ identity);
    }

    private static long next(final long word) {
        return word * 0x5851F42D4C957F2DL + Bits.GOLDEN_GAMMA;
    }

    private static long sum(final long sum, final long word) {
        return Long.rotateLeft(sum, 5) + word;
    }
}
