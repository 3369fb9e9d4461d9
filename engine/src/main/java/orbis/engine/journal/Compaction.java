package orbis.engine.journal;

import java.io.IOException;
import java.nio.file.Files;

/**
 * A journal on its way to a smaller file: {@link #writer()} takes a snapshot of the owner's state on any thread,
 * {@link #sync()} waits for the medium there, and {@link #finish()} changes files on the owner's thread. Until the
 * journal is forced after that the old file is whole, whatever happens.
 */
public final class Compaction implements AutoCloseable {
    private final Journal journal;
    private final long carryFrom;
    private JournalFile file;
    private boolean done;
    private long written;

    Compaction(final Journal journal, final long carryFrom) {
        this.journal = journal;
        this.carryFrom = carryFrom;
    }

    /**
     * Makes the new file.
     *
     * @return takes the records of the snapshot.
     * @throws IOException when the file cannot be made.
     */
    public RecordWriter writer() throws IOException {
        file = journal.newFile();
        return (buffer, offset, length) -> {
            file.append(buffer, offset, length);
            return ++written;
        };
    }

    /**
     * Brings the snapshot and space for more to the medium, so that the force after {@link #finish()} has little left
     * to wait for.
     *
     * @throws IOException when the medium fails.
     */
    public void sync() throws IOException {
        file.force();
        journal.reserve(file);
    }

    /**
     * Adds what was appended meanwhile, and has the journal go on with the new file, which takes the old one's place
     * in the next {@link Journal#force()}. Waits for nothing.
     *
     * @throws IOException when there is no room for what was appended; the journal then goes on with the old file.
     */
    public void finish() throws IOException {
        journal.goOnWith(file, carryFrom);
        done = true;
    }

    /** Gives up what was not finished. */
    @Override
    public void close() throws IOException {
        if (!done && file != null) {
            done = true;
            file.close();
            Files.deleteIfExists(file.path());
        }
    }
}
