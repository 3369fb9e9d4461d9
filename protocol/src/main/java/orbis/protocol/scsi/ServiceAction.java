package orbis.protocol.scsi;

/** Service actions: bits 4 to 0 of byte 1 of a CDB whose operation code has several meanings (SPC-4, SBC-4). */
public final class ServiceAction {
    /** READ CAPACITY (16) of SERVICE ACTION IN (16). */
    public static final int READ_CAPACITY_16 = 0x10;
    /** GET LBA STATUS of SERVICE ACTION IN (16). */
    public static final int GET_LBA_STATUS = 0x12;
    /** REPORT IDENTIFYING INFORMATION of MAINTENANCE IN. */
    public static final int REPORT_IDENTIFYING_INFORMATION = 0x05;
    /** REPORT TARGET PORT GROUPS of MAINTENANCE IN. */
    public static final int REPORT_TARGET_PORT_GROUPS = 0x0A;
    /** REPORT SUPPORTED OPERATION CODES of MAINTENANCE IN. */
    public static final int REPORT_SUPPORTED_OPERATION_CODES = 0x0C;
    /** REPORT SUPPORTED TASK MANAGEMENT FUNCTIONS of MAINTENANCE IN. */
    public static final int REPORT_SUPPORTED_TASK_MANAGEMENT_FUNCTIONS = 0x0D;
    /** REPORT PRIORITY of MAINTENANCE IN. */
    public static final int REPORT_PRIORITY = 0x0E;
    /** SET IDENTIFYING INFORMATION of MAINTENANCE OUT. */
    public static final int SET_IDENTIFYING_INFORMATION = 0x06;
    /** SET TARGET PORT GROUPS of MAINTENANCE OUT. */
    public static final int SET_TARGET_PORT_GROUPS = 0x0A;
    /** READ KEYS of PERSISTENT RESERVE IN. */
    public static final int PR_READ_KEYS = 0x00;
    /** READ RESERVATION of PERSISTENT RESERVE IN. */
    public static final int PR_READ_RESERVATION = 0x01;
    /** REPORT CAPABILITIES of PERSISTENT RESERVE IN. */
    public static final int PR_REPORT_CAPABILITIES = 0x02;
    /** READ FULL STATUS of PERSISTENT RESERVE IN. */
    public static final int PR_READ_FULL_STATUS = 0x03;
    /** REGISTER of PERSISTENT RESERVE OUT. */
    public static final int PR_REGISTER = 0x00;
    /** RESERVE of PERSISTENT RESERVE OUT. */
    public static final int PR_RESERVE = 0x01;
    /** RELEASE of PERSISTENT RESERVE OUT. */
    public static final int PR_RELEASE = 0x02;
    /** CLEAR of PERSISTENT RESERVE OUT. */
    public static final int PR_CLEAR = 0x03;
    /** PREEMPT of PERSISTENT RESERVE OUT. */
    public static final int PR_PREEMPT = 0x04;
    /** PREEMPT AND ABORT of PERSISTENT RESERVE OUT. */
    public static final int PR_PREEMPT_AND_ABORT = 0x05;
    /** REGISTER AND IGNORE EXISTING KEY of PERSISTENT RESERVE OUT. */
    public static final int PR_REGISTER_AND_IGNORE_EXISTING_KEY = 0x06;
    /** REGISTER AND MOVE of PERSISTENT RESERVE OUT. */
    public static final int PR_REGISTER_AND_MOVE = 0x07;
    /** OVERWRITE of SANITIZE. */
    public static final int SANITIZE_OVERWRITE = 0x01;
    /** BLOCK ERASE of SANITIZE. */
    public static final int SANITIZE_BLOCK_ERASE = 0x02;
    /** CRYPTOGRAPHIC ERASE of SANITIZE. */
    public static final int SANITIZE_CRYPTOGRAPHIC_ERASE = 0x03;
    /** EXIT FAILURE MODE of SANITIZE. */
    public static final int SANITIZE_EXIT_FAILURE_MODE = 0x1F;
    /** COPY STATUS (LID1) of RECEIVE COPY RESULTS. */
    public static final int COPY_STATUS = 0x00;
    /** RECEIVE DATA (LID1) of RECEIVE COPY RESULTS. */
    public static final int COPY_RECEIVE_DATA = 0x01;
    /** OPERATING PARAMETERS of RECEIVE COPY RESULTS. */
    public static final int COPY_OPERATING_PARAMETERS = 0x03;
    /** FAILED SEGMENT DETAILS (LID1) of RECEIVE COPY RESULTS. */
    public static final int COPY_FAILED_SEGMENT_DETAILS = 0x04;

    private ServiceAction() {
    }
}
