package orbis.perf.load;

import java.nio.charset.StandardCharsets;
import orbis.protocol.iscsi.LoginRequestFlyweight;

/** The initiator's side of login (RFC 7143 section 6): what it asks for, and what came of it. No authentication. */
final class LoginDialogue {
    private static final int MOST_EXCHANGES = 10;
    private static final int MAX_RECEIVED = 256 * 1024;
    private static final int MAX_BURST = 256 * 1024;
    private static final int DEFAULT_MAX_SENT = 8192;
    private static final int DEFAULT_FIRST_BURST = 64 * 1024;

    private final Workload workload;
    private final String target;
    private int stage;
    private int exchanges;
    private boolean asked;
    private int maxSent;
    private int firstBurst;
    private boolean immediateData;
    private boolean initialR2t;
    private boolean headerDigest;
    private boolean dataDigest;

    LoginDialogue(final Workload workload, final String target) {
        this.workload = workload;
        this.target = target;
    }

    /** Begins anew. */
    void restart() {
        stage = LoginRequestFlyweight.SECURITY_STAGE;
        exchanges = 0;
        asked = false;
        maxSent = DEFAULT_MAX_SENT;
        firstBurst = DEFAULT_FIRST_BURST;
        immediateData = true;
        initialR2t = true;
        headerDigest = false;
        dataDigest = false;
    }

    /** Stage of the next request; full feature when login has ended. */
    int stage() {
        return stage;
    }

    /** Stage that the next request wants to go to. */
    int nextStage() {
        return stage == LoginRequestFlyweight.SECURITY_STAGE
            ? LoginRequestFlyweight.OPERATIONAL_STAGE : LoginRequestFlyweight.FULL_FEATURE_STAGE;
    }

    /** Text of the next request: keys with their values, each ended by NUL. */
    byte[] request() {
        if (++exchanges > MOST_EXCHANGES) {
            throw new IllegalStateException("the target does not come to an end of login");
        }
        if (asked) {
            return new byte[0];
        }
        asked = true;
        final String[] keys = stage == LoginRequestFlyweight.SECURITY_STAGE
            ? new String[] {
                "InitiatorName=" + workload.initiator(), "TargetName=" + target, "SessionType=Normal",
                "AuthMethod=None"}
            : new String[] {
                "HeaderDigest=" + digest(workload.headerDigest()), "DataDigest=" + digest(workload.dataDigest()),
                "InitialR2T=No", "ImmediateData=Yes", "MaxRecvDataSegmentLength=" + MAX_RECEIVED,
                "MaxBurstLength=" + MAX_BURST, "FirstBurstLength=" + MAX_BURST, "MaxOutstandingR2T=1",
                "MaxConnections=1", "ErrorRecoveryLevel=0", "DefaultTime2Wait=0", "DefaultTime2Retain=0",
                "DataPDUInOrder=Yes", "DataSequenceInOrder=Yes"};
        return (String.join("\0", keys) + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the keys of a response, and the stage that it went to; -1 when it stays. */
    void answer(final String text, final int newStage) {
        for (final String pair : text.split("\0")) {
            final int equals = pair.indexOf('=');
            if (equals > 0) {
                conclude(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        if (newStage > stage) {
            stage = newStage;
            asked = false;
        }
    }

    private void conclude(final String key, final String value) {
        switch (key) {
            case "MaxRecvDataSegmentLength" -> maxSent = number(key, value);
            case "FirstBurstLength" -> firstBurst = number(key, value);
            case "ImmediateData" -> immediateData = "Yes".equals(value);
            case "InitialR2T" -> initialR2t = "Yes".equals(value);
            case "HeaderDigest" -> headerDigest = "CRC32C".equals(value);
            case "DataDigest" -> dataDigest = "CRC32C".equals(value);
            default -> { }
        }
    }

    private static int number(final String key, final String value) {
        try {
            return Integer.parseInt(value);
        } catch (final NumberFormatException e) {
            throw new IllegalStateException("the target answers " + key + "=" + value);
        }
    }

    private static String digest(final boolean wanted) {
        return wanted ? "CRC32C" : "None";
    }

    /** Most bytes of data in one PDU that the target takes. */
    int maxSent() {
        return maxSent;
    }

    /** Most bytes of a write that may go without an R2T. */
    int firstBurst() {
        return firstBurst;
    }

    /** Whether the command may carry data. */
    boolean immediateData() {
        return immediateData;
    }

    /** Whether Data-Out waits for an R2T from the start. */
    boolean initialR2t() {
        return initialR2t;
    }

    boolean headerDigest() {
        return headerDigest;
    }

    boolean dataDigest() {
        return dataDigest;
    }
}
