package orbis.engine.status;

import static org.agrona.BitUtil.SIZE_OF_LONG;

import org.agrona.concurrent.AtomicBuffer;

/**
 * Counters of one session, kept from login to the end. Only the thread that has the session writes; nothing here
 * allocates or takes a lock but {@link #close()}.
 */
public final class SessionCounters implements AutoCloseable {
    private final CountersFile file;
    private final AtomicBuffer record;
    private final int index;
    private boolean open = true;

    SessionCounters(final CountersFile file, final AtomicBuffer record, final int index) {
        this.file = file;
        this.record = record;
        this.index = index;
    }

    /**
     * A read ended well.
     *
     * @param bytes bytes moved.
     */
    public void onRead(final long bytes) {
        add(SessionCounter.READS, 1);
        add(SessionCounter.READ_BYTES, bytes);
    }

    /**
     * A write ended well.
     *
     * @param bytes bytes moved.
     */
    public void onWrite(final long bytes) {
        add(SessionCounter.WRITES, 1);
        add(SessionCounter.WRITTEN_BYTES, bytes);
    }

    /** A command of any other kind ended. */
    public void onOther() {
        add(SessionCounter.OTHERS, 1);
    }

    /** A command ended with another status than GOOD. */
    public void onError() {
        add(SessionCounter.ERRORS, 1);
    }

    /** A task management function came. */
    public void onTaskManagement() {
        add(SessionCounter.TASK_MANAGEMENT, 1);
    }

    /**
     * Reads a counter.
     *
     * @param counter which.
     * @return its value.
     */
    public long get(final SessionCounter counter) {
        return record.getLongAcquire(offsetOf(counter));
    }

    /** The session ended: gives the record back. May be called more than once. */
    @Override
    public void close() {
        if (open) {
            open = false;
            file.free(index, record);
        }
    }

    private void add(final SessionCounter counter, final long by) {
        final int at = offsetOf(counter);
        record.putLongRelease(at, record.getLong(at) + by);
    }

    private static int offsetOf(final SessionCounter counter) {
        return CountersLayout.SESSION_COUNTERS_OFFSET + counter.ordinal() * SIZE_OF_LONG;
    }
}
