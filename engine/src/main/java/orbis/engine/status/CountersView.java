package orbis.engine.status;

import static org.agrona.BitUtil.SIZE_OF_LONG;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.ErrorLogReader;
import org.agrona.concurrent.status.CountersReader;

/** Reads the counters file of a server, in this process or another, without disturbing it. */
public final class CountersView {
    /** A server whose last beat is older is taken for dead. */
    public static final long BEAT_TIMEOUT_MS = 5_000;

    private final CountersLayout layout;
    private final AtomicBuffer buffer;

    private CountersView(final AtomicBuffer buffer) {
        this.buffer = buffer;
        this.layout = new CountersLayout(
            buffer.getInt(CountersLayout.COUNTERS_OFFSET),
            buffer.getInt(CountersLayout.DISKS_OFFSET),
            buffer.getInt(CountersLayout.SESSIONS_OFFSET));
    }

    /**
     * Opens a file.
     *
     * @param file a counters file.
     * @return its view.
     * @throws IOException when there is none, or it is not one that this version can read.
     */
    public static CountersView open(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            final long length = channel.size();
            if (length < CountersLayout.HEADER_LENGTH || length > Integer.MAX_VALUE) {
                throw new IOException(file + " is not a counters file: " + length + " bytes");
            }
            final AtomicBuffer buffer =
                new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, length));
            if (buffer.getLongAcquire(CountersLayout.MAGIC_OFFSET) != CountersLayout.MAGIC) {
                throw new IOException(file + " is not a counters file");
            }
            final int version = buffer.getInt(CountersLayout.VERSION_OFFSET);
            if (version != CountersLayout.VERSION) {
                throw new IOException(
                    file + " has version " + version + ", this program reads " + CountersLayout.VERSION);
            }
            final CountersView view = new CountersView(buffer);
            if (view.layout.length() != length) {
                throw new IOException(file + " is damaged: " + length + " bytes, not " + view.layout.length());
            }
            return view;
        }
    }

    /** Process id of the server. */
    public long pid() {
        return buffer.getLong(CountersLayout.PID_OFFSET);
    }

    /** When the server started, in milliseconds of the epoch. */
    public long startMs() {
        return buffer.getLong(CountersLayout.START_OFFSET);
    }

    /**
     * Whether the server is alive.
     *
     * @param nowMs milliseconds of the epoch.
     * @return true when its last beat is young enough.
     */
    public boolean isAlive(final long nowMs) {
        return nowMs - buffer.getLongAcquire(CountersLayout.BEAT_OFFSET) < BEAT_TIMEOUT_MS;
    }

    /** Counters of the process by label, in the order in which they were made. */
    public Map<String, Long> system() {
        final Map<String, Long> values = new LinkedHashMap<>();
        final CountersReader reader = new CountersReader(layout.metadata(buffer), layout.values(buffer));
        reader.forEach((counterId, typeId, key, label) -> values.put(label, reader.getCounterValue(counterId)));
        return values;
    }

    /** The disks, in the order in which they were made. */
    public List<DiskStatus> disks() {
        final List<DiskStatus> disks = new ArrayList<>();
        for (int i = 0; i < layout.disks(); i++) {
            final AtomicBuffer record = layout.disk(buffer, i);
            if (record.getIntAcquire(0) == CountersLayout.IN_USE) {
                disks.add(disk(record));
            }
        }
        return disks;
    }

    private static DiskStatus disk(final AtomicBuffer record) {
        return new DiskStatus(
            CountersLayout.text(
                record, CountersLayout.DISK_NAME_OFFSET, CountersLayout.DISK_READ_LATENCY_OFFSET),
            record.getLongAcquire(CountersLayout.DISK_SIZE_OFFSET),
            record.getInt(CountersLayout.DISK_BLOCK_SIZE_OFFSET),
            record.getInt(CountersLayout.DISK_AGENT_OFFSET),
            values(record, CountersLayout.DISK_COUNTERS_OFFSET, DiskCounter.values().length),
            LatencyBuckets.counts(record, CountersLayout.DISK_READ_LATENCY_OFFSET),
            LatencyBuckets.counts(record, CountersLayout.DISK_WRITE_LATENCY_OFFSET));
    }

    /** The sessions. One that begins or ends while this reads may be missed. */
    public List<SessionStatus> sessions() {
        final List<SessionStatus> sessions = new ArrayList<>();
        for (int i = 0; i < layout.sessions(); i++) {
            final AtomicBuffer record = layout.session(buffer, i);
            if (record.getIntAcquire(0) == CountersLayout.IN_USE) {
                final SessionStatus session = session(record);
                if (record.getIntAcquire(0) == CountersLayout.IN_USE) {
                    sessions.add(session);
                }
            }
        }
        return sessions;
    }

    private static SessionStatus session(final AtomicBuffer record) {
        return new SessionStatus(
            CountersLayout.text(
                record, CountersLayout.SESSION_INITIATOR_OFFSET, CountersLayout.SESSION_ADDRESS_OFFSET),
            CountersLayout.text(record, CountersLayout.SESSION_ADDRESS_OFFSET, CountersLayout.SESSION_DISK_OFFSET),
            CountersLayout.text(record, CountersLayout.SESSION_DISK_OFFSET, CountersLayout.SESSION_LENGTH),
            record.getLong(CountersLayout.SESSION_ISID_OFFSET),
            record.getInt(CountersLayout.SESSION_TSIH_OFFSET),
            record.getLong(CountersLayout.SESSION_LOGIN_OFFSET),
            values(record, CountersLayout.SESSION_COUNTERS_OFFSET, SessionCounter.values().length));
    }

    private static long[] values(final AtomicBuffer record, final int offset, final int count) {
        final long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = record.getLongAcquire(offset + i * SIZE_OF_LONG);
        }
        return values;
    }

    /** The faults, oldest first. */
    public List<FaultStatus> faults() {
        final List<FaultStatus> faults = new ArrayList<>();
        ErrorLogReader.read(layout.errors(buffer), (count, firstMs, lastMs, text) ->
            faults.add(new FaultStatus(count, firstMs, lastMs, text)));
        return faults;
    }
}
