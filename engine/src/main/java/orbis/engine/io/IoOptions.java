package orbis.engine.io;

/** Sizes of an {@link IoEngine}. */
public final class IoOptions {
    private int receiveBufferLength = 64 * 1024;
    private int receiveBuffers = 16;
    private int fileThreads = 16;
    private int ringEntries = 1024;

    /** Bytes of a buffer into which {@link StreamSocket#receive()} receives. */
    public int receiveBufferLength() {
        return receiveBufferLength;
    }

    /**
     * Sets {@link #receiveBufferLength()}.
     *
     * @param length bytes, 4 KiB to 1 MiB.
     */
    public IoOptions receiveBufferLength(final int length) {
        receiveBufferLength = checked("length of a receive buffer", length, 4096, 1 << 20);
        return this;
    }

    /** How many receive buffers there are at start; more are made when sockets leave bytes in all of them. */
    public int receiveBuffers() {
        return receiveBuffers;
    }

    /**
     * Sets {@link #receiveBuffers()}.
     *
     * @param count 1 to 4096.
     */
    public IoOptions receiveBuffers(final int count) {
        receiveBuffers = checked("number of receive buffers", count, 1, 4096);
        return this;
    }

    /** How many threads run calls that block. */
    public int fileThreads() {
        return fileThreads;
    }

    /**
     * Sets {@link #fileThreads()}.
     *
     * @param count 1 to 64.
     */
    public IoOptions fileThreads(final int count) {
        fileThreads = checked("number of file threads", count, 1, 64);
        return this;
    }

    /** How many operations go to the kernel with one call at most, where there is a ring. */
    public int ringEntries() {
        return ringEntries;
    }

    /**
     * Sets {@link #ringEntries()}.
     *
     * @param count a power of two, 8 to 32768.
     */
    public IoOptions ringEntries(final int count) {
        if (Integer.bitCount(count) != 1) {
            throw new IllegalArgumentException("number of ring entries is " + count + ", not a power of two");
        }
        ringEntries = checked("number of ring entries", count, 8, 32768);
        return this;
    }

    private static int checked(final String what, final int value, final int min, final int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " is " + value + ", not " + min + " to " + max);
        }
        return value;
    }
}
