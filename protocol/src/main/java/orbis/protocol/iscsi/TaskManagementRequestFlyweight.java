package orbis.protocol.iscsi;

import static java.nio.ByteOrder.BIG_ENDIAN;

/**
 * Task Management Function Request (RFC 7143 section 11.5, RFC 7144 section 5).
 * <pre>
 *   |       0       |       1       |       2       |       3       |
 *   0|.|I|    0x02   |1|   Function  |            Reserved           |
 *   4| TotalAHSLength|               DataSegmentLength               |
 *   8|                   Logical Unit Number (LUN)                   |
 *  12|                                                               |
 *  16|                       Initiator Task Tag                      |
 *  20|               Referenced Task Tag or 0xffffffff               |
 *  24|                             CmdSN                             |
 *  28|                           ExpStatSN                           |
 *  32|                      RefCmdSN or Reserved                     |
 *  36|                     ExpDataSN or Reserved                     |
 *  40|                            Reserved                           |
 *  44|                            Reserved                           |
 * </pre>
 */
public final class TaskManagementRequestFlyweight extends InitiatorHeaderFlyweight {
    /** Abort one task. */
    public static final int ABORT_TASK = 1;
    /** Abort all tasks of this nexus on the logical unit. */
    public static final int ABORT_TASK_SET = 2;
    /** Clear the auto contingent allegiance. */
    public static final int CLEAR_ACA = 3;
    /** Abort all tasks of the task set. */
    public static final int CLEAR_TASK_SET = 4;
    /** Reset the logical unit. */
    public static final int LOGICAL_UNIT_RESET = 5;
    /** Reset the target. */
    public static final int TARGET_WARM_RESET = 6;
    /** Reset the target and end its sessions. */
    public static final int TARGET_COLD_RESET = 7;
    /** Move a task to this connection. */
    public static final int TASK_REASSIGN = 8;
    /** Is the task there. */
    public static final int QUERY_TASK = 9;
    /** Is any task there. */
    public static final int QUERY_TASK_SET = 10;
    /** Lose the nexus. */
    public static final int I_T_NEXUS_RESET = 11;
    /** Is a unit attention pending. */
    public static final int QUERY_ASYNCHRONOUS_EVENT = 12;

    private static final int FUNCTION_MASK = 0x7f;
    private static final int REFERENCED_TASK_TAG_OFFSET = 20;
    private static final int REF_CMD_SN_OFFSET = 32;
    private static final int EXP_DATA_SN_OFFSET = 36;

    /** Zeroes the header and sets what is the same in all of its kind. */
    public TaskManagementRequestFlyweight blank() {
        zero(Opcode.TASK_MANAGEMENT_REQUEST);
        flags(0x80);
        return this;
    }

    /** What to do, one of {@link #ABORT_TASK} to {@link #QUERY_ASYNCHRONOUS_EVENT}. */
    public int function() {
        return flags() & FUNCTION_MASK;
    }

    /** What to do, one of {@link #ABORT_TASK} to {@link #QUERY_ASYNCHRONOUS_EVENT}. */
    public TaskManagementRequestFlyweight function(final int value) {
        flags(flags() & ~FUNCTION_MASK | value & FUNCTION_MASK);
        return this;
    }

    /** Initiator task tag of the task to act on. */
    public int referencedTaskTag() {
        return getInt(REFERENCED_TASK_TAG_OFFSET, BIG_ENDIAN);
    }

    /** Initiator task tag of the task to act on. */
    public TaskManagementRequestFlyweight referencedTaskTag(final int value) {
        putInt(REFERENCED_TASK_TAG_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** CmdSN of the task to act on. */
    public int refCmdSn() {
        return getInt(REF_CMD_SN_OFFSET, BIG_ENDIAN);
    }

    /** CmdSN of the task to act on. */
    public TaskManagementRequestFlyweight refCmdSn(final int value) {
        putInt(REF_CMD_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }

    /** For TASK REASSIGN, the DataSN to go on from. */
    public int expDataSn() {
        return getInt(EXP_DATA_SN_OFFSET, BIG_ENDIAN);
    }

    /** For TASK REASSIGN, the DataSN to go on from. */
    public TaskManagementRequestFlyweight expDataSn(final int value) {
        putInt(EXP_DATA_SN_OFFSET, value, BIG_ENDIAN);
        return this;
    }
}
