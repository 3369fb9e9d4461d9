package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A walk over the additional header segments behind a basic header (RFC 7143 section 11.2.2). It never looks past
 * the length that it was wrapped with. Call {@link #next()} until it is false, then ask {@link #malformed()}.
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|           AHSLength           |    AHSType    | AHS-Specific  |
 *   4/              AHS-Specific, padded to 4 bytes                  /
 * </pre>
 */
public final class AdditionalHeaderSegment extends UnsafeBuffer {
    /** Extended CDB: the bytes of a CDB from the 17th on. */
    public static final int EXTENDED_CDB = 1;
    /** Expected length of the input of a bidirectional command. */
    public static final int BIDIRECTIONAL_READ_LENGTH = 2;

    private static final int TYPE_OFFSET = 2;
    /** Bytes before what AHSLength counts. */
    private static final int HEAD_LENGTH = 3;
    private static final int TYPE_MASK = 0x3F;

    private int offset;
    private int following;
    private boolean malformed;

    /** Makes a walk over nothing. */
    public AdditionalHeaderSegment() {
        super(0, 0);
    }

    /**
     * Begins a walk.
     *
     * @param address of the first segment: 48 bytes behind that of the basic header.
     * @param length  bytes of all segments, TotalAHSLength.
     */
    public void begin(final long address, final int length) {
        wrap(address, length);
        offset = 0;
        following = 0;
        malformed = false;
    }

    /** Goes to the next segment. False at the end, and when what follows is not whole. */
    public boolean next() {
        offset = following;
        final int remaining = capacity() - offset;
        if (remaining == 0 || malformed) {
            return false;
        }
        // AHSLength counts from byte 3; the reserved byte or code there is always present.
        if (remaining < HEAD_LENGTH + 1 || dataLength() < 0 || HEAD_LENGTH + specificLength() > remaining) {
            malformed = true;
            return false;
        }
        following = Math.min(capacity(), offset + BasicHeaderFlyweight.padded(HEAD_LENGTH + specificLength()));
        return true;
    }

    /** Whether the walk ended because a segment was not whole. */
    public boolean malformed() {
        return malformed;
    }

    /** What this segment is: {@link #EXTENDED_CDB}, {@link #BIDIRECTIONAL_READ_LENGTH}, or something unknown. */
    public int type() {
        return getByte(offset + TYPE_OFFSET) & TYPE_MASK;
    }

    /** Where the content begins, behind the reserved fourth byte. */
    public int dataOffset() {
        return offset + HEAD_LENGTH + 1;
    }

    /** Bytes of the content: what AHSLength says, less the reserved fourth byte. */
    public int dataLength() {
        return specificLength() - 1;
    }

    /** The content of a segment of type {@link #BIDIRECTIONAL_READ_LENGTH}; -1 if it is not 4 bytes long. */
    public long expectedReadLength() {
        return dataLength() == Integer.BYTES ? getInt(dataOffset(), BIG_ENDIAN) & 0xFFFF_FFFFL : -1;
    }

    private int specificLength() {
        return getShort(offset, BIG_ENDIAN) & 0xFFFF;
    }
}
