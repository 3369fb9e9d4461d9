package orbis.sys;

import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/**
 * IPv4 datagrams that one call receives or sends: an array of {@code struct mmsghdr} and all that they point to, off
 * heap, reused for ever. Each has a buffer of its own; one that is sent may be gathered from several places instead,
 * {@link #PARTS} unless said otherwise. Addresses are in host order: 172.16.0.1 is 0xac100001; 0 is none.
 *
 * <pre>
 *   struct mmsghdr, 64 bytes: msg_name 0, msg_namelen 8, msg_iov 16, msg_iovlen 24, msg_control 32,
 *                             msg_controllen 40, msg_flags 48, msg_len 56
 * </pre>
 */
public final class DatagramBatch implements AutoCloseable {
    /** Most places that one datagram is gathered from. */
    public static final int PARTS = 4;

    private static final int HEADER = 64;
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 16;
    private static final int VECTORS = NAME + NAME_LENGTH;
    /** CMSG_SPACE(sizeof(uint16_t)). */
    private static final int CONTROL_LENGTH = 24;

    private static final int MSG_NAME = 0;
    private static final int MSG_NAMELEN = 8;
    private static final int MSG_IOV = 16;
    private static final int MSG_IOVLEN = 24;
    private static final int MSG_CONTROL = 32;
    private static final int MSG_CONTROLLEN = 40;
    private static final int MSG_FLAGS = 48;
    private static final int MSG_LEN = 56;
    private static final int MSG_TRUNC = 0x20;
    private static final short AF_INET = 2;
    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final boolean SWAP = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final int capacity;
    private final int bufferLength;
    private final int parts;
    private final int metaLength;
    private final Slab slab;
    private final long headers;
    private final long metas;
    private final long buffers;
    private int count;
    private int sent;
    private int unprepared;

    /**
     * Takes the memory.
     *
     * @param capacity     most datagrams.
     * @param bufferLength bytes of the buffer of each; what is longer is received cut.
     */
    public DatagramBatch(final int capacity, final int bufferLength) {
        this(capacity, bufferLength, PARTS);
    }

    /**
     * Takes the memory.
     *
     * @param capacity     most datagrams.
     * @param bufferLength bytes of the buffer of each; what is longer is received cut.
     * @param parts        most places that one datagram is gathered from.
     */
    public DatagramBatch(final int capacity, final int bufferLength, final int parts) {
        this.capacity = capacity;
        this.bufferLength = bufferLength + 63 & -64;
        this.parts = parts;
        metaLength = VECTORS + parts * 16 + CONTROL_LENGTH + 63 & -64;
        slab = new Slab((long) capacity * (HEADER + metaLength + this.bufferLength));
        headers = slab.address();
        metas = headers + (long) capacity * HEADER;
        buffers = metas + (long) capacity * metaLength;
        unprepared = capacity;
        for (int i = 0; i < capacity; i++) {
            final long header = header(i);
            UnsafeApi.putLong(header + MSG_NAME, meta(i) + NAME);
            UnsafeApi.putLong(header + MSG_IOV, meta(i) + VECTORS);
        }
    }

    /** Most datagrams. */
    public int capacity() {
        return capacity;
    }

    /** Bytes of the buffer of each datagram. */
    public int bufferLength() {
        return bufferLength;
    }

    /** How many datagrams were received, or are to be sent. */
    public int count() {
        return count;
    }

    /** Empties the batch. */
    public void clear() {
        count = 0;
        sent = 0;
    }

    /**
     * Where the buffer of a datagram is: what was received, or what is to be filled before it is added.
     *
     * @param index of the datagram.
     * @return its address, a multiple of 64.
     */
    public long address(final int index) {
        return buffers + (long) index * bufferLength;
    }

    /**
     * How many bytes were received.
     *
     * @param index of the datagram.
     * @return bytes, at most {@link #bufferLength()}.
     */
    public int length(final int index) {
        return UnsafeApi.getInt(header(index) + MSG_LEN);
    }

    /**
     * Whether a datagram was longer than its buffer.
     *
     * @param index of the datagram.
     */
    public boolean truncated(final int index) {
        return (UnsafeApi.getInt(header(index) + MSG_FLAGS) & MSG_TRUNC) != 0;
    }

    /**
     * The peer of a datagram.
     *
     * @param index of the datagram.
     * @return IPv4 address.
     */
    public int peerAddress(final int index) {
        return bigEndian(UnsafeApi.getInt(name(index) + 4));
    }

    /**
     * The peer of a datagram.
     *
     * @param index of the datagram.
     * @return UDP port.
     */
    public int peerPort(final int index) {
        return bigEndian(UnsafeApi.getShort(name(index) + 2)) & 0xffff;
    }

    /**
     * Adds a datagram to be sent; {@link #part(long, int)} gives it its bytes.
     *
     * @param address of the peer.
     * @param port    of the peer.
     * @return index of the datagram.
     */
    public int add(final int address, final int port) {
        if (count == capacity) {
            throw new IllegalStateException("all " + capacity + " datagrams are taken");
        }
        final int index = count++;
        unprepared = capacity;
        final long header = header(index);
        name(index, address, port);
        UnsafeApi.putInt(header + MSG_NAMELEN, NAME_LENGTH);
        UnsafeApi.putLong(header + MSG_IOVLEN, 0);
        UnsafeApi.putLong(header + MSG_CONTROL, 0);
        UnsafeApi.putLong(header + MSG_CONTROLLEN, 0);
        return index;
    }

    /**
     * Gives the datagram added last its next bytes.
     *
     * @param address of the bytes, left alone until the batch is sent.
     * @param length  how many.
     */
    public void part(final long address, final int length) {
        final long header = header(count - 1);
        final long taken = UnsafeApi.getLong(header + MSG_IOVLEN);
        if (taken == parts) {
            throw new IllegalStateException("a datagram has at most " + parts + " parts");
        }
        final long vector = meta(count - 1) + VECTORS + taken * 16;
        UnsafeApi.putLong(vector, address);
        UnsafeApi.putLong(vector + 8, length);
        UnsafeApi.putLong(header + MSG_IOVLEN, taken + 1);
    }

    /**
     * Lets the kernel cut the datagram added last into datagrams of this length, the last one shorter: it passes the
     * network stack once for all of them (udp(7), UDP_SEGMENT, Linux 4.18). At most 64 of them, and 65507 bytes, and
     * none longer than the path carries in one piece, or the send fails.
     *
     * @param length bytes of each.
     */
    public void segment(final int length) {
        final long header = header(count - 1);
        final long control = meta(count - 1) + VECTORS + parts * 16L;
        UnsafeApi.putLong(control, 18);
        UnsafeApi.putInt(control + 8, SOL_UDP);
        UnsafeApi.putInt(control + 12, UDP_SEGMENT);
        UnsafeApi.putShort(control + 16, (short) length);
        UnsafeApi.putLong(header + MSG_CONTROL, control);
        UnsafeApi.putLong(header + MSG_CONTROLLEN, CONTROL_LENGTH);
    }

    /** How many of the datagrams were sent, or given up. */
    public int sent() {
        return sent;
    }

    /** Gives the next datagram that is not sent up, because sending it failed. */
    public void skip() {
        sent++;
    }

    @Override
    public void close() {
        slab.close();
    }

    /** Makes all datagrams ready to be received into: those that were used since the last time. */
    long prepareReceive() {
        for (int i = 0; i < unprepared; i++) {
            final long header = header(i);
            final long vector = meta(i) + VECTORS;
            UnsafeApi.putInt(header + MSG_NAMELEN, NAME_LENGTH);
            UnsafeApi.putLong(vector, address(i));
            UnsafeApi.putLong(vector + 8, bufferLength);
            UnsafeApi.putLong(header + MSG_IOVLEN, 1);
            UnsafeApi.putLong(header + MSG_CONTROL, 0);
            UnsafeApi.putLong(header + MSG_CONTROLLEN, 0);
        }
        unprepared = 0;
        return headers;
    }

    void received(final int datagrams) {
        count = datagrams;
        unprepared = datagrams;
        sent = 0;
    }

    long unsent() {
        return header(sent);
    }

    void sent(final int datagrams) {
        sent += datagrams;
    }

    private void name(final int index, final int address, final int port) {
        final long name = name(index);
        UnsafeApi.putShort(name, AF_INET);
        UnsafeApi.putShort(name + 2, bigEndian((short) port));
        UnsafeApi.putInt(name + 4, bigEndian(address));
        UnsafeApi.putLong(name + 8, 0);
    }

    private long header(final int index) {
        return headers + (long) index * HEADER;
    }

    private long meta(final int index) {
        return metas + (long) index * metaLength;
    }

    private long name(final int index) {
        return meta(index) + NAME;
    }

    private static int bigEndian(final int value) {
        return SWAP ? Integer.reverseBytes(value) : value;
    }

    private static short bigEndian(final short value) {
        return SWAP ? Short.reverseBytes(value) : value;
    }
}
