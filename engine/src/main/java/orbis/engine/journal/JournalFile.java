package orbis.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

import net.openhft.chronicle.bytes.MappedBytes;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One file of a journal, mapped as a whole. All numbers are little endian.
 * <pre>
 *     0 magic "ORBISJNL"      8          record, at a multiple of 8
 *     8 format version        4            0 length of the payload   4   0: here the journal ends
 *    12 version of contents   4            4 CRC32C                  4   of salt, offset, length, payload
 *    16 salt, random          8            8 payload
 *    24 CRC32C of 0 to 23     4              zeroes up to a multiple of 8
 *    32 durable offset        8
 *    40 CRC32C of it          4
 *    64 records
 * </pre>
 * The salt and the offset are part of each checksum, so that neither an older file whose blocks were used again nor
 * a record out of place is taken for a record. The durable offset says how far the file was known to be on the
 * medium some time ago: records missing below it are damage, records missing above it are a torn tail.
 *
 * <p>Space is written with zeroes before it is used: a store to a mapped hole of a full file system would be a
 * SIGBUS, here it is an {@link IOException}.
 */
final class JournalFile implements AutoCloseable {
    static final int HEADER_LENGTH = 64;
    static final int RECORD_HEADER_LENGTH = 8;
    static final int FORMAT_VERSION = 1;
    /** "ORBISJNL" in the order of the file. */
    private static final long MAGIC = 0x4c4e4a534942524fL;
    private static final int FORMAT_OFFSET = 8;
    private static final int CONTENTS_OFFSET = 12;
    private static final int SALT_OFFSET = 16;
    private static final int HEADER_CRC_OFFSET = 24;
    private static final int DURABLE_OFFSET = 32;
    private static final int DURABLE_CRC_OFFSET = 40;
    private static final int STEP = 256 * 1024;

    private final Path path;
    private final long capacity;
    private final FileChannel channel;
    private final MappedBytes bytes;
    private final byte[] scratch = new byte[Journal.MAX_RECORD_LENGTH];
    private final UnsafeBuffer scratchBuffer = new UnsafeBuffer(scratch);
    private final ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer zeroes = ByteBuffer.allocateDirect(STEP);
    private final CRC32C crc = new CRC32C();
    private long salt;
    private long allocated;
    private volatile long end = HEADER_LENGTH;

    private JournalFile(final Path path, final long capacity) throws IOException {
        this.path = path;
        this.capacity = capacity;
        this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            this.bytes = MappedBytes.singleMappedBytes(path.toFile(), capacity);
            this.bytes.singleThreadedCheckDisabled(true);
            this.bytes.writePosition(capacity);
        } catch (final IOException | RuntimeException fault) {
            channel.close();
            throw fault;
        }
    }

    /** Makes an empty file; one that is there is overwritten. */
    static JournalFile create(final Path path, final long capacity, final int contents, final long salt)
            throws IOException {
        Files.deleteIfExists(path);
        Files.createFile(path);
        final JournalFile file = new JournalFile(path, capacity);
        try {
            file.salt = salt;
            file.allocate(HEADER_LENGTH);
            file.bytes.writeLong(0, MAGIC);
            file.bytes.writeInt(FORMAT_OFFSET, FORMAT_VERSION);
            file.bytes.writeInt(CONTENTS_OFFSET, contents);
            file.bytes.writeLong(SALT_OFFSET, salt);
            file.bytes.writeInt(HEADER_CRC_OFFSET, file.headerCrc());
            return file;
        } catch (final IOException fault) {
            file.close();
            Files.deleteIfExists(path);
            throw fault;
        }
    }

    /** Opens a file that is there. Its header may be broken: see {@link #headerHolds()}. */
    static JournalFile open(final Path path, final long capacity) throws IOException {
        final JournalFile file = new JournalFile(path, Math.max(capacity, Files.size(path)));
        file.salt = file.bytes.readLong(SALT_OFFSET);
        return file;
    }

    boolean headerHolds() {
        return bytes.readLong(0) == MAGIC && bytes.readInt(HEADER_CRC_OFFSET) == headerCrc();
    }

    int formatVersion() {
        return bytes.readInt(FORMAT_OFFSET);
    }

    int contentsVersion() {
        return bytes.readInt(CONTENTS_OFFSET);
    }

    /** Offset below which the file was known to be on the medium, 0 when the file does not tell. */
    long durableOffset() {
        final long offset = bytes.readLong(DURABLE_OFFSET);
        return bytes.readInt(DURABLE_CRC_OFFSET) == durableCrc(offset) ? offset : 0;
    }

    void durableOffset(final long offset) {
        bytes.writeLong(DURABLE_OFFSET, offset);
        bytes.writeInt(DURABLE_CRC_OFFSET, durableCrc(offset));
    }

    Path path() {
        return path;
    }

    /** Where the next record will stand. */
    long end() {
        return end;
    }

    /** Gives the whole records from an offset on to the handler, up to the first that does not hold. */
    long replay(final long from, final RecordHandler handler) throws IOException {
        long at = from;
        while (at + RECORD_HEADER_LENGTH < capacity) {
            final int length = bytes.readInt(at);
            if (length <= 0 || length > scratch.length || at + RECORD_HEADER_LENGTH + length > capacity) {
                return at;
            }
            bytes.read(at + RECORD_HEADER_LENGTH, scratch, 0, length);
            if (bytes.readInt(at + Integer.BYTES) != recordCrc(at, length)) {
                return at;
            }
            handler.onRecord(scratchBuffer, 0, length);
            at = after(at, length);
        }
        return at;
    }

    /** Cuts all that stands behind an offset, so that no remains are ever taken for records. */
    void cut(final long offset) throws IOException {
        channel.truncate(offset);
        channel.write(ByteBuffer.wrap(new byte[1]), capacity - 1);
        channel.force(true);
        allocated = offset;
        end = offset;
    }

    void append(final DirectBuffer buffer, final int offset, final int length) throws IOException {
        final long at = end;
        final long next = after(at, length);
        if (next + RECORD_HEADER_LENGTH > capacity) {
            throw new IOException(path + " is full: " + capacity + " bytes");
        }
        allocate(next + RECORD_HEADER_LENGTH);
        buffer.getBytes(offset, scratch, 0, length);
        bytes.write(at + RECORD_HEADER_LENGTH, scratch, 0, length);
        bytes.writeInt(at + Integer.BYTES, recordCrc(at, length));
        bytes.writeOrderedInt(at, length);
        end = next;
    }

    /** Brings all that was appended to the medium; stores to mapped pages are part of it. */
    void force() throws IOException {
        channel.force(false);
    }

    /** Gives the file another name, durably. */
    void moveTo(final Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        bytes.releaseLast();
        channel.close();
    }

    private void allocate(final long upTo) throws IOException {
        while (allocated < upTo) {
            zeroes.clear().limit((int) Math.min(STEP, capacity - allocated));
            try {
                allocated += channel.write(zeroes, allocated);
            } catch (final IOException fault) {
                throw new IOException(path + " cannot grow: " + fault.getMessage(), fault);
            }
        }
    }

    private static long after(final long at, final int length) {
        return (at + RECORD_HEADER_LENGTH + length + 7) & ~7L;
    }

    private int headerCrc() {
        final byte[] header = new byte[HEADER_CRC_OFFSET];
        bytes.read(0L, header, 0, header.length);
        crc.reset();
        crc.update(header);
        return (int) crc.getValue();
    }

    private int durableCrc(final long offset) {
        final CRC32C own = new CRC32C();
        own.update(ByteBuffer.allocate(16).putLong(salt).putLong(offset).flip());
        return (int) own.getValue();
    }

    private int recordCrc(final long at, final int length) {
        crc.reset();
        crc.update(numbers.clear().putLong(salt).putLong(at).putInt(length).flip());
        crc.update(scratch, 0, length);
        return (int) crc.getValue();
    }
}
