package orbis.perf.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The percentiles of latencies that reports for other programs tell. */
public final class Percentiles {
    private static final double NS_PER_US = 1e3;
    private static final List<Double> TOLD = List.of(50.0, 90.0, 99.0, 99.9, 99.99);

    private Percentiles() {
    }

    /**
     * In microseconds, by name: p50.0 to p99.99.
     *
     * @param latencies in nanoseconds.
     */
    public static Map<String, Object> us(final Histogram latencies) {
        final Map<String, Object> out = new LinkedHashMap<>();
        TOLD.forEach(percentile -> out.put("p" + percentile, latencies.getValueAtPercentile(percentile) / NS_PER_US));
        return out;
    }
}
