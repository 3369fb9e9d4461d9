package orbis.engine.journal;

import java.io.IOException;

import org.agrona.DirectBuffer;

/** Takes records into a journal. */
@FunctionalInterface
public interface RecordWriter {
    /**
     * Adds a record.
     *
     * @param buffer holds the record.
     * @param offset where it begins.
     * @param length bytes, from 1 to {@link Journal#MAX_RECORD_LENGTH}.
     * @return number of the record.
     * @throws IOException when there is no room, in the journal or in the file system.
     */
    long append(DirectBuffer buffer, int offset, int length) throws IOException;
}
