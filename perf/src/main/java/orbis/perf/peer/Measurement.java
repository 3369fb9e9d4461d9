package orbis.perf.peer;

import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one run of a cell gave.
 *
 * @param iops      I/Os a second.
 * @param latencyUs median latency in microseconds; of an initiator that tells none, the mean that follows from IOPS.
 * @param cpuPer100k CPU seconds of the target's process for 100,000 I/Os.
 * @param clientCpuPer100k CPU seconds of the initiator for 100,000 I/Os.
 * @param latencies histogram in nanoseconds, or null of an initiator that has none.
 */
public record Measurement(
    double iops, double latencyUs, double cpuPer100k, double clientCpuPer100k, Histogram latencies) {
    /** The run in the middle, by IOPS. */
    public static Measurement median(final List<Measurement> runs) {
        final List<Measurement> sorted = runs.stream().sorted(Comparator.comparingDouble(Measurement::iops)).toList();
        return sorted.get(sorted.size() / 2);
    }

    /** What a cell compares. */
    public double value(final Cell.Metric metric) {
        return metric == Cell.Metric.LATENCY ? latencyUs : iops;
    }
}
