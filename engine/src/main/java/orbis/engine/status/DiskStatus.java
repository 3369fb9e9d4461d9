package orbis.engine.status;

import org.HdrHistogram.Histogram;

/**
 * What the counters file says of one disk at one time.
 *
 * @param name         the disk's name.
 * @param size         bytes.
 * @param blockSize    logical block size in bytes.
 * @param agent        number of the agent that has it.
 * @param counters     by ordinal of {@link DiskCounter}.
 * @param readLatency  counts of {@link LatencyBuckets}.
 * @param writeLatency counts of {@link LatencyBuckets}.
 */
public record DiskStatus(
    String name, long size, int blockSize, int agent, long[] counters, long[] readLatency, long[] writeLatency) {

    /**
     * Value of a counter.
     *
     * @param counter which.
     * @return its value.
     */
    public long get(final DiskCounter counter) {
        return counters[counter.ordinal()];
    }

    /** Read latencies since the server started, in nanoseconds. */
    public Histogram reads() {
        return LatencyBuckets.histogram(readLatency);
    }

    /** Write latencies since the server started, in nanoseconds. */
    public Histogram writes() {
        return LatencyBuckets.histogram(writeLatency);
    }

    /**
     * What happened since an earlier look at the same disk.
     *
     * @param earlier the earlier look.
     * @return differences of all counts; sessions and sizes are those of now.
     */
    public DiskStatus since(final DiskStatus earlier) {
        final long[] difference = minus(counters, earlier.counters);
        difference[DiskCounter.SESSIONS.ordinal()] = get(DiskCounter.SESSIONS);
        return new DiskStatus(name, size, blockSize, agent, difference,
            minus(readLatency, earlier.readLatency), minus(writeLatency, earlier.writeLatency));
    }

    private static long[] minus(final long[] now, final long[] before) {
        final long[] difference = new long[now.length];
        for (int i = 0; i < now.length; i++) {
            difference[i] = now[i] - before[i];
        }
        return difference;
    }
}
