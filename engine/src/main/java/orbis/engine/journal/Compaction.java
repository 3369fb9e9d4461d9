package orbis.engine.journal;

import java.io.IOException;
import java.nio.file.Files;

/**
 * A journal on its way to a smaller file: {@link #writer()} takes a snapshot of the owner's state on any thread,
 * {@link #sync()} waits for the medium there, and {@link #finish()} swaps the files on the owner's thread. Until
 * then the old file is whole, whatever happens.
 */
public final class Compaction implements AutoCloseable {
    private final Journal journal;
    private final JournalFile file;
    private final long carryFrom;
    private boolean done;
    private long written;

    Compaction(final Journal journal, final JournalFile file, final long carryFrom) {
        this.journal = journal;
        this.file = file;
        this.carryFrom = carryFrom;
    }

    /** Takes the records of the snapshot. */
    public RecordWriter writer() {
        return (buffer, offset, length) -> {
            file.append(buffer, offset, length);
            return ++written;
        };
    }

    /**
     * Brings the snapshot and space for more to the medium, so that {@link #finish()} has little left to wait for.
     *
     * @throws IOException when the medium fails.
     */
    public void sync() throws IOException {
        file.force();
        journal.reserve(file);
    }

    /**
     * Adds what was appended meanwhile and takes the old file's place.
     *
     * @throws IOException when that fails; the journal then goes on with the old file, or is damaged when the new one
     *     has its name but the folder could not be forced.
     */
    public void finish() throws IOException {
        try {
            journal.swap(file, carryFrom);
        } finally {
            done = journal.goesOnWith(file);
        }
    }

    /** Gives up what was not finished. */
    @Override
    public void close() throws IOException {
        if (!done) {
            done = true;
            file.close();
            Files.deleteIfExists(file.path());
        }
    }
}
