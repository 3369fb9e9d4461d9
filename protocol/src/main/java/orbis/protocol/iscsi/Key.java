package orbis.protocol.iscsi;

import static orbis.protocol.iscsi.Key.Rule.AND;
import static orbis.protocol.iscsi.Key.Rule.DECLARED_NUMBER;
import static orbis.protocol.iscsi.Key.Rule.DECLARED_TEXT;
import static orbis.protocol.iscsi.Key.Rule.DIGEST;
import static orbis.protocol.iscsi.Key.Rule.MAXIMUM;
import static orbis.protocol.iscsi.Key.Rule.MINIMUM;
import static orbis.protocol.iscsi.Key.Rule.OBSOLETE_INTERVAL;
import static orbis.protocol.iscsi.Key.Rule.OBSOLETE_MARKER;
import static orbis.protocol.iscsi.Key.Rule.OR;
import static orbis.protocol.iscsi.Key.Rule.SECURITY;
import static orbis.protocol.iscsi.Key.Rule.TARGET_ONLY;
import static orbis.protocol.iscsi.Key.Rule.TASK_REPORTING_LIST;
import static orbis.protocol.iscsi.Key.Rule.TEXT_REQUEST;

import java.util.HashMap;
import java.util.Map;

/** The text keys of RFC 7143 section 13, each with the rule by which its value is found. */
public enum Key {
    /** Whether headers carry a CRC32C. */
    HEADER_DIGEST("HeaderDigest", DIGEST, 0, 0, 1, false),
    /** Whether data segments carry a CRC32C. */
    DATA_DIGEST("DataDigest", DIGEST, 0, 0, 1, false),
    /** Most connections of the session. */
    MAX_CONNECTIONS("MaxConnections", MINIMUM, 1, 1, 65535, true),
    /** Whether all output waits for R2T. */
    INITIAL_R2T("InitialR2T", OR, 1, 0, 1, true),
    /** Whether output may ride in the command's PDU. */
    IMMEDIATE_DATA("ImmediateData", AND, 1, 0, 1, true),
    /** Most bytes of a data segment that the side which says it takes. */
    MAX_RECV_DATA_SEGMENT_LENGTH("MaxRecvDataSegmentLength", DECLARED_NUMBER, 8192, 512, 0xFFFFFF, false),
    /** Most bytes of a sequence of Data-In, or of solicited Data-Out. */
    MAX_BURST_LENGTH("MaxBurstLength", MINIMUM, 262144, 512, 0xFFFFFF, true),
    /** Most bytes of unsolicited output of a command, immediate data included. */
    FIRST_BURST_LENGTH("FirstBurstLength", MINIMUM, 65536, 512, 0xFFFFFF, true),
    /** Seconds to wait before a reconnection. */
    DEFAULT_TIME2WAIT("DefaultTime2Wait", MAXIMUM, 2, 0, 3600, false),
    /** Seconds for which tasks are kept after that. */
    DEFAULT_TIME2RETAIN("DefaultTime2Retain", MINIMUM, 20, 0, 3600, false),
    /** Most R2Ts of a command at a time. */
    MAX_OUTSTANDING_R2T("MaxOutstandingR2T", MINIMUM, 1, 1, 65535, true),
    /** Whether the PDUs of a sequence go by rising offset. */
    DATA_PDU_IN_ORDER("DataPDUInOrder", OR, 1, 0, 1, true),
    /** Whether sequences go by rising offset. */
    DATA_SEQUENCE_IN_ORDER("DataSequenceInOrder", OR, 1, 0, 1, true),
    /** How much both sides can recover from. */
    ERROR_RECOVERY_LEVEL("ErrorRecoveryLevel", MINIMUM, 0, 0, 2, false),
    /** Which set of SCSI features both sides speak: 1 for RFC 7143, 2 for RFC 7144. */
    ISCSI_PROTOCOL_LEVEL("iSCSIProtocolLevel", MINIMUM, 1, 0, 31, true),
    /** How tasks that others abort are reported. */
    TASK_REPORTING("TaskReporting", TASK_REPORTING_LIST, 0, 0, 0, true),

    /** Who the initiator is. */
    INITIATOR_NAME("InitiatorName", DECLARED_TEXT),
    /** What people call the initiator. */
    INITIATOR_ALIAS("InitiatorAlias", DECLARED_TEXT),
    /** Which target the session is for. */
    TARGET_NAME("TargetName", DECLARED_TEXT),
    /** Normal or Discovery. */
    SESSION_TYPE("SessionType", DECLARED_TEXT),
    /** What people call the target. */
    TARGET_ALIAS("TargetAlias", TARGET_ONLY),
    /** Where the target is. */
    TARGET_ADDRESS("TargetAddress", TARGET_ONLY),
    /** The portal group in which this connection is. */
    TARGET_PORTAL_GROUP_TAG("TargetPortalGroupTag", TARGET_ONLY),
    /** Asks which targets there are. */
    SEND_TARGETS("SendTargets", TEXT_REQUEST),

    /** How the sides prove who they are. */
    AUTH_METHOD("AuthMethod", SECURITY),
    /** CHAP algorithms. */
    CHAP_A("CHAP_A", SECURITY),
    /** CHAP identifier. */
    CHAP_I("CHAP_I", SECURITY),
    /** CHAP challenge. */
    CHAP_C("CHAP_C", SECURITY),
    /** CHAP name. */
    CHAP_N("CHAP_N", SECURITY),
    /** CHAP response. */
    CHAP_R("CHAP_R", SECURITY),

    /** Markers towards the initiator: gone since RFC 7143. */
    IF_MARKER("IFMarker", OBSOLETE_MARKER),
    /** Markers towards the target: gone since RFC 7143. */
    OF_MARKER("OFMarker", OBSOLETE_MARKER),
    /** Distance of markers: gone since RFC 7143. */
    IF_MARK_INT("IFMarkInt", OBSOLETE_INTERVAL),
    /** Distance of markers: gone since RFC 7143. */
    OF_MARK_INT("OFMarkInt", OBSOLETE_INTERVAL);

    /** How the answer to a key is found. */
    public enum Rule {
        /** The smaller of both numbers. */
        MINIMUM,
        /** The larger of both numbers. */
        MAXIMUM,
        /** Yes when both say so. */
        AND,
        /** Yes when one says so. */
        OR,
        /** The first of the offered list that this side knows too: None or CRC32C. */
        DIGEST,
        /** The first of the offered list that this side knows too: RFC3720, here. */
        TASK_REPORTING_LIST,
        /** A number that each side says for itself. */
        DECLARED_NUMBER,
        /** A text that the initiator says; there is no answer. */
        DECLARED_TEXT,
        /** Only a target says it. */
        TARGET_ONLY,
        /** Only in full feature phase. */
        TEXT_REQUEST,
        /** Only in the security stage. */
        SECURITY,
        /** Answered No (RFC 7143 section 13.25). */
        OBSOLETE_MARKER,
        /** Answered Reject (RFC 7143 section 13.25). */
        OBSOLETE_INTERVAL
    }

    private static final Map<String, Key> BY_TEXT = new HashMap<>();

    static {
        for (final Key key : values()) {
            BY_TEXT.put(key.text, key);
        }
    }

    private final String text;
    private final Rule rule;
    private final int initial;
    private final int least;
    private final int most;
    private final boolean irrelevantInDiscovery;

    Key(final String text, final Rule rule) {
        this(text, rule, 0, 0, 0, false);
    }

    Key(
        final String text,
        final Rule rule,
        final int initial,
        final int least,
        final int most,
        final boolean irrelevantInDiscovery) {
        this.text = text;
        this.rule = rule;
        this.initial = initial;
        this.least = least;
        this.most = most;
        this.irrelevantInDiscovery = irrelevantInDiscovery;
    }

    /**
     * Finds a key.
     *
     * @param text as on the wire; case counts.
     * @return the key, or null when there is no such one.
     */
    public static Key of(final String text) {
        return BY_TEXT.get(text);
    }

    /** The key as on the wire. */
    public String text() {
        return text;
    }

    /** How its value is found. */
    public Rule rule() {
        return rule;
    }

    /** The value that counts when the key was not negotiated; booleans as 0 and 1. */
    public int initial() {
        return initial;
    }

    /** The smallest value that is allowed. */
    public int least() {
        return least;
    }

    /** The largest value that is allowed. */
    public int most() {
        return most;
    }

    /** Whether the key means nothing in a discovery session. */
    public boolean irrelevantInDiscovery() {
        return irrelevantInDiscovery;
    }

    /** Whether the key carries binary data, as hexadecimal or base64, which may be longer than 255 characters. */
    public boolean largeBinary() {
        return this == CHAP_C || this == CHAP_R;
    }
}
