package orbis.engine.status;

import static org.agrona.BitUtil.SIZE_OF_LONG;

import org.agrona.concurrent.AtomicBuffer;

/**
 * Counters of one disk. Only the thread of its agent writes; nothing here allocates or takes a lock. Each counter
 * is whole when another process reads it; two of them may be an I/O apart.
 */
public final class DiskCounters {
    private final AtomicBuffer record;

    DiskCounters(final AtomicBuffer record) {
        this.record = record;
    }

    /**
     * A read ended well.
     *
     * @param bytes     bytes moved.
     * @param latencyNs from the arrival of the command to the end, in nanoseconds.
     */
    public void onRead(final long bytes, final long latencyNs) {
        add(DiskCounter.READS, 1);
        add(DiskCounter.READ_BYTES, bytes);
        LatencyBuckets.count(record, CountersLayout.DISK_READ_LATENCY_OFFSET, latencyNs);
    }

    /**
     * A write ended well.
     *
     * @param bytes     bytes moved.
     * @param latencyNs from the arrival of the command to the end, in nanoseconds.
     */
    public void onWrite(final long bytes, final long latencyNs) {
        add(DiskCounter.WRITES, 1);
        add(DiskCounter.WRITTEN_BYTES, bytes);
        LatencyBuckets.count(record, CountersLayout.DISK_WRITE_LATENCY_OFFSET, latencyNs);
    }

    /** A flush ended well. */
    public void onFlush() {
        add(DiskCounter.FLUSHES, 1);
    }

    /** Space was given back. */
    public void onUnmap() {
        add(DiskCounter.UNMAPS, 1);
    }

    /** A command of any other kind ended. */
    public void onOther() {
        add(DiskCounter.OTHERS, 1);
    }

    /** A command met a fault of the medium or the store. */
    public void onError() {
        add(DiskCounter.ERRORS, 1);
    }

    /** A command was aborted. */
    public void onAbort() {
        add(DiskCounter.ABORTS, 1);
    }

    /** A session began to use the disk; any thread may say so. */
    public void onAttach() {
        record.getAndAddLong(offsetOf(DiskCounter.SESSIONS), 1);
    }

    /** A session let the disk go; any thread may say so. */
    public void onDetach() {
        record.getAndAddLong(offsetOf(DiskCounter.SESSIONS), -1);
    }

    /**
     * The disk has another size now.
     *
     * @param size bytes.
     */
    public void size(final long size) {
        record.putLongRelease(CountersLayout.DISK_SIZE_OFFSET, size);
    }

    /**
     * Reads a counter.
     *
     * @param counter which.
     * @return its value.
     */
    public long get(final DiskCounter counter) {
        return record.getLongAcquire(offsetOf(counter));
    }

    private void add(final DiskCounter counter, final long by) {
        final int at = offsetOf(counter);
        record.putLongRelease(at, record.getLong(at) + by);
    }

    private static int offsetOf(final DiskCounter counter) {
        return CountersLayout.DISK_COUNTERS_OFFSET + counter.ordinal() * SIZE_OF_LONG;
    }
}
