package orbis.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * A checksummed append-only journal in one file, for state that outlives the process. Its owner replays it at
 * the start, appends each change, and from time to time has it compacted to what counts now.
 *
 * <p>One thread appends and compacts. {@link #force()} may be called by another, so that appending never waits for
 * the medium; {@link #durable()} tells from anywhere which records are there. One force makes all records durable
 * that were appended before it: group commit.
 *
 * <p>After a crash the journal ends with the last whole record. When records are missing that were durable, the
 * medium or somebody damaged the file: it is kept beside as {@code <name>.damaged} and {@link #damage()} says so.
 */
public final class Journal implements RecordWriter, AutoCloseable {
    /** Longest record, in bytes. */
    public static final int MAX_RECORD_LENGTH = 64 * 1024;
    private static final long MIN_CAPACITY = 4096;

    private final Path path;
    private final long capacity;
    private final int contents;
    private final Object forceLock = new Object();
    /** Has all records. Changed by the owner's thread only. */
    private volatile JournalFile file;
    /** Has the journal's name: another one only from the end of a compaction to the force after it. */
    private volatile JournalFile named;
    private String damage = "";
    private long sizeWhenCompacted;
    private volatile boolean failed;
    private volatile long appended;
    private volatile long durable;

    private Journal(final Path path, final long capacity, final int contents) {
        this.path = path;
        this.capacity = capacity;
        this.contents = contents;
    }

    /**
     * Opens a journal, or makes one.
     *
     * @param path     its file; {@code <name>.new} and {@code <name>.damaged} beside it belong to it.
     * @param capacity most bytes that it may take, from 4096 to 2 GiB.
     * @param contents version of what the owner writes into the records.
     * @param handler  is given every whole record, oldest first.
     * @return the journal, ready to append.
     * @throws IOException when the file cannot be made or read, or has a version that is not this one.
     */
    public static Journal open(
            final Path path, final long capacity, final int contents, final RecordHandler handler)
            throws IOException {
        if (capacity < MIN_CAPACITY) {
            throw new IllegalArgumentException("capacity=" + capacity + " < " + MIN_CAPACITY);
        }
        final Journal journal = new Journal(path, capacity, contents);
        Files.deleteIfExists(journal.beside("new"));
        if (Files.exists(path)) {
            journal.recover(handler);
        } else {
            journal.begin();
        }
        journal.named = journal.file;
        journal.sizeWhenCompacted = journal.file.end();
        journal.reserve(journal.file);
        journal.file.durableOffset(journal.file.end());
        return journal;
    }

    private void begin() throws IOException {
        file = newFile();
        file.force();
        try (FileChannel folder = file.openFolder()) {
            file.rename(path);
            folder.force(true);
        }
    }

    private void recover(final RecordHandler handler) throws IOException {
        file = JournalFile.open(path, capacity);
        try {
            if (!file.headerHolds()) {
                keepDamaged("its header does not hold, all its records are lost");
                file.close();
                begin();
                return;
            }
            checkVersions();
            final long tail = file.replay(JournalFile.HEADER_LENGTH, handler);
            final long known = file.durableOffset();
            if (tail < known) {
                keepDamaged("records from byte " + tail + " to " + known + " were durable and are lost");
            }
            file.cut(tail);
            if (tail < known) {
                // Reaches the medium with the cut: else the same would be found again, and kept in place of the first.
                file.durableOffset(tail);
            }
        } catch (final IOException | RuntimeException fault) {
            file.close();
            throw fault;
        }
    }

    private void checkVersions() throws IOException {
        if (file.formatVersion() != JournalFile.FORMAT_VERSION || file.contentsVersion() != contents) {
            throw new IOException(path + " has version " + file.formatVersion() + "." + file.contentsVersion()
                + ", this program reads " + JournalFile.FORMAT_VERSION + "." + contents);
        }
    }

    private void keepDamaged(final String what) throws IOException {
        final Path kept = beside("damaged");
        Files.copy(path, kept, StandardCopyOption.REPLACE_EXISTING);
        damage = path + " is damaged: " + what + "; the file is kept as " + kept;
    }

    /** What was lost at the start although it had been durable; empty when nothing was. */
    public String damage() {
        return damage;
    }

    @Override
    public long append(final DirectBuffer buffer, final int offset, final int length) throws IOException {
        if (length < 1 || length > MAX_RECORD_LENGTH) {
            throw new IllegalArgumentException("length=" + length + " is not in 1.." + MAX_RECORD_LENGTH);
        }
        file.append(buffer, offset, length);
        appended++;
        return appended;
    }

    /** Number of the last record that was appended since the journal was opened, 0 when there is none. */
    public long appended() {
        return appended;
    }

    /** Number of the last record that is on the medium, and with it all before. */
    public long durable() {
        return durable;
    }

    /**
     * Brings every record appended before to the medium. Any thread may call it. Once the medium has failed this
     * always fails: Linux reports lost pages to one fsync only, the next would succeed without them. When only the
     * name cannot be given to a file after a compaction, the next call tries again.
     *
     * @return {@link #durable()} afterwards.
     * @throws IOException when that fails; what was not durable is then lost with power.
     */
    public long force() throws IOException {
        synchronized (forceLock) {
            if (failed) {
                throw new IOException(path + " could not be forced before, and what was lost is not known");
            }
            final long number = appended;
            // Read after the number: whichever it is, it has those records.
            final JournalFile current = file;
            if (number > durable || current != named) {
                write(current);
                if (current != named) {
                    name(current);
                }
                durable = number;
            }
            return durable;
        }
    }

    private void write(final JournalFile current) throws IOException {
        boolean written = false;
        try {
            final long end = current.end();
            current.force();
            current.durableOffset(end);
            written = true;
        } finally {
            failed = !written;
        }
    }

    /**
     * From here on the old file has no name, and what it took is in the new one. Until the file is renamed nothing is
     * lost by a failure; afterwards nobody knows which of the two a crash would leave.
     */
    private void name(final JournalFile fresh) throws IOException {
        try (FileChannel folder = fresh.openFolder()) {
            fresh.rename(path);
            boolean forced = false;
            try {
                folder.force(true);
                forced = true;
            } finally {
                failed = !forced;
            }
            final JournalFile old = named;
            named = fresh;
            CloseHelper.quietClose(old);
        }
    }

    /** Whether the medium has failed: nothing more becomes durable. */
    public boolean failed() {
        return failed;
    }

    /** Whether {@link #force()} has something to do. */
    public boolean wantsForce() {
        return durable < appended || file != named;
    }

    /** Bytes that the journal takes now. */
    public long size() {
        return file.end();
    }

    /**
     * Whether the journal is twice as long as after the last compaction, or half of the room left is taken; false
     * until the last compaction was forced.
     */
    public boolean wantsCompaction() {
        return file == named && file.end() > compactionPoint(sizeWhenCompacted);
    }

    private long compactionPoint(final long compactedSize) {
        return Math.min(Math.max(capacity / 16, 2 * compactedSize), (capacity + compactedSize) / 2);
    }

    /** Takes the space that a file will need until it is compacted, and while that goes on. */
    void reserve(final JournalFile compacted) throws IOException {
        compacted.reserve(compactionPoint(compacted.end()) + capacity / 64);
    }

    /**
     * Begins to write the journal anew. The owner takes a snapshot of its state now; what it appends from now on is
     * carried over. Waits for nothing.
     *
     * @return the compaction, to be written by any thread and then finished by the owner's.
     * @throws IllegalStateException when the last compaction was not forced yet.
     */
    public Compaction compact() {
        if (file != named) {
            throw new IllegalStateException(path + " was not forced since its last compaction");
        }
        return new Compaction(this, file.end());
    }

    /** Goes on with a file that has all records up to an offset of this one. */
    void goOnWith(final JournalFile fresh, final long carryFrom) throws IOException {
        carry(fresh, carryFrom);
        sizeWhenCompacted = fresh.end();
        file = fresh;
    }

    private void carry(final JournalFile fresh, final long from) throws IOException {
        final IOException[] fault = new IOException[1];
        file.replay(from, (buffer, offset, length) -> {
            try {
                fresh.append(buffer, offset, length);
            } catch (final IOException e) {
                fault[0] = e;
            }
        });
        if (fault[0] != null) {
            throw fault[0];
        }
    }

    JournalFile newFile() throws IOException {
        return JournalFile.create(beside("new"), capacity, contents, new SecureRandom().nextLong());
    }

    private Path beside(final String suffix) {
        return path.resolveSibling(path.getFileName() + "." + suffix);
    }

    /** Forces what is appended, and closes the file. */
    @Override
    public void close() throws IOException {
        synchronized (forceLock) {
            try {
                force();
            } finally {
                CloseHelper.closeAll(file, named == file ? null : named);
            }
        }
    }
}
