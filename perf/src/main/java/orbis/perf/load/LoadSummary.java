package orbis.perf.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** A result as people read it. */
final class LoadSummary {
    private static final double NS_PER_US = 1e3;
    private static final double BYTES_PER_MB = 1e6;
    private static final double PER = 1e5;

    private final LoadResult result;

    LoadSummary(final LoadResult result) {
        this.result = result;
    }

    String text() {
        final StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
            "%,.0f IOPS, %,.1f MB/s over %.1f s; client CPU %.2f s per 100k I/Os; %d errors, %d mismatches",
            result.iops(), result.bytesPerSecond() / BYTES_PER_MB, result.seconds(),
            result.cpuSeconds() / Math.max(result.count(), 1) * PER, result.errors(), result.mismatches()));
        line(text, "read", result.reads());
        line(text, "write", result.writes());
        return text.toString();
    }

    private static void line(final StringBuilder text, final String name, final Histogram latencies) {
        if (latencies.getTotalCount() > 0) {
            text.append(String.format(Locale.ROOT,
                "%n%-5s %,12d I/Os  mean %,.1f  p50 %,.1f  p90 %,.1f  p99 %,.1f  p99.9 %,.1f  max %,.1f us", name,
                latencies.getTotalCount(), latencies.getMean() / NS_PER_US, us(latencies, 50), us(latencies, 90),
                us(latencies, 99), us(latencies, 99.9), latencies.getMaxValue() / NS_PER_US));
        }
    }

    private static double us(final Histogram latencies, final double percentile) {
        return latencies.getValueAtPercentile(percentile) / NS_PER_US;
    }
}
