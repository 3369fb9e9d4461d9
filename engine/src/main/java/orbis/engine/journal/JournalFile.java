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

import net.openhft.chronicle.bytes.BytesStore;

import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One file of a journal, and its image off the heap. All numbers are little endian.
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
 * <p>Records are laid out in the image, and {@link #force()} writes those that are new with one O_DSYNC write. The
 * space was written with zeroes and brought to the medium beforehand ({@link #reserve}): so such a write changes no
 * metadata of the file system, and waits for none of its commits, which take others' data along. A store to mapped
 * pages would dirty the whole folio (Linux 6.18, ext4), and make whoever appends wait in a page fault.
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
    private static final int MARK_LENGTH = 12;
    private static final int STEP = 256 * 1024;

    private final Path path;
    private final long capacity;
    private final FileChannel channel;
    private final FileChannel durableChannel;
    private final BytesStore<?, Void> image;
    private final ByteBuffer imageView;
    private final ByteBuffer mark = ByteBuffer.allocateDirect(MARK_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] scratch = new byte[Journal.MAX_RECORD_LENGTH];
    private final UnsafeBuffer scratchBuffer = new UnsafeBuffer(scratch);
    private final ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer zeroes = ByteBuffer.allocateDirect(STEP);
    private final CRC32C crc = new CRC32C();
    private long salt;
    private long allocated;
    private long written;
    private volatile long end = HEADER_LENGTH;

    private JournalFile(final Path path, final long capacity) throws IOException {
        this.path = path;
        this.capacity = capacity;
        this.image = BytesStore.lazyNativeBytesStoreWithFixedCapacity(capacity);
        this.imageView = image.toTemporaryDirectByteBuffer();
        FileChannel opened = null;
        try {
            opened = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            this.durableChannel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        } catch (final IOException fault) {
            CloseHelper.quietClose(opened);
            image.releaseLast();
            throw fault;
        }
        this.channel = opened;
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
            file.image.zeroOut(0, HEADER_LENGTH);
            file.image.writeLong(0, MAGIC);
            file.image.writeInt(FORMAT_OFFSET, FORMAT_VERSION);
            file.image.writeInt(CONTENTS_OFFSET, contents);
            file.image.writeLong(SALT_OFFSET, salt);
            file.image.writeInt(HEADER_CRC_OFFSET, file.headerCrc());
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
        try {
            file.load();
        } catch (final IOException fault) {
            file.close();
            throw fault;
        }
        file.salt = file.image.readLong(SALT_OFFSET);
        return file;
    }

    private void load() throws IOException {
        image.zeroOut(0, HEADER_LENGTH);
        imageView.clear();
        int count;
        do {
            count = channel.read(imageView, imageView.position());
        } while (count > 0);
        end = imageView.position();
    }

    boolean headerHolds() {
        return image.readLong(0) == MAGIC && image.readInt(HEADER_CRC_OFFSET) == headerCrc();
    }

    int formatVersion() {
        return image.readInt(FORMAT_OFFSET);
    }

    int contentsVersion() {
        return image.readInt(CONTENTS_OFFSET);
    }

    /** Offset below which the file was known to be on the medium, 0 when the file does not tell. */
    long durableOffset() {
        final long offset = image.readLong(DURABLE_OFFSET);
        return image.readInt(DURABLE_CRC_OFFSET) == durableCrc(offset) ? offset : 0;
    }

    /** Notes how far the file is on the medium. The note itself gets there when the system writes it. */
    void durableOffset(final long offset) throws IOException {
        channel.write(mark.clear().putLong(offset).putInt(durableCrc(offset)).flip(), DURABLE_OFFSET);
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
        final long limit = end;
        while (at + RECORD_HEADER_LENGTH < limit) {
            final int length = image.readInt(at);
            if (length <= 0 || length > scratch.length || at + RECORD_HEADER_LENGTH + length > limit) {
                return at;
            }
            image.read(at + RECORD_HEADER_LENGTH, scratch, 0, length);
            if (image.readInt(at + Integer.BYTES) != recordCrc(at, length)) {
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
        allocated = offset;
        written = offset;
        end = offset;
    }

    /**
     * Takes space for records to come, on the medium, as far as there is room: what is missing then, {@link #append}
     * tells. All that was written before is on the medium too.
     *
     * @param upTo bytes that the file is to have.
     * @throws IOException when the medium fails.
     */
    void reserve(final long upTo) throws IOException {
        try {
            allocate(Math.min(upTo, capacity));
        } catch (final IOException full) {
            // A journal that cannot grow can still be read, and compacted.
        }
        channel.force(false);
    }

    void append(final DirectBuffer buffer, final int offset, final int length) throws IOException {
        final long at = end;
        final long next = after(at, length);
        if (next + RECORD_HEADER_LENGTH > capacity) {
            throw new IOException(path + " is full: " + capacity + " bytes");
        }
        allocate(next + RECORD_HEADER_LENGTH);
        buffer.getBytes(offset, scratch, 0, length);
        image.writeLong(next - Long.BYTES, 0);
        image.write(at + RECORD_HEADER_LENGTH, scratch, 0, length);
        image.writeInt(at + Integer.BYTES, recordCrc(at, length));
        image.writeInt(at, length);
        end = next;
    }

    /** Brings all that was appended to the medium. */
    void force() throws IOException {
        final long upTo = end;
        imageView.limit((int) upTo).position((int) written);
        while (imageView.hasRemaining()) {
            durableChannel.write(imageView, imageView.position());
        }
        written = upTo;
    }

    /** Opens the folder that the file is in, whose force makes a new name durable. */
    FileChannel openFolder() throws IOException {
        return FileChannel.open(path.toAbsolutePath().getParent());
    }

    /** Gives the file another name in its folder. */
    void rename(final Path target) throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        try {
            CloseHelper.closeAll(channel, durableChannel);
        } finally {
            image.releaseLast();
        }
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
        image.read(0L, header, 0, header.length);
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
