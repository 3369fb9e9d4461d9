package orbis.perf.load;

import java.util.List;
import org.HdrHistogram.Histogram;

/** What a run has measured. Latencies are in nanoseconds. */
public final class LoadResult {
    private static final double NS_PER_S = 1e9;

    private final int block;
    private final Histogram reads = new Histogram(3);
    private final Histogram writes = new Histogram(3);
    private long elapsedNs;
    private long cpuNs;
    private long errors;
    private long mismatches;
    private List<String> messages = List.of();

    LoadResult(final Workload workload) {
        block = workload.block();
    }

    void add(final Histogram moreReads, final Histogram moreWrites, final long measuredNs) {
        reads.add(moreReads);
        writes.add(moreWrites);
        elapsedNs = measuredNs;
    }

    void cpuNs(final long value) {
        cpuNs = value;
    }

    void faults(final long ofErrors, final long ofMismatches, final List<String> first) {
        errors = ofErrors;
        mismatches = ofMismatches;
        messages = List.copyOf(first);
    }

    /** Latencies of reads. */
    public Histogram reads() {
        return reads;
    }

    /** Latencies of writes. */
    public Histogram writes() {
        return writes;
    }

    /** Latencies of all I/Os. */
    public Histogram all() {
        final Histogram all = reads.copy();
        all.add(writes);
        return all;
    }

    /** I/Os that ended well in the time measured. */
    public long count() {
        return reads.getTotalCount() + writes.getTotalCount();
    }

    /** Time measured, in seconds. */
    public double seconds() {
        return elapsedNs / NS_PER_S;
    }

    /** I/Os a second. */
    public double iops() {
        return elapsedNs == 0 ? 0 : count() / seconds();
    }

    /** Bytes a second. */
    public double bytesPerSecond() {
        return iops() * block;
    }

    /** CPU time that this process spent, in seconds. */
    public double cpuSeconds() {
        return cpuNs / NS_PER_S;
    }

    /** I/Os that ended with an error, in all of the run. */
    public long errors() {
        return errors;
    }

    /** Blocks that did not hold what was written to them, in all of the run. */
    public long mismatches() {
        return mismatches;
    }

    /** The first few errors and mismatches. */
    public List<String> messages() {
        return messages;
    }
}
