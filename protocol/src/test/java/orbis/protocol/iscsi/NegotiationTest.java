package orbis.protocol.iscsi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NegotiationTest {
    private final SessionParameters parameters = new SessionParameters();
    private final SessionParameters limits = SessionParameters.limits();
    private final Negotiation negotiation = new Negotiation(limits, parameters);
    private final TextWriter answers = new TextWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        HeaderDigest        | None            | None     | 0
        HeaderDigest        | CRC32C          | CRC32C   | 1
        HeaderDigest        | CRC32C,None     | CRC32C   | 1
        DataDigest          | None,CRC32C     | None     | 0
        DataDigest          | X-other,CRC32C  | CRC32C   | 1
        DataDigest          | CRC32           | Reject   | 0
        MaxConnections      | 8               | 1        | 1
        MaxConnections      | 0               | Reject   | 1
        MaxConnections      | 65536           | Reject   | 1
        InitialR2T          | No              | No       | 0
        InitialR2T          | Yes             | Yes      | 1
        InitialR2T          | yes             | Reject   | 1
        ImmediateData       | Yes             | Yes      | 1
        ImmediateData       | No              | No       | 0
        ImmediateData       | Irrelevant      | Reject   | 1
        MaxBurstLength      | 16776192        | 16776192 | 16776192
        MaxBurstLength      | 0x40000         | 262144   | 262144
        MaxBurstLength      | 16777215        | 16776192 | 16776192
        MaxBurstLength      | 16777216        | Reject   | 262144
        MaxBurstLength      | 511             | Reject   | 262144
        FirstBurstLength    | 262144          | 262144   | 262144
        FirstBurstLength    | 1048576         | 262144   | 262144
        FirstBurstLength    | 65536           | 65536    | 65536
        DefaultTime2Wait    | 2               | 2        | 2
        DefaultTime2Wait    | 0               | 0        | 0
        DefaultTime2Wait    | 3601            | Reject   | 2
        DefaultTime2Retain  | 20              | 0        | 0
        MaxOutstandingR2T   | 1               | 1        | 1
        MaxOutstandingR2T   | 65535           | 16       | 16
        DataPDUInOrder      | No              | Yes      | 1
        DataSequenceInOrder | Yes             | Yes      | 1
        ErrorRecoveryLevel  | 2               | 0        | 0
        ErrorRecoveryLevel  | 3               | Reject   | 0
        iSCSIProtocolLevel  | 1               | 1        | 1
        iSCSIProtocolLevel  | 2               | 2        | 2
        iSCSIProtocolLevel  | 31              | 2        | 2
        """)
    void shouldAgreeByTheRuleOfTheKey(final String text, final String offer, final String answer, final int value) {
        final Key key = Key.of(text);
        assertTrue(Negotiation.concerns(key));
        assertTrue(negotiation.offer(key, offer, false, answers));
        assertAnswers(text + "=" + answer + '\0');
        assertEquals(value, parameters.value(key));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        OFFERED   | None,CRC32C   | None   | 0
        PREFERRED | None,CRC32C   | CRC32C | 1
        PREFERRED | None          | None   | 0
        PREFERRED | X-CRC32C,None | None   | 0
        REQUIRED  | None,CRC32C   | CRC32C | 1
        REQUIRED  | None          | Reject | 0
        OFF       | CRC32C,None   | None   | 0
        OFF       | CRC32C        | Reject | 0
        """)
    void shouldTakeDigestsAsItWasTold(
        final Digests digests, final String offer, final String answer, final int value) {
        negotiation.digests(digests);
        assertTrue(negotiation.offer(Key.HEADER_DIGEST, offer, false, answers));
        assertAnswers("HeaderDigest=" + answer + '\0');
        assertEquals(value, parameters.value(Key.HEADER_DIGEST));
    }

    @Test
    void shouldKnowWhetherDigestsThatAreDemandedAreLacking() {
        assertFalse(negotiation.lacksDigests());
        negotiation.digests(Digests.REQUIRED);
        assertTrue(negotiation.lacksDigests());
        negotiation.offer(Key.HEADER_DIGEST, "CRC32C", false, answers);
        assertTrue(negotiation.lacksDigests());
        negotiation.offer(Key.DATA_DIGEST, "None,CRC32C", false, answers);
        assertFalse(negotiation.lacksDigests());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        IFMarker      | No                     | No
        OFMarker      | Yes                    | No
        IFMarkInt     | 2048~8192              | Reject
        OFMarkInt     | 1                      | Reject
        TaskReporting | ResponseFence,RFC3720  | RFC3720
        TaskReporting | FastAbort              | Reject
        """)
    void shouldAnswerKeysThatChangeNothing(final String text, final String offer, final String answer) {
        assertTrue(negotiation.offer(Key.of(text), offer, false, answers));
        assertAnswers(text + "=" + answer + '\0');
    }

    @Test
    void shouldDemandR2tAndRefuseImmediateDataWhenToldSo() {
        limits.value(Key.INITIAL_R2T, 1).value(Key.IMMEDIATE_DATA, 0);
        negotiation.offer(Key.INITIAL_R2T, "No", false, answers);
        negotiation.offer(Key.IMMEDIATE_DATA, "Yes", false, answers);
        assertAnswers("InitialR2T=Yes\0ImmediateData=No\0");
        assertTrue(parameters.initialR2t());
        assertFalse(parameters.immediateData());
    }

    @Test
    void shouldTakeADeclarationWithoutAnAnswerAndAgain() {
        final Key key = Key.MAX_RECV_DATA_SEGMENT_LENGTH;
        assertTrue(negotiation.offer(key, "65536", false, answers));
        assertEquals(65536, parameters.initiatorMaxRecvDataSegmentLength());
        assertTrue(negotiation.offer(key, "512", false, answers));
        assertEquals(512, parameters.initiatorMaxRecvDataSegmentLength());
        assertAnswers("");
        assertTrue(negotiation.offer(key, "511", false, answers));
        assertEquals(512, parameters.initiatorMaxRecvDataSegmentLength());
        assertAnswers("MaxRecvDataSegmentLength=Reject\0");
    }

    @Test
    void shouldDeclareItsOwnLengthOnceAndTakeOnlyTheDefaultUntilThen() {
        assertEquals(8192, parameters.targetMaxRecvDataSegmentLength());
        negotiation.declare(false, answers);
        negotiation.declare(false, answers);
        assertAnswers("MaxRecvDataSegmentLength=262144\0");
        assertEquals(262144, parameters.targetMaxRecvDataSegmentLength());
    }

    @Test
    void shouldTakeNoMoreThanTheDefaultInADiscoverySession() {
        negotiation.declare(true, answers);
        assertAnswers("MaxRecvDataSegmentLength=8192\0");
        assertEquals(8192, parameters.targetMaxRecvDataSegmentLength());
    }

    @Test
    void shouldRefuseAKeyThatIsOfferedTwice() {
        assertTrue(negotiation.offer(Key.MAX_BURST_LENGTH, "65536", false, answers));
        assertFalse(negotiation.offer(Key.MAX_BURST_LENGTH, "65536", false, answers));
    }

    @ParameterizedTest
    @CsvSource({
        "MaxConnections,1", "InitialR2T,No", "ImmediateData,Yes", "MaxBurstLength,65536", "FirstBurstLength,65536",
        "MaxOutstandingR2T,1", "DataPDUInOrder,Yes", "DataSequenceInOrder,Yes", "iSCSIProtocolLevel,1",
        "TaskReporting,RFC3720"
    })
    void shouldCallKeysIrrelevantInADiscoverySession(final String text, final String offer) {
        negotiation.offer(Key.of(text), offer, true, answers);
        assertAnswers(text + "=Irrelevant\0");
    }

    @Test
    void shouldNegotiateDigestsAndTimesInADiscoverySession() {
        negotiation.offer(Key.HEADER_DIGEST, "CRC32C", true, answers);
        negotiation.offer(Key.DEFAULT_TIME2WAIT, "2", true, answers);
        assertAnswers("HeaderDigest=CRC32C\0DefaultTime2Wait=2\0");
    }

    @ParameterizedTest
    @EnumSource(value = Key.class, names = {
        "INITIATOR_NAME", "TARGET_NAME", "SESSION_TYPE", "TARGET_ALIAS", "SEND_TARGETS", "AUTH_METHOD", "CHAP_A"})
    void shouldLeaveOtherKeysToOthers(final Key key) {
        assertFalse(Negotiation.concerns(key));
    }

    @Test
    void shouldKnowKeysByTheirExactTextOnly() {
        for (final Key key : Key.values()) {
            assertEquals(key, Key.of(key.text()));
        }
        assertNull(Key.of("initialr2t"));
        assertNull(Key.of(""));
    }

    @Test
    void shouldBeginWithTheDefaultsOfTheStandard() {
        assertEquals(8192, parameters.initiatorMaxRecvDataSegmentLength());
        assertEquals(262144, parameters.maxBurstLength());
        assertEquals(65536, parameters.firstBurstLength());
        assertTrue(parameters.initialR2t());
        assertTrue(parameters.immediateData());
        assertEquals(1, parameters.maxOutstandingR2t());
        assertFalse(parameters.headerDigest());
        assertFalse(parameters.dataDigest());
        assertEquals(2, parameters.defaultTime2Wait());
        assertEquals(20, parameters.value(Key.DEFAULT_TIME2RETAIN));
        assertEquals(0, parameters.value(Key.ERROR_RECOVERY_LEVEL));
        assertEquals(1, parameters.maxConnections());
        assertEquals(1, parameters.iscsiProtocolLevel());
    }

    private void assertAnswers(final String expected) {
        assertEquals(expected, answers.text().getStringWithoutLengthAscii(0, answers.length()));
    }
}
