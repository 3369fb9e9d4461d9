package orbis.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import orbis.engine.io.IoEngine;
import orbis.engine.io.IoHandler;
import orbis.engine.journal.Compaction;
import orbis.engine.journal.Journal;
import orbis.engine.journal.RecordWriter;
import orbis.engine.scsi.KeptState;
import orbis.sys.Errno;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What disks must remember through power loss, in one journal: persistent reservations, for one. Each record has the
 * whole state of one kind of one disk; the last one counts.
 *
 * <pre>
 *    0 length of the name   1
 *    1 name of the disk     UTF-8
 *      kind of state        1
 *      state                up to the end, empty when nothing is kept any more
 * </pre>
 */
final class DiskStateJournal implements AutoCloseable {
    private static final long CAPACITY = 16L << 20;
    private static final int CONTENTS_VERSION = 1;

    private final Map<StateKey, byte[]> states = new HashMap<>();
    private final ErrorHandler errorHandler;
    private final Journal journal;

    /**
     * Opens the journal.
     *
     * @param path         of its file.
     * @param errorHandler told of damage and of faults of the medium.
     * @throws IOException when it cannot be opened.
     */
    DiskStateJournal(final Path path, final ErrorHandler errorHandler) throws IOException {
        this.errorHandler = errorHandler;
        journal = Journal.open(path, CAPACITY, CONTENTS_VERSION, this::onRecord);
        if (!journal.damage().isEmpty()) {
            errorHandler.onError(new IOException(journal.damage()));
        }
    }

    /** Which state: the last one of it counts. */
    private record StateKey(String disk, int kind) {
    }

    private void onRecord(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] record = new byte[length];
        buffer.getBytes(offset, record);
        final int nameEnd = 1 + Byte.toUnsignedInt(record[0]);
        final String disk = new String(record, 1, nameEnd - 1, StandardCharsets.UTF_8);
        states.put(new StateKey(disk, record[nameEnd]), Arrays.copyOfRange(record, nameEnd + 1, length));
    }

    private static byte[] record(final StateKey key, final byte[] state) {
        final byte[] name = key.disk.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + name.length + state.length)
            .put((byte) name.length).put(name).put((byte) key.kind).put(state).array();
    }

    /**
     * The place of one disk's state.
     *
     * @param disk   its name.
     * @param engine of its agent, which tells what has become durable.
     * @return where it keeps it.
     */
    KeptState of(final String disk, final IoEngine engine) {
        return new KeptState() {
            @Override
            public boolean keeps() {
                return true;
            }

            @Override
            public byte[] load(final Kind kind) {
                return state(new StateKey(disk, kind.ordinal()));
            }

            @Override
            public void keep(final Kind kind, final byte[] state, final IoHandler handler, final int token) {
                // Appended at once, so that states stand in the order in which they were; forced elsewhere.
                final int result = append(new StateKey(disk, kind.ordinal()), state);
                if (result < 0) {
                    engine.complete(result, handler, token);
                } else {
                    engine.offload(IoEngine.NO_FILE, DiskStateJournal.this::commit, handler, token);
                }
            }
        };
    }

    private synchronized byte[] state(final StateKey key) {
        return states.getOrDefault(key, new byte[0]);
    }

    private synchronized int append(final StateKey key, final byte[] state) {
        final byte[] record = record(key, state);
        if (record.length > Journal.MAX_RECORD_LENGTH) {
            return -Errno.EFBIG;
        }
        try {
            journal.append(new UnsafeBuffer(record), 0, record.length);
            states.put(key, state.clone());
            return 0;
        } catch (final IOException full) {
            errorHandler.onError(full);
            return -Errno.ENOSPC;
        }
    }

    /** Makes all that was appended durable, and writes the journal anew when it has grown too long. */
    private long commit() {
        try {
            journal.force();
            compact();
            return 0;
        } catch (final IOException fault) {
            errorHandler.onError(fault);
            return -Errno.EIO;
        }
    }

    private synchronized void compact() throws IOException {
        if (!journal.wantsCompaction()) {
            return;
        }
        try (Compaction compaction = journal.compact()) {
            final RecordWriter writer = compaction.writer();
            for (final Map.Entry<StateKey, byte[]> state : states.entrySet()) {
                if (state.getValue().length > 0) {
                    final byte[] record = record(state.getKey(), state.getValue());
                    writer.append(new UnsafeBuffer(record), 0, record.length);
                }
            }
            compaction.sync();
            compaction.finish();
        }
        journal.force();
    }

    /** Closes the journal; all agents have ended. */
    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
