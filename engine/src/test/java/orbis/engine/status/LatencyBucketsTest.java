package orbis.engine.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {
    @Test
    void shouldKeepEveryValueWithinTwoPercent() {
        for (long ns = 4096; ns < 60_000_000_000L; ns = ns * 17 / 16 + 1) {
            final long value = LatencyBuckets.valueOf(LatencyBuckets.indexOf(ns));
            assertTrue(Math.abs(value - ns) * 50 <= ns, ns + " became " + value);
        }
    }

    @Test
    void shouldNumberBucketsWithoutGapOrOverlap() {
        int last = -1;
        for (int i = 0; i < LatencyBuckets.COUNT; i++) {
            assertEquals(i, LatencyBuckets.indexOf(LatencyBuckets.valueOf(i)));
            assertTrue(i > last);
            last = i;
        }
    }

    @Test
    void shouldTakeWhatIsOutOfRangeIntoTheOutermostBuckets() {
        assertEquals(0, LatencyBuckets.indexOf(-5));
        assertEquals(0, LatencyBuckets.indexOf(0));
        assertEquals(LatencyBuckets.COUNT - 1, LatencyBuckets.indexOf(Long.MAX_VALUE));
    }

    @Test
    void shouldGiveThePercentilesThatHdrHistogramGives() {
        final UnsafeBuffer memory = new UnsafeBuffer(new byte[LatencyBuckets.COUNT * Long.BYTES]);
        final Histogram expected = new Histogram(3);
        for (int i = 1; i <= 10_000; i++) {
            LatencyBuckets.count(memory, 0, i * 1000L);
            expected.recordValue(i * 1000L);
        }
        final Histogram histogram = LatencyBuckets.histogram(LatencyBuckets.counts(memory, 0));
        assertEquals(10_000, histogram.getTotalCount());
        for (final double percentile : new double[] {50, 90, 99, 99.9, 100}) {
            final long want = expected.getValueAtPercentile(percentile);
            assertEquals(want, histogram.getValueAtPercentile(percentile), want * 0.02);
        }
    }
}
