package orbis.engine.scsi;

/** What EXTENDED COPY takes, as RECEIVE COPY RESULTS and the third-party copy page tell it. */
final class CopyLimits {
    static final int MAX_TARGETS = 16;
    static final int MAX_SEGMENTS = 16;
    static final int MAX_LIST_LENGTH = 2048;
    static final int MAX_SEGMENT_LENGTH = 64 << 20;
    static final int MAX_CONCURRENT = 255;
    /** Target descriptor: identification descriptor. */
    static final int IDENTIFICATION = 0xE4;
    /** Segment descriptor: block device to block device. */
    static final int BLOCK_TO_BLOCK = 0x02;
    /** Segment descriptor: block device to block device, at byte offsets. */
    static final int BLOCK_TO_BLOCK_AT_OFFSET = 0x0A;

    private CopyLimits() {
    }
}
