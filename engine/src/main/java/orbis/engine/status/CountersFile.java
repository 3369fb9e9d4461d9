package orbis.engine.status;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;

import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * The counters of a running server, in a mapped file that any process can read without asking: see
 * {@link CountersView}. Its space is taken when it is made, so that no counter can meet a full file system.
 * Making and freeing of counters is thread safe and meant for what happens seldom.
 */
public final class CountersFile implements AutoCloseable {
    /** Counters of the process: those of {@link SystemCounter} and what agents add. */
    private static final int MAX_COUNTERS = 256;
    private static final int ZEROES = 64 * 1024;

    private final EpochClock clock = SystemEpochClock.INSTANCE;
    private final CountersLayout layout;
    private final AtomicBuffer buffer;
    private final CountersManager manager;
    private final AtomicCounter[] system = new AtomicCounter[SystemCounter.values().length];
    private final ErrorLog errorLog;
    private final ArrayDeque<Integer> freeSessions = new ArrayDeque<>();
    private int disks;

    private CountersFile(final CountersLayout layout, final AtomicBuffer buffer) {
        this.layout = layout;
        this.buffer = buffer;
        this.manager = new CountersManager(layout.metadata(buffer), layout.values(buffer));
        for (final SystemCounter counter : SystemCounter.values()) {
            system[counter.id()] = manager.newCounter(counter.label(), counter.id());
        }
        this.errorLog = new ErrorLog(layout.errors(buffer), clock, system[SystemCounter.FAULTS.id()]);
        for (int i = 0; i < layout.sessions(); i++) {
            freeSessions.add(i);
        }
    }

    /**
     * Makes the file, in place of one that a process before may have left.
     *
     * @param file        where.
     * @param maxDisks    disks that it has room for.
     * @param maxSessions sessions that it has room for.
     * @return the counters, all 0.
     * @throws IOException when the file cannot be made, for instance because the file system is full.
     */
    public static CountersFile create(final Path file, final int maxDisks, final int maxSessions) throws IOException {
        final CountersLayout layout = new CountersLayout(MAX_COUNTERS, maxDisks, maxSessions);
        final Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        final CountersFile counters = new CountersFile(layout, new UnsafeBuffer(map(fresh, layout.length())));
        counters.writeHeader(maxDisks, maxSessions);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return counters;
    }

    /**
     * Makes counters that nobody else sees, for tests and tools.
     *
     * @param maxDisks    disks that there is room for.
     * @param maxSessions sessions that there is room for.
     * @return the counters, all 0.
     */
    public static CountersFile inMemory(final int maxDisks, final int maxSessions) {
        final CountersLayout layout = new CountersLayout(MAX_COUNTERS, maxDisks, maxSessions);
        return new CountersFile(layout, new UnsafeBuffer(ByteBuffer.allocateDirect(layout.length())));
    }

    private static MappedByteBuffer map(final Path file, final int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file,
            StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer zeroes = ByteBuffer.allocate(ZEROES);
            for (int at = 0; at < length; at += zeroes.position()) {
                zeroes.clear().limit(Math.min(ZEROES, length - at));
                channel.write(zeroes, at);
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, length);
        } catch (final IOException fault) {
            Files.deleteIfExists(file);
            // Of a write the virtual machine tells only what is wrong.
            throw fault instanceof FileSystemException ? fault
                : new IOException(file + ": " + fault.getMessage(), fault);
        }
    }

    private void writeHeader(final int maxDisks, final int maxSessions) {
        buffer.putInt(CountersLayout.VERSION_OFFSET, CountersLayout.VERSION);
        buffer.putInt(CountersLayout.DISKS_OFFSET, maxDisks);
        buffer.putInt(CountersLayout.SESSIONS_OFFSET, maxSessions);
        buffer.putInt(CountersLayout.COUNTERS_OFFSET, MAX_COUNTERS);
        buffer.putLong(CountersLayout.PID_OFFSET, ProcessHandle.current().pid());
        buffer.putLong(CountersLayout.START_OFFSET, clock.time());
        beat();
        buffer.putLongRelease(CountersLayout.MAGIC_OFFSET, CountersLayout.MAGIC);
    }

    /** Says that the server is alive; readers judge by the age of the last call. */
    public void beat() {
        buffer.putLongRelease(CountersLayout.BEAT_OFFSET, clock.time());
    }

    /** Where faults go. */
    public ErrorLog errorLog() {
        return errorLog;
    }

    /**
     * A counter of the process. Several threads may increment it.
     *
     * @param counter which.
     * @return the counter.
     */
    public AtomicCounter system(final SystemCounter counter) {
        return system[counter.id()];
    }

    /**
     * Makes one more counter of the process, for instance one of an agent.
     *
     * @param label what a person reads.
     * @return the counter, 0.
     */
    public synchronized AtomicCounter newCounter(final String label) {
        return manager.newCounter(label, SystemCounter.values().length);
    }

    /**
     * Makes the counters of a disk.
     *
     * @param name      the disk's name.
     * @param size      bytes.
     * @param blockSize logical block size in bytes.
     * @param agent     number of the agent that has the disk.
     * @return the counters, all 0.
     */
    public synchronized DiskCounters newDisk(
            final String name, final long size, final int blockSize, final int agent) {
        if (disks == layout.disks()) {
            throw new IllegalStateException("the counters file has room for " + disks + " disks");
        }
        final AtomicBuffer record = layout.disk(buffer, disks++);
        record.putInt(CountersLayout.DISK_BLOCK_SIZE_OFFSET, blockSize);
        record.putLong(CountersLayout.DISK_SIZE_OFFSET, size);
        record.putInt(CountersLayout.DISK_AGENT_OFFSET, agent);
        CountersLayout.putText(
            record, CountersLayout.DISK_NAME_OFFSET, CountersLayout.DISK_READ_LATENCY_OFFSET, name);
        record.putIntRelease(0, CountersLayout.IN_USE);
        return new DiskCounters(record);
    }

    /**
     * Makes the counters of a session. When all records are taken, the counters are private to the caller.
     *
     * @param initiator the initiator's name.
     * @param address   where it comes from.
     * @param disk      name of the disk, empty for discovery.
     * @param isid      48 bits.
     * @param tsih      16 bits.
     * @return the counters, all 0, to be closed with the session.
     */
    public synchronized SessionCounters newSession(
            final String initiator, final String address, final String disk, final long isid, final int tsih) {
        final Integer index = freeSessions.poll();
        final AtomicBuffer record = index == null
            ? new UnsafeBuffer(new byte[CountersLayout.SESSION_LENGTH]) : layout.session(buffer, index);
        record.setMemory(0, CountersLayout.SESSION_LENGTH, (byte) 0);
        record.putInt(CountersLayout.SESSION_TSIH_OFFSET, tsih);
        record.putLong(CountersLayout.SESSION_ISID_OFFSET, isid);
        record.putLong(CountersLayout.SESSION_LOGIN_OFFSET, clock.time());
        CountersLayout.putText(
            record, CountersLayout.SESSION_INITIATOR_OFFSET, CountersLayout.SESSION_ADDRESS_OFFSET, initiator);
        CountersLayout.putText(
            record, CountersLayout.SESSION_ADDRESS_OFFSET, CountersLayout.SESSION_DISK_OFFSET, address);
        CountersLayout.putText(record, CountersLayout.SESSION_DISK_OFFSET, CountersLayout.SESSION_LENGTH, disk);
        record.putIntRelease(0, CountersLayout.IN_USE);
        return new SessionCounters(this, record, index == null ? -1 : index);
    }

    synchronized void free(final int index, final AtomicBuffer record) {
        if (index >= 0) {
            record.putIntRelease(0, CountersLayout.FREE);
            freeSessions.addFirst(index);
        }
    }

    /**
     * Says that the server ended. The memory stays mapped as long as somebody holds a counter, so that a late
     * increment harms nobody.
     */
    @Override
    public void close() {
        buffer.putLongRelease(CountersLayout.BEAT_OFFSET, 0);
    }
}
