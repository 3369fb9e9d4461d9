package orbis.engine.status;

import static org.agrona.BitUtil.SIZE_OF_LONG;

import org.HdrHistogram.Histogram;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Latencies counted in mapped memory, in the manner of HdrHistogram: every octave is cut into 64 equal buckets, so
 * that a value is known within 1.6 %. One unit is 64 ns; the last bucket takes what is 68 s and over. One thread
 * counts, without a lock or an object; others make an HdrHistogram of the counts at any time.
 */
public final class LatencyBuckets {
    /** Buckets: the units below 64 one by one, then 64 for each of 24 octaves. */
    static final int COUNT = 64 + 24 * 64;
    private static final int UNIT_SHIFT = 6;
    private static final int SUB_SHIFT = 6;
    private static final int SUB_COUNT = 1 << SUB_SHIFT;
    private static final long MAX_UNITS = (1L << 30) - 1;
    private static final long MAX_NS = (MAX_UNITS + 1) << UNIT_SHIFT;

    private LatencyBuckets() {
    }

    /** Bucket of a latency in nanoseconds. */
    static int indexOf(final long latencyNs) {
        final long units = Math.min(Math.max(latencyNs, 0) >>> UNIT_SHIFT, MAX_UNITS);
        if (units < SUB_COUNT) {
            return (int) units;
        }
        final int octave = 63 - Long.numberOfLeadingZeros(units) - SUB_SHIFT;
        return SUB_COUNT + octave * SUB_COUNT + ((int) (units >>> octave) & (SUB_COUNT - 1));
    }

    /** Middle of a bucket, in nanoseconds. */
    static long valueOf(final int index) {
        final int octave = Math.max(0, index / SUB_COUNT - 1);
        final long units = index < SUB_COUNT ? index : (long) (SUB_COUNT + index % SUB_COUNT) << octave;
        return (units << UNIT_SHIFT) + (1L << (octave + UNIT_SHIFT - 1));
    }

    static void count(final AtomicBuffer record, final int offset, final long latencyNs) {
        final int at = offset + indexOf(latencyNs) * SIZE_OF_LONG;
        record.putLongRelease(at, record.getLong(at) + 1);
    }

    static long[] counts(final AtomicBuffer record, final int offset) {
        final long[] counts = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            counts[i] = record.getLongAcquire(offset + i * SIZE_OF_LONG);
        }
        return counts;
    }

    /**
     * Makes a histogram of counts.
     *
     * @param counts a count for each bucket.
     * @return latencies in nanoseconds.
     */
    public static Histogram histogram(final long[] counts) {
        final Histogram histogram = new Histogram(1, MAX_NS, 3);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                histogram.recordValueWithCount(valueOf(i), counts[i]);
            }
        }
        return histogram;
    }
}
