package orbis.engine.status;

import static org.agrona.BitUtil.SIZE_OF_LONG;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * Where things stand in the counters file. All numbers are little endian, as the machine has them.
 * <pre>
 *   +----------------------------------------+ 0
 *   | header                                 |  HEADER_LENGTH
 *   +----------------------------------------+
 *   | metadata of the process's counters     |  counters x CountersReader.METADATA_LENGTH
 *   +----------------------------------------+
 *   | values of the process's counters       |  counters x CountersReader.COUNTER_LENGTH
 *   +----------------------------------------+
 *   | disk records                           |  disks x DISK_LENGTH
 *   +----------------------------------------+
 *   | session records                        |  sessions x SESSION_LENGTH
 *   +----------------------------------------+
 *   | distinct errors (Agrona)               |  ERROR_LOG_LENGTH
 *   +----------------------------------------+
 *
 *   header                    disk record                     session record
 *     0 magic      long         0 state           int           0 state      int
 *     8 version    int          4 block size      int           4 TSIH       int
 *    12 disks      int          8 size, bytes     long          8 ISID       long
 *    16 pid        long        16 agent           int          16 login, ms  long
 *    24 start ms   long        64 DiskCounter     long each    24 SessionCounter  long each
 *    32 beat ms    long       256 name            text        160 initiator  text
 *    40 sessions   int        512 read latency    long each   388 address    text
 *    44 counters   int          … write latency   long each   448 disk       text
 *
 *   text: length int, then UTF-8 bytes.    state: 0 free, 1 in use; written last, read first.
 * </pre>
 * Counters that several threads share are Agrona's, each on cache lines of its own. Those of a disk or a
 * session have one writer and stand side by side, so that an I/O touches few lines.
 */
final class CountersLayout {
    /** "ORBISCTR" in the order of the file. */
    static final long MAGIC = 0x525443534942524FL;
    static final int VERSION = 1;
    static final int HEADER_LENGTH = 128;
    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int DISKS_OFFSET = 12;
    static final int PID_OFFSET = 16;
    static final int START_OFFSET = 24;
    static final int BEAT_OFFSET = 32;
    static final int SESSIONS_OFFSET = 40;
    static final int COUNTERS_OFFSET = 44;

    static final int FREE = 0;
    static final int IN_USE = 1;

    static final int DISK_BLOCK_SIZE_OFFSET = 4;
    static final int DISK_SIZE_OFFSET = 8;
    static final int DISK_AGENT_OFFSET = 16;
    static final int DISK_COUNTERS_OFFSET = 64;
    static final int DISK_NAME_OFFSET = 256;
    static final int DISK_READ_LATENCY_OFFSET = 512;
    static final int DISK_WRITE_LATENCY_OFFSET = DISK_READ_LATENCY_OFFSET + LatencyBuckets.COUNT * SIZE_OF_LONG;
    static final int DISK_LENGTH = DISK_WRITE_LATENCY_OFFSET + LatencyBuckets.COUNT * SIZE_OF_LONG;

    static final int SESSION_TSIH_OFFSET = 4;
    static final int SESSION_ISID_OFFSET = 8;
    static final int SESSION_LOGIN_OFFSET = 16;
    static final int SESSION_COUNTERS_OFFSET = 24;
    static final int SESSION_INITIATOR_OFFSET = 160;
    static final int SESSION_ADDRESS_OFFSET = 388;
    static final int SESSION_DISK_OFFSET = 448;
    static final int SESSION_LENGTH = 640;

    static final int ERROR_LOG_LENGTH = 256 * 1024;

    private final int counters;
    private final int disks;
    private final int sessions;

    CountersLayout(final int counters, final int disks, final int sessions) {
        this.counters = counters;
        this.disks = disks;
        this.sessions = sessions;
        if (offsetOfErrors() + (long) ERROR_LOG_LENGTH > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(disks + " disks and " + sessions + " sessions exceed a counters file");
        }
    }

    int disks() {
        return disks;
    }

    int sessions() {
        return sessions;
    }

    int length() {
        return (int) offsetOfErrors() + ERROR_LOG_LENGTH;
    }

    AtomicBuffer metadata(final AtomicBuffer file) {
        return new UnsafeBuffer(file, HEADER_LENGTH, counters * CountersReader.METADATA_LENGTH);
    }

    AtomicBuffer values(final AtomicBuffer file) {
        return new UnsafeBuffer(file, offsetOfValues(), counters * CountersReader.COUNTER_LENGTH);
    }

    AtomicBuffer disk(final AtomicBuffer file, final int index) {
        return new UnsafeBuffer(file, offsetOfDisks() + index * DISK_LENGTH, DISK_LENGTH);
    }

    AtomicBuffer session(final AtomicBuffer file, final int index) {
        return new UnsafeBuffer(file, (int) offsetOfSessions() + index * SESSION_LENGTH, SESSION_LENGTH);
    }

    AtomicBuffer errors(final AtomicBuffer file) {
        return new UnsafeBuffer(file, (int) offsetOfErrors(), ERROR_LOG_LENGTH);
    }

    private int offsetOfValues() {
        return HEADER_LENGTH + counters * CountersReader.METADATA_LENGTH;
    }

    private int offsetOfDisks() {
        return offsetOfValues() + counters * CountersReader.COUNTER_LENGTH;
    }

    private long offsetOfSessions() {
        return offsetOfDisks() + (long) disks * DISK_LENGTH;
    }

    private long offsetOfErrors() {
        return offsetOfSessions() + (long) sessions * SESSION_LENGTH;
    }

    /** Puts text, cut so that its bytes fit between {@code offset} and {@code end}. */
    static void putText(final AtomicBuffer record, final int offset, final int end, final String text) {
        final int room = end - offset - Integer.BYTES;
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        final byte[] cut = bytes.length > room ? Arrays.copyOf(bytes, room) : bytes;
        record.putBytes(offset + Integer.BYTES, cut);
        record.putInt(offset, cut.length);
    }

    /** Text at an offset; a length that cannot be is cut, since the writer may be at work. */
    static String text(final AtomicBuffer record, final int offset, final int end) {
        final int length = Math.max(0, Math.min(record.getInt(offset), end - offset - Integer.BYTES));
        final byte[] bytes = new byte[length];
        record.getBytes(offset + Integer.BYTES, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
