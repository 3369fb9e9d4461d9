package orbis.engine.io;

import org.agrona.UnsafeApi;
import orbis.sys.RawIo;

/**
 * An array of {@code struct iovec} (address, length: 8 bytes each) for one gathered send. A vector may be of a file:
 * then it is as {@link RawIo#sendFiles} takes it.
 */
public final class IoVectors {
    /** Most vectors in one send; Linux takes up to 1024 (UIO_MAXIOV), gains end long before. */
    public static final int CAPACITY = 192;
    /** Bytes of memory that the vectors take. */
    public static final int LENGTH = CAPACITY * 16;

    private long address;
    private int count;
    private int first;
    private long bytes;
    private boolean ofFiles;

    /**
     * Lays vectors over memory.
     *
     * @param address {@link #LENGTH} bytes, 8-byte aligned, kept by the caller.
     */
    public IoVectors(final long address) {
        this.address = address;
    }

    /** Where the array begins. */
    public long address() {
        return address;
    }

    /** How many vectors are filled. */
    public int count() {
        return count;
    }

    /** Sum of the lengths. */
    public long bytes() {
        return bytes;
    }

    /** How many more fit. */
    public int remaining() {
        return CAPACITY - count;
    }

    /** Empties the array. */
    public void clear() {
        count = 0;
        first = 0;
        bytes = 0;
        ofFiles = false;
    }

    /** Whether some are of files. */
    boolean ofFiles() {
        return ofFiles;
    }

    /** Ends the use of the memory: it may be another socket's from now on. */
    void close() {
        clear();
        address = 0;
    }

    /** Where the vectors begin that are not sent yet. */
    long unsent() {
        return address + first * 16L;
    }

    /** How many vectors are not sent yet. */
    int unsentCount() {
        return count - first;
    }

    /**
     * Takes bytes that were sent off the front.
     *
     * @param sent bytes.
     * @return whether all are sent.
     */
    boolean sent(final long sent) {
        long left = sent;
        while (first < count) {
            final long at = address + first * 16L;
            final int length = UnsafeApi.getInt(at + 8);
            if (left < length) {
                UnsafeApi.putLong(at, UnsafeApi.getLong(at) + left);
                UnsafeApi.putInt(at + 8, length - (int) left);
                return false;
            }
            left -= length;
            first++;
        }
        return true;
    }

    /**
     * Adds memory to be sent. Neighbours in memory become one vector.
     *
     * @param start  address of the first byte.
     * @param length bytes.
     */
    public void add(final long start, final int length) {
        final long at = address + count * 16L;
        // A file's length is marked, so that nothing is its neighbour.
        if (count > 0 && UnsafeApi.getLong(at - 16) + UnsafeApi.getLong(at - 8) == start) {
            UnsafeApi.putLong(at - 8, UnsafeApi.getLong(at - 8) + length);
        } else {
            append(start, length);
        }
        bytes += length;
    }

    /**
     * Adds bytes of a file in memory to be sent.
     *
     * @param file     its descriptor.
     * @param position of the first byte.
     * @param length   bytes, more than 0.
     */
    public void addFile(final int file, final long position, final int length) {
        append(position, RawIo.OF_FILE | (long) file << 32 | length);
        bytes += length;
        ofFiles = true;
    }

    private void append(final long start, final long length) {
        if (count == CAPACITY || address == 0) {
            throw new IllegalStateException(
                address == 0 ? "the socket is closed" : "all " + CAPACITY + " vectors are filled");
        }
        final long at = address + count * 16L;
        UnsafeApi.putLong(at, start);
        UnsafeApi.putLong(at + 8, length);
        count++;
    }
}
