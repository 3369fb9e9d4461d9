package orbis.engine.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static orbis.engine.session.LoginExchange.INITIATOR;
import static orbis.engine.session.LoginExchange.PORTAL;
import static orbis.engine.session.LoginExchange.TARGET;
import static orbis.engine.session.TextPhase.RESPOND;
import static orbis.protocol.iscsi.BasicHeaderFlyweight.NO_TAG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.RejectFlyweight;
import orbis.protocol.iscsi.SessionParameters;
import orbis.protocol.iscsi.TextRequestFlyweight;
import orbis.protocol.iscsi.TextResponseFlyweight;
import org.agrona.BufferUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPhaseTest {
    private static final String OTHER = "iqn.2022-07.san.iscsi:tlon-root";
    private static final Portal SECOND = new Portal(new InetSocketAddress("172.16.1.1", 3260), 2);
    private static final String BOTH = "TargetName=" + TARGET + "\0TargetAddress=172.16.0.1:3260,1\0"
        + "TargetName=" + OTHER + "\0TargetAddress=172.16.0.1:3260,1\0TargetAddress=172.16.1.1:3260,2\0";
    private static final int CAPACITY = 8192;

    private final SessionParameters parameters = new SessionParameters();
    private final TextRequestFlyweight request = new TextRequestFlyweight();
    private final TextResponseFlyweight response = new TextResponseFlyweight();
    private final ByteBuffer headers = ByteBuffer.allocateDirect(2 * BasicHeaderFlyweight.LENGTH);
    private final ByteBuffer textIn = ByteBuffer.allocateDirect(1 << 17);
    private final ByteBuffer textOut = ByteBuffer.allocateDirect(CAPACITY);
    private final List<String> asked = new ArrayList<>();
    private final TextPhase discovery = phase(null);
    private final TextPhase normal = phase(TARGET);
    private int tag = 1;

    TextPhaseTest() {
        request.wrapHeader(BufferUtil.address(headers));
        response.wrapHeader(BufferUtil.address(headers) + BasicHeaderFlyweight.LENGTH);
    }

    @Test
    void shouldListAllTargetsToADiscoverySession() {
        assertEquals(RESPOND, send(discovery, NO_TAG, "SendTargets=All\0"));
        assertEquals(BOTH, text());
        assertEquals(Opcode.TEXT_RESPONSE, response.opcode());
        assertTrue(response.finalBit());
        assertFalse(response.continueBit());
        assertEquals(NO_TAG, response.targetTransferTag());
        assertEquals(1, response.initiatorTaskTag());
        assertEquals(List.of(INITIATOR), asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        discovery | iqn.2022-07.san.iscsi:uqbar-root | uqbar
        discovery | iqn.2022-07.san.iscsi:Uqbar-Root | uqbar
        discovery | iqn.2022-07.san.iscsi:nothing    | nothing
        discovery | ''                               | refused
        normal    | ''                               | uqbar
        normal    | iqn.2022-07.san.iscsi:uqbar-root | uqbar
        normal    | iqn.2022-07.san.iscsi:tlon-root  | nothing
        normal    | All                              | uqbar
        """)
    void shouldSendTheTargetsThatMayBeAskedFor(final String session, final String value, final String answer) {
        final TextPhase phase = "normal".equals(session) ? normal : discovery;
        assertEquals(RESPOND, send(phase, NO_TAG, "SendTargets=" + value + '\0'));
        assertEquals(switch (answer) {
            case "uqbar" -> "TargetName=" + TARGET + "\0TargetAddress=172.16.0.1:3260,1\0";
            case "refused" -> "SendTargets=Reject\0";
            default -> "";
        }, text());
        assertTrue(response.finalBit());
    }

    @Test
    void shouldCutALongAnswerToWhatTheInitiatorTakes() {
        parameters.value(Key.MAX_RECV_DATA_SEGMENT_LENGTH, 100);
        final StringBuilder whole = new StringBuilder();
        send(discovery, NO_TAG, "SendTargets=All\0");
        int pieces = 1;
        while (!response.finalBit()) {
            assertTrue(response.continueBit());
            assertEquals(100, response.dataSegmentLength());
            assertNotEquals(NO_TAG, response.targetTransferTag());
            whole.append(text());
            assertEquals(RESPOND, send(discovery, response.targetTransferTag(), ""));
            pieces++;
        }
        assertEquals(BOTH, whole.append(text()).toString());
        assertEquals((BOTH.length() + 99) / 100, pieces);
        assertFalse(response.continueBit());
    }

    @Test
    void shouldPutTogetherARequestThatIsCut() {
        request(NO_TAG, "SendTar").continueBit(true).finalBit(false);
        assertEquals(RESPOND, deliver(discovery));
        assertEquals("", text());
        assertFalse(response.finalBit());
        assertFalse(response.continueBit());
        request(response.targetTransferTag(), "").continueBit(true).finalBit(false);
        assertEquals(RESPOND, deliver(discovery));
        assertEquals(RESPOND, send(discovery, response.targetTransferTag(), "gets=All\0"));
        assertEquals(BOTH, text());
    }

    @Test
    void shouldKeepTheExchangeOpenUntilTheInitiatorEndsIt() {
        request(NO_TAG, "SendTargets=\0").finalBit(false);
        assertEquals(RESPOND, deliver(normal));
        assertFalse(response.finalBit());
        assertEquals(RESPOND, send(normal, response.targetTransferTag(), ""));
        assertTrue(response.finalBit());
        assertEquals("", text());
    }

    @Test
    void shouldTakeANewLengthWhenTheExchangeEnds() {
        request(NO_TAG, "MaxRecvDataSegmentLength=65536\0").finalBit(false);
        assertEquals(RESPOND, deliver(normal));
        assertEquals(8192, parameters.initiatorMaxRecvDataSegmentLength());
        assertEquals(RESPOND, send(normal, response.targetTransferTag(), ""));
        assertEquals(65536, parameters.initiatorMaxRecvDataSegmentLength());
    }

    @ParameterizedTest
    @CsvSource({
        "MaxRecvDataSegmentLength=511, MaxRecvDataSegmentLength=Reject",
        "MaxRecvDataSegmentLength=x, MaxRecvDataSegmentLength=Reject",
        "MaxBurstLength=512, MaxBurstLength=Reject",
        "InitiatorName=iqn.x, InitiatorName=Reject",
        "CHAP_A=5, CHAP_A=Reject",
        "TargetAlias=x, TargetAlias=Reject",
        "X-some.key=1, X-some.key=NotUnderstood",
    })
    void shouldAnswerWhatHasNoPlaceInFullFeaturePhase(final String offer, final String answer) {
        assertEquals(RESPOND, send(normal, NO_TAG, offer + '\0'));
        assertEquals(answer + '\0', text());
        assertEquals(8192, parameters.initiatorMaxRecvDataSegmentLength());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SendTargetsPlease=All", "sENDtARGETS=aLL", "SendTargets=Alle", "SendTargets=A"})
    void shouldRejectWhatMakesNoSenseInANormalSession(final String text) {
        assertEquals(RejectFlyweight.PROTOCOL_ERROR, send(normal, NO_TAG, text + '\0'));
        assertEquals(RESPOND, send(normal, NO_TAG, "SendTargets=All\0"));
        assertEquals("TargetName=" + TARGET + "\0TargetAddress=172.16.0.1:3260,1\0", text());
        assertEquals(RESPOND, send(discovery, NO_TAG, text + '\0'));
    }

    @Test
    void shouldLetAnAliasPassWithoutAnAnswer() {
        assertEquals(RESPOND, send(normal, NO_TAG, "InitiatorAlias=uqbar\0"));
        assertEquals("", text());
    }

    @Test
    void shouldListTargetsOnceInAnExchange() {
        send(discovery, NO_TAG, "SendTargets=All\0SendTargets=All\0");
        assertEquals(BOTH + "SendTargets=Reject\0", text());
        assertEquals(1, asked.size());
    }

    @Test
    void shouldRejectATagThatItDidNotGive() {
        assertEquals(RejectFlyweight.INVALID_PDU_FIELD, send(normal, 5, "SendTargets=\0"));
        request(NO_TAG, "").finalBit(false);
        deliver(normal);
        final int given = response.targetTransferTag();
        tag = 2;
        assertEquals(RejectFlyweight.INVALID_PDU_FIELD, send(normal, given, ""));
        tag = 1;
        assertEquals(RejectFlyweight.INVALID_PDU_FIELD, send(normal, given, ""));
    }

    @Test
    void shouldBeginAnewWhenTheInitiatorDoes() {
        request(NO_TAG, "SendTargets=\0Max").continueBit(true).finalBit(false);
        deliver(normal);
        final int old = response.targetTransferTag();
        tag = 2;
        request(NO_TAG, "X-a=1\0").finalBit(false);
        assertEquals(RESPOND, deliver(normal));
        assertEquals("X-a=NotUnderstood\0", text());
        assertNotEquals(old, response.targetTransferTag());
        assertEquals(RejectFlyweight.INVALID_PDU_FIELD, send(normal, old, ""));
    }

    @Test
    void shouldRejectFinalAndContinueTogether() {
        request(NO_TAG, "SendTargets=All\0").continueBit(true);
        assertEquals(RejectFlyweight.PROTOCOL_ERROR, deliver(discovery));
    }

    @Test
    void shouldRejectTextWhileItsAnswerIsNotTakenYet() {
        final String unknown = IntStream.range(100, 356).mapToObj(i -> "X-" + "k".repeat(55) + i + "=\0")
            .collect(Collectors.joining());
        request(NO_TAG, unknown).finalBit(false);
        assertEquals(RESPOND, deliver(discovery));
        assertTrue(response.continueBit());
        request(response.targetTransferTag(), unknown).finalBit(false);
        assertEquals(RejectFlyweight.PROTOCOL_ERROR, deliver(discovery));
        assertEquals(RESPOND, send(discovery, NO_TAG, "SendTargets=All\0"));
        assertEquals(BOTH, text());
    }

    @Test
    void shouldRejectTextThatIsNone() {
        assertEquals(RejectFlyweight.PROTOCOL_ERROR, send(discovery, NO_TAG, "SendTargets\0"));
        assertEquals(RESPOND, send(discovery, NO_TAG, "SendTargets=All\0"));
        assertEquals(BOTH, text());
    }

    @Test
    void shouldRejectMoreTextThanItCollects() {
        request(NO_TAG, "A".repeat(16000)).continueBit(true).finalBit(false);
        assertEquals(RESPOND, deliver(normal));
        request(response.targetTransferTag(), "A".repeat(600)).continueBit(true).finalBit(false);
        assertEquals(RejectFlyweight.PROTOCOL_ERROR, deliver(normal));
    }

    private TextPhase phase(final String targetName) {
        return new TextPhase(new LoginExchange.OneTarget() {
            @Override
            public void list(final String initiatorName, final Portal portal, final TargetVisitor visitor) {
                asked.add(initiatorName);
                visitor.onTarget(TARGET, List.of(portal));
                visitor.onTarget(OTHER, List.of(portal, SECOND));
            }
        }, INITIATOR, targetName, PORTAL, parameters);
    }

    private int send(final TextPhase phase, final int transferTag, final String text) {
        request(transferTag, text);
        return deliver(phase);
    }

    private TextRequestFlyweight request(final int transferTag, final String text) {
        final byte[] bytes = text.getBytes(UTF_8);
        textIn.put(0, bytes);
        request.blank().finalBit(true).targetTransferTag(transferTag);
        request.initiatorTaskTag(tag).dataSegmentLength(bytes.length);
        return request;
    }

    private int deliver(final TextPhase phase) {
        return phase.onRequest(
            request, BufferUtil.address(textIn), response, BufferUtil.address(textOut), CAPACITY);
    }

    private String text() {
        final byte[] text = new byte[response.dataSegmentLength()];
        textOut.get(0, text);
        return new String(text, UTF_8);
    }
}
