package orbis.protocol.scsi;

/** Additional sense codes with their qualifiers, as {@code ASC << 8 | ASCQ} (SPC-4 annex F). */
public final class AdditionalSense {
    /** NO ADDITIONAL SENSE INFORMATION. */
    public static final int NONE = 0x0000;
    /** OPERATION IN PROGRESS. */
    public static final int OPERATION_IN_PROGRESS = 0x0016;
    /** EXTENDED COPY INFORMATION AVAILABLE. */
    public static final int EXTENDED_COPY_INFORMATION_AVAILABLE = 0x0018;
    /** LOGICAL UNIT NOT READY INITIALIZING COMMAND REQUIRED. */
    public static final int LOGICAL_UNIT_NOT_READY_INITIALIZING_COMMAND_REQUIRED = 0x0402;
    /** LOGICAL UNIT NOT READY SANITIZE IN PROGRESS. */
    public static final int LOGICAL_UNIT_NOT_READY_SANITIZE_IN_PROGRESS = 0x041B;
    /** LOGICAL UNIT COMMUNICATION FAILURE. */
    public static final int LOGICAL_UNIT_COMMUNICATION_FAILURE = 0x0800;
    /** WRITE ERROR. */
    public static final int WRITE_ERROR = 0x0C00;
    /** THIRD PARTY DEVICE FAILURE. */
    public static final int THIRD_PARTY_DEVICE_FAILURE = 0x0D01;
    /** COPY TARGET DEVICE NOT REACHABLE. */
    public static final int COPY_TARGET_DEVICE_NOT_REACHABLE = 0x0D02;
    /** INVALID FIELD IN COMMAND INFORMATION UNIT. */
    public static final int INVALID_FIELD_IN_COMMAND_INFORMATION_UNIT = 0x0E03;
    /** UNRECOVERED READ ERROR. */
    public static final int UNRECOVERED_READ_ERROR = 0x1100;
    /** PARAMETER LIST LENGTH ERROR. */
    public static final int PARAMETER_LIST_LENGTH_ERROR = 0x1A00;
    /** MISCOMPARE DURING VERIFY OPERATION. */
    public static final int MISCOMPARE_DURING_VERIFY = 0x1D00;
    /** INVALID COMMAND OPERATION CODE. */
    public static final int INVALID_COMMAND_OPERATION_CODE = 0x2000;
    /** LOGICAL BLOCK ADDRESS OUT OF RANGE. */
    public static final int LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE = 0x2100;
    /** INVALID FIELD IN CDB. */
    public static final int INVALID_FIELD_IN_CDB = 0x2400;
    /** LOGICAL UNIT NOT SUPPORTED. */
    public static final int LOGICAL_UNIT_NOT_SUPPORTED = 0x2500;
    /** INVALID FIELD IN PARAMETER LIST. */
    public static final int INVALID_FIELD_IN_PARAMETER_LIST = 0x2600;
    /** PARAMETER VALUE INVALID. */
    public static final int PARAMETER_VALUE_INVALID = 0x2602;
    /** INVALID RELEASE OF PERSISTENT RESERVATION. */
    public static final int INVALID_RELEASE_OF_PERSISTENT_RESERVATION = 0x2604;
    /** TOO MANY TARGET DESCRIPTORS. */
    public static final int TOO_MANY_TARGET_DESCRIPTORS = 0x2606;
    /** UNSUPPORTED TARGET DESCRIPTOR TYPE CODE. */
    public static final int UNSUPPORTED_TARGET_DESCRIPTOR_TYPE_CODE = 0x2607;
    /** TOO MANY SEGMENT DESCRIPTORS. */
    public static final int TOO_MANY_SEGMENT_DESCRIPTORS = 0x2608;
    /** UNSUPPORTED SEGMENT DESCRIPTOR TYPE CODE. */
    public static final int UNSUPPORTED_SEGMENT_DESCRIPTOR_TYPE_CODE = 0x2609;
    /** INLINE DATA LENGTH EXCEEDED. */
    public static final int INLINE_DATA_LENGTH_EXCEEDED = 0x260B;
    /** INVALID OPERATION FOR COPY SOURCE OR DESTINATION. */
    public static final int INVALID_OPERATION_FOR_COPY_SOURCE_OR_DESTINATION = 0x260C;
    /** WRITE PROTECTED. */
    public static final int WRITE_PROTECTED = 0x2700;
    /** SPACE ALLOCATION FAILED WRITE PROTECT. */
    public static final int SPACE_ALLOCATION_FAILED_WRITE_PROTECT = 0x2707;
    /** POWER ON, RESET, OR BUS DEVICE RESET OCCURRED. */
    public static final int POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED = 0x2900;
    /** POWER ON OCCURRED. */
    public static final int POWER_ON_OCCURRED = 0x2901;
    /** SCSI BUS RESET OCCURRED. */
    public static final int SCSI_BUS_RESET_OCCURRED = 0x2902;
    /** BUS DEVICE RESET FUNCTION OCCURRED. */
    public static final int BUS_DEVICE_RESET_FUNCTION_OCCURRED = 0x2903;
    /** I_T NEXUS LOSS OCCURRED. */
    public static final int IT_NEXUS_LOSS_OCCURRED = 0x2907;
    /** MODE PARAMETERS CHANGED. */
    public static final int MODE_PARAMETERS_CHANGED = 0x2A01;
    /** RESERVATIONS PREEMPTED. */
    public static final int RESERVATIONS_PREEMPTED = 0x2A03;
    /** RESERVATIONS RELEASED. */
    public static final int RESERVATIONS_RELEASED = 0x2A04;
    /** REGISTRATIONS PREEMPTED. */
    public static final int REGISTRATIONS_PREEMPTED = 0x2A05;
    /** ASYMMETRIC ACCESS STATE CHANGED. */
    public static final int ASYMMETRIC_ACCESS_STATE_CHANGED = 0x2A06;
    /** CAPACITY DATA HAS CHANGED. */
    public static final int CAPACITY_DATA_HAS_CHANGED = 0x2A09;
    /** COMMAND SEQUENCE ERROR. */
    public static final int COMMAND_SEQUENCE_ERROR = 0x2C00;
    /** COMMANDS CLEARED BY ANOTHER INITIATOR. */
    public static final int COMMANDS_CLEARED_BY_ANOTHER_INITIATOR = 0x2F00;
    /** SANITIZE COMMAND FAILED. */
    public static final int SANITIZE_COMMAND_FAILED = 0x3103;
    /** THIN PROVISIONING SOFT THRESHOLD REACHED. */
    public static final int THIN_PROVISIONING_SOFT_THRESHOLD_REACHED = 0x3807;
    /** SAVING PARAMETERS NOT SUPPORTED. */
    public static final int SAVING_PARAMETERS_NOT_SUPPORTED = 0x3900;
    /** MEDIUM NOT PRESENT. */
    public static final int MEDIUM_NOT_PRESENT = 0x3A00;
    /** INQUIRY DATA HAS CHANGED. */
    public static final int INQUIRY_DATA_HAS_CHANGED = 0x3F03;
    /** REPORTED LUNS DATA HAS CHANGED. */
    public static final int REPORTED_LUNS_DATA_HAS_CHANGED = 0x3F0E;
    /** INTERNAL TARGET FAILURE. */
    public static final int INTERNAL_TARGET_FAILURE = 0x4400;
    /** INVALID MESSAGE ERROR. */
    public static final int INVALID_MESSAGE_ERROR = 0x4900;
    /** MEDIUM REMOVAL PREVENTED. */
    public static final int MEDIUM_REMOVAL_PREVENTED = 0x5302;
    /** INSUFFICIENT RESOURCES. */
    public static final int INSUFFICIENT_RESOURCES = 0x5503;
    /** INSUFFICIENT REGISTRATION RESOURCES. */
    public static final int INSUFFICIENT_REGISTRATION_RESOURCES = 0x5504;

    private AdditionalSense() {
    }
}
