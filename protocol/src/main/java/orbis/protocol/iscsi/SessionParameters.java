package orbis.protocol.iscsi;

import java.util.Arrays;

/**
 * The operational parameters of a session and its one connection (RFC 7143 section 13). A new one holds the values
 * that count when nothing was negotiated. What a target would have at best is held by the same class, see
 * {@link #limits()}.
 */
public final class SessionParameters {
    private static final int[] INITIAL =
        Arrays.stream(Key.values()).limit(Key.TASK_REPORTING.ordinal()).mapToInt(Key::initial).toArray();

    private final int[] values = INITIAL.clone();
    private int targetMaxRecvDataSegmentLength = Key.MAX_RECV_DATA_SEGMENT_LENGTH.initial();

    /** What this target aims at: one connection, error recovery level 0, unsolicited data welcome. */
    public static SessionParameters limits() {
        return new SessionParameters()
            .targetMaxRecvDataSegmentLength(256 * 1024)
            // What open-iscsi asks for: the largest that is a multiple of 512 and fits 24 bits.
            .value(Key.MAX_BURST_LENGTH, 16776192)
            .value(Key.FIRST_BURST_LENGTH, 256 * 1024)
            .value(Key.INITIAL_R2T, 0)
            .value(Key.MAX_OUTSTANDING_R2T, 16)
            .value(Key.DEFAULT_TIME2WAIT, 0)
            .value(Key.DEFAULT_TIME2RETAIN, 0)
            .value(Key.ISCSI_PROTOCOL_LEVEL, 2);
    }

    /** Most bytes of a data segment that the target takes. */
    public int targetMaxRecvDataSegmentLength() {
        return targetMaxRecvDataSegmentLength;
    }

    /** Most bytes of a data segment that the target takes. */
    public SessionParameters targetMaxRecvDataSegmentLength(final int value) {
        targetMaxRecvDataSegmentLength = value;
        return this;
    }

    /** Most bytes of a data segment that the initiator takes. */
    public int initiatorMaxRecvDataSegmentLength() {
        return value(Key.MAX_RECV_DATA_SEGMENT_LENGTH);
    }

    /** Most bytes of a sequence of Data-In, or of solicited Data-Out. */
    public int maxBurstLength() {
        return value(Key.MAX_BURST_LENGTH);
    }

    /** Most bytes of unsolicited output of a command, immediate data included. */
    public int firstBurstLength() {
        return value(Key.FIRST_BURST_LENGTH);
    }

    /** Whether all output but immediate data waits for R2T. */
    public boolean initialR2t() {
        return value(Key.INITIAL_R2T) != 0;
    }

    /** Whether output may ride in the command's PDU. */
    public boolean immediateData() {
        return value(Key.IMMEDIATE_DATA) != 0;
    }

    /** Most R2Ts of a command at a time. */
    public int maxOutstandingR2t() {
        return value(Key.MAX_OUTSTANDING_R2T);
    }

    /** Whether headers carry a CRC32C. */
    public boolean headerDigest() {
        return value(Key.HEADER_DIGEST) != 0;
    }

    /** Whether data segments carry a CRC32C. */
    public boolean dataDigest() {
        return value(Key.DATA_DIGEST) != 0;
    }

    /** Seconds to wait before a reconnection. */
    public int defaultTime2Wait() {
        return value(Key.DEFAULT_TIME2WAIT);
    }

    /** Most connections of the session. */
    public int maxConnections() {
        return value(Key.MAX_CONNECTIONS);
    }

    /** 1 for RFC 7143, 2 when RFC 7144 counts too. */
    public int iscsiProtocolLevel() {
        return value(Key.ISCSI_PROTOCOL_LEVEL);
    }

    /** Value of a key that is negotiated; booleans and digests as 0 and 1. */
    public int value(final Key key) {
        return values[key.ordinal()];
    }

    /** Value of a key that is negotiated; booleans and digests as 0 and 1. */
    public SessionParameters value(final Key key, final int value) {
        values[key.ordinal()] = value;
        return this;
    }
}
