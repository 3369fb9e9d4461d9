package orbis.engine.store;

import java.util.Arrays;

/** What a range of a store is made of, in order and without gaps. Bounded: what does not fit is left out. */
public final class ExtentList {
    private final long[] lengths;
    private final boolean[] holes;
    private int count;

    /**
     * Makes a list.
     *
     * @param capacity most extents that it takes.
     */
    public ExtentList(final int capacity) {
        lengths = new long[capacity];
        holes = new boolean[capacity];
    }

    /** How many extents there are. */
    public int count() {
        return count;
    }

    /** Most extents that it takes. */
    public int capacity() {
        return lengths.length;
    }

    /** Whether no more extents fit. */
    public boolean full() {
        return count == lengths.length;
    }

    /**
     * Length of an extent.
     *
     * @param index of the extent.
     * @return bytes.
     */
    public long length(final int index) {
        return lengths[index];
    }

    /**
     * Whether an extent has no space of its own and reads as zeroes.
     *
     * @param index of the extent.
     */
    public boolean hole(final int index) {
        return holes[index];
    }

    /**
     * Adds the next extent; one like its predecessor lengthens that.
     *
     * @param length bytes.
     * @param hole   whether it has no space of its own.
     */
    public void add(final long length, final boolean hole) {
        if (count > 0 && holes[count - 1] == hole) {
            lengths[count - 1] += length;
        } else if (!full()) {
            lengths[count] = length;
            holes[count] = hole;
            count++;
        }
    }

    /**
     * Takes over what another list has.
     *
     * @param other of the same capacity.
     */
    void copy(final ExtentList other) {
        count = other.count;
        System.arraycopy(other.lengths, 0, lengths, 0, count);
        System.arraycopy(other.holes, 0, holes, 0, count);
    }

    /** Empties the list. */
    public void clear() {
        count = 0;
        Arrays.fill(lengths, 0);
    }
}
