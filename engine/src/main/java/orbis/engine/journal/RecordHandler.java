package orbis.engine.journal;

import org.agrona.DirectBuffer;

/** Takes the records of a journal one by one. */
@FunctionalInterface
public interface RecordHandler {
    /**
     * One record.
     *
     * @param buffer holds the record; used again for the next one.
     * @param offset where it begins.
     * @param length bytes, more than 0.
     */
    void onRecord(DirectBuffer buffer, int offset, int length);
}
