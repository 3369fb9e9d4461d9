package orbis.engine.scsi;

import org.agrona.UnsafeApi;

/** Compares bytes outside the heap. */
final class Comparison {
    /** Says that all bytes are the same. */
    static final int SAME = -1;

    private Comparison() {
    }

    /** Index of the first byte that differs, or {@link #SAME}; length is a multiple of 8. */
    static int firstDifference(final long one, final long other, final int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            if (UnsafeApi.getLong(one + i) != UnsafeApi.getLong(other + i)) {
                int at = i;
                while (UnsafeApi.getByte(one + at) == UnsafeApi.getByte(other + at)) {
                    at++;
                }
                return at;
            }
        }
        return SAME;
    }
}
