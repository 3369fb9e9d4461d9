package orbis.engine.session;

import org.agrona.UnsafeApi;
import orbis.engine.store.BlockStore;
import orbis.protocol.iscsi.BasicHeaderFlyweight;

/**
 * What is to go out: a header, and data that may be longer than one PDU may carry (Data-In), which is cut
 * when it is sent. Made once, used again; linked into the queue of one connection at a time.
 */
public final class OutPdu {
    /** Bytes of one PDU's memory: its header, and room for data that is short. */
    static final int CELL_LENGTH = 320;
    /** Most bytes of short data: sense data with its length, or the header that a Reject sends back. */
    static final int SHORT_DATA_LENGTH = CELL_LENGTH - 64;

    private static final int SHORT_DATA_OFFSET = 64;

    private final long header;
    private OutPdu next;
    private IscsiTask task;
    private long data;
    private int file;
    private int dataLength;
    private int sent;
    private int bufferLength;
    private int dataOffset;
    private boolean advancesStatSn;
    private boolean last;

    OutPdu(final long header) {
        this.header = header;
    }

    void reset() {
        UnsafeApi.setMemory(header, BasicHeaderFlyweight.LENGTH, (byte) 0);
        next = null;
        task = null;
        data = 0;
        file = BlockStore.NO_FILE;
        dataLength = 0;
        sent = 0;
        bufferLength = 0;
        dataOffset = 0;
        advancesStatSn = true;
        last = false;
    }

    /** Address of the 48 bytes from which the headers on the wire are made. */
    public long header() {
        return header;
    }

    /** Address of {@link #SHORT_DATA_LENGTH} bytes of the PDU's own. */
    long shortData() {
        return header + SHORT_DATA_OFFSET;
    }

    /** The PDU behind this one in its queue. */
    public OutPdu next() {
        return next;
    }

    /**
     * Links.
     *
     * @param pdu the PDU behind this one.
     */
    public void next(final OutPdu pdu) {
        next = pdu;
    }

    /** Address of the data, or its position in {@link #file()}. */
    public long data() {
        return data;
    }

    /** Length of the data in bytes. */
    public int dataLength() {
        return dataLength;
    }

    /**
     * Sets the data.
     *
     * @param address the bytes; left alone until the PDU was sent.
     * @param length  how many; a Data-In may have more than one PDU carries.
     */
    public OutPdu data(final long address, final int length) {
        data = address;
        dataLength = length;
        return this;
    }

    /** Descriptor of the file in memory that the data is in, or {@link BlockStore#NO_FILE}. */
    public int file() {
        return file;
    }

    OutPdu file(final int descriptor) {
        file = descriptor;
        return this;
    }

    /** How many bytes of the data have gone out. */
    public int sent() {
        return sent;
    }

    /**
     * Counts data that goes out.
     *
     * @param length bytes.
     */
    public void advance(final int length) {
        sent += length;
    }

    IscsiTask task() {
        return task;
    }

    OutPdu task(final IscsiTask owner) {
        task = owner;
        return this;
    }

    /** Length of the pool buffer that the data stands in, 0 when it is not this PDU's to free. */
    int bufferLength() {
        return bufferLength;
    }

    OutPdu bufferLength(final int length) {
        bufferLength = length;
        return this;
    }

    /** Where in its command's data a Data-In begins, in bytes. */
    int dataOffset() {
        return dataOffset;
    }

    OutPdu dataOffset(final int offset) {
        dataOffset = offset;
        return this;
    }

    boolean advancesStatSn() {
        return advancesStatSn;
    }

    OutPdu advancesStatSn(final boolean advances) {
        advancesStatSn = advances;
        return this;
    }

    /** Whether a Data-In ends its command, status folded in. */
    boolean last() {
        return last;
    }

    OutPdu last(final boolean isLast) {
        last = isLast;
        return this;
    }
}
