package orbis.server;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import orbis.boot.dhcp.LeaseLog;
import orbis.engine.journal.Compaction;
import orbis.engine.journal.GroupCommit;
import orbis.engine.journal.Journal;
import orbis.engine.journal.RecordWriter;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Leases in a journal. A thread forces it whenever entries wait, so that all that came in during one force share
 * the next. When the journal has grown too long, that thread's neighbour writes the leases of the moment anew.
 *
 * <pre>
 *    0 key of the client   8
 *    8 end of the lease    8   milliseconds since 1970
 *   16 address             4
 *   20 state               4
 * </pre>
 */
public final class JournalLeaseLog implements LeaseLog {
    private static final int CONTENTS_VERSION = 1;
    private static final int KEY_OFFSET = 0;
    private static final int EXPIRY_OFFSET = 8;
    private static final int ADDRESS_OFFSET = 16;
    private static final int STATE_OFFSET = 20;
    private static final int ENTRY_LENGTH = 24;
    private static final int RETRIES = 64;

    private final Path path;
    private final long capacity;
    private final Runnable onDurable;
    private final ErrorHandler errorHandler;
    private final MutableDirectBuffer entry = new ExpandableArrayBuffer(ENTRY_LENGTH);
    private Journal journal;
    private GroupCommit commit;
    private Consumer<Replay> currentLeases;
    private Rewrite rewrite;
    private long noRewriteBelow;

    /**
     * Names the journal; {@link #replay} opens it.
     *
     * @param path         its file.
     * @param capacity     most bytes that it may take.
     * @param onDurable    wakes who waits for {@link #durable()}.
     * @param errorHandler told of damage and of faults of the medium.
     */
    public JournalLeaseLog(
            final Path path, final long capacity, final Runnable onDurable, final ErrorHandler errorHandler) {
        this.path = path;
        this.capacity = capacity;
        this.onDurable = onDurable;
        this.errorHandler = errorHandler;
    }

    @Override
    public void replay(final Replay replay, final Consumer<Replay> current) {
        currentLeases = current;
        try {
            journal = Journal.open(path, capacity, CONTENTS_VERSION,
                (buffer, offset, length) -> tell(replay, buffer, offset, length));
        } catch (final IOException fault) {
            throw new IllegalStateException("cannot open the lease journal: " + fault.getMessage(), fault);
        }
        if (!journal.damage().isEmpty()) {
            errorHandler.onError(new IOException(journal.damage()));
        }
        commit = new GroupCommit("orbis-lease-log", journal, onDurable, errorHandler);
    }

    private static void tell(final Replay replay, final DirectBuffer buffer, final int offset, final int length) {
        if (length >= ENTRY_LENGTH) {
            replay.onLease(
                buffer.getInt(offset + ADDRESS_OFFSET, LITTLE_ENDIAN),
                buffer.getLong(offset + KEY_OFFSET, LITTLE_ENDIAN),
                buffer.getInt(offset + STATE_OFFSET, LITTLE_ENDIAN),
                buffer.getLong(offset + EXPIRY_OFFSET, LITTLE_ENDIAN));
        }
    }

    @Override
    public long append(final int address, final long key, final int state, final long expiryMs) {
        if (!commit.works()) {
            return REFUSED;
        }
        try {
            encode(entry, 0, address, key, state, expiryMs);
            final long position = journal.append(entry, 0, ENTRY_LENGTH);
            commit.request();
            return position;
        } catch (final IOException fault) {
            errorHandler.onError(fault);
            return REFUSED;
        }
    }

    private static void encode(
            final MutableDirectBuffer buffer, final int offset,
            final int address, final long key, final int state, final long expiryMs) {
        buffer.putLong(offset + KEY_OFFSET, key, LITTLE_ENDIAN);
        buffer.putLong(offset + EXPIRY_OFFSET, expiryMs, LITTLE_ENDIAN);
        buffer.putInt(offset + ADDRESS_OFFSET, address, LITTLE_ENDIAN);
        buffer.putInt(offset + STATE_OFFSET, state, LITTLE_ENDIAN);
    }

    @Override
    public long durable() {
        if (rewrite != null) {
            finishRewrite();
        } else if (journal.wantsCompaction() && journal.size() >= noRewriteBelow) {
            beginRewrite();
        }
        return journal.durable();
    }

    private void beginRewrite() {
        final ExpandableArrayBuffer leases = new ExpandableArrayBuffer();
        final int[] length = new int[1];
        currentLeases.accept((address, key, state, expiryMs) -> {
            encode(leases, length[0], address, key, state, expiryMs);
            length[0] += ENTRY_LENGTH;
        });
        rewrite = new Rewrite(journal.compact(), leases, length[0], onDurable);
    }

    private void finishRewrite() {
        if (rewrite.isAlive()) {
            return;
        }
        try (Compaction compaction = rewrite.compaction) {
            if (rewrite.fault != null) {
                throw rewrite.fault;
            }
            compaction.finish();
            commit.request();
        } catch (final IOException fault) {
            // Goes on with the old file, and tries again when that has grown some more.
            errorHandler.onError(fault);
            noRewriteBelow = journal.size() + capacity / RETRIES;
        }
        rewrite = null;
    }

    @Override
    public void close() {
        if (rewrite != null) {
            CloseHelper.quietClose(() -> rewrite.join());
            finishRewrite();
        }
        CloseHelper.closeAll(errorHandler, commit, journal);
    }

    /** Writes a snapshot to the new file. */
    private static final class Rewrite extends Thread {
        private final Compaction compaction;
        private final DirectBuffer leases;
        private final int length;
        private final Runnable onEnd;
        private IOException fault = new IOException("the leases could not be written anew");

        Rewrite(final Compaction compaction, final DirectBuffer leases, final int length, final Runnable onEnd) {
            super("orbis-compact");
            this.compaction = compaction;
            this.leases = leases;
            this.length = length;
            this.onEnd = onEnd;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            try {
                final RecordWriter writer = compaction.writer();
                for (int offset = 0; offset < length; offset += ENTRY_LENGTH) {
                    writer.append(leases, offset, ENTRY_LENGTH);
                }
                compaction.sync();
                fault = null;
            } catch (final IOException thrown) {
                fault = thrown;
            } finally {
                onEnd.run();
            }
        }
    }
}
