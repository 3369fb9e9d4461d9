package orbis.protocol.scsi;

/** Operation codes: byte 0 of a CDB (SPC-4 annex E, SBC-4 5.1). */
public final class Opcode {
    /** TEST UNIT READY. */
    public static final int TEST_UNIT_READY = 0x00;
    /** REQUEST SENSE. */
    public static final int REQUEST_SENSE = 0x03;
    /** FORMAT UNIT. */
    public static final int FORMAT_UNIT = 0x04;
    /** READ 6. */
    public static final int READ_6 = 0x08;
    /** WRITE 6. */
    public static final int WRITE_6 = 0x0A;
    /** INQUIRY. */
    public static final int INQUIRY = 0x12;
    /** MODE SELECT 6. */
    public static final int MODE_SELECT_6 = 0x15;
    /** RESERVE 6. */
    public static final int RESERVE_6 = 0x16;
    /** RELEASE 6. */
    public static final int RELEASE_6 = 0x17;
    /** MODE SENSE 6. */
    public static final int MODE_SENSE_6 = 0x1A;
    /** START STOP UNIT. */
    public static final int START_STOP_UNIT = 0x1B;
    /** PREVENT ALLOW MEDIUM REMOVAL. */
    public static final int PREVENT_ALLOW_MEDIUM_REMOVAL = 0x1E;
    /** READ CAPACITY 10. */
    public static final int READ_CAPACITY_10 = 0x25;
    /** READ 10. */
    public static final int READ_10 = 0x28;
    /** WRITE 10. */
    public static final int WRITE_10 = 0x2A;
    /** WRITE AND VERIFY 10. */
    public static final int WRITE_AND_VERIFY_10 = 0x2E;
    /** VERIFY 10. */
    public static final int VERIFY_10 = 0x2F;
    /** PRE FETCH 10. */
    public static final int PRE_FETCH_10 = 0x34;
    /** SYNCHRONIZE CACHE 10. */
    public static final int SYNCHRONIZE_CACHE_10 = 0x35;
    /** READ DEFECT DATA 10. */
    public static final int READ_DEFECT_DATA_10 = 0x37;
    /** WRITE BUFFER. */
    public static final int WRITE_BUFFER = 0x3B;
    /** READ BUFFER. */
    public static final int READ_BUFFER = 0x3C;
    /** WRITE SAME 10. */
    public static final int WRITE_SAME_10 = 0x41;
    /** UNMAP. */
    public static final int UNMAP = 0x42;
    /** SANITIZE. */
    public static final int SANITIZE = 0x48;
    /** LOG SENSE. */
    public static final int LOG_SENSE = 0x4D;
    /** MODE SELECT 10. */
    public static final int MODE_SELECT_10 = 0x55;
    /** RESERVE 10. */
    public static final int RESERVE_10 = 0x56;
    /** RELEASE 10. */
    public static final int RELEASE_10 = 0x57;
    /** MODE SENSE 10. */
    public static final int MODE_SENSE_10 = 0x5A;
    /** PERSISTENT RESERVE IN. */
    public static final int PERSISTENT_RESERVE_IN = 0x5E;
    /** PERSISTENT RESERVE OUT. */
    public static final int PERSISTENT_RESERVE_OUT = 0x5F;
    /** EXTENDED COPY. */
    public static final int EXTENDED_COPY = 0x83;
    /** RECEIVE COPY RESULTS. */
    public static final int RECEIVE_COPY_RESULTS = 0x84;
    /** READ 16. */
    public static final int READ_16 = 0x88;
    /** COMPARE AND WRITE. */
    public static final int COMPARE_AND_WRITE = 0x89;
    /** WRITE 16. */
    public static final int WRITE_16 = 0x8A;
    /** ORWRITE 16. */
    public static final int ORWRITE_16 = 0x8B;
    /** WRITE AND VERIFY 16. */
    public static final int WRITE_AND_VERIFY_16 = 0x8E;
    /** VERIFY 16. */
    public static final int VERIFY_16 = 0x8F;
    /** PRE FETCH 16. */
    public static final int PRE_FETCH_16 = 0x90;
    /** SYNCHRONIZE CACHE 16. */
    public static final int SYNCHRONIZE_CACHE_16 = 0x91;
    /** WRITE SAME 16. */
    public static final int WRITE_SAME_16 = 0x93;
    /** WRITE ATOMIC 16. */
    public static final int WRITE_ATOMIC_16 = 0x9C;
    /** SERVICE ACTION IN 16. */
    public static final int SERVICE_ACTION_IN_16 = 0x9E;
    /** REPORT LUNS. */
    public static final int REPORT_LUNS = 0xA0;
    /** MAINTENANCE IN. */
    public static final int MAINTENANCE_IN = 0xA3;
    /** MAINTENANCE OUT. */
    public static final int MAINTENANCE_OUT = 0xA4;
    /** READ 12. */
    public static final int READ_12 = 0xA8;
    /** WRITE 12. */
    public static final int WRITE_12 = 0xAA;
    /** WRITE AND VERIFY 12. */
    public static final int WRITE_AND_VERIFY_12 = 0xAE;
    /** VERIFY 12. */
    public static final int VERIFY_12 = 0xAF;
    /** READ DEFECT DATA 12. */
    public static final int READ_DEFECT_DATA_12 = 0xB7;

    private Opcode() {
    }
}
