package orbis.engine.session;

import static orbis.engine.session.LoginExchange.DISCOVERY;
import static orbis.engine.session.LoginExchange.NAMES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.SessionParameters;
import orbis.protocol.iscsi.TextKeys;
import orbis.protocol.iscsi.TextRequestFlyweight;
import orbis.protocol.iscsi.TextResponseFlyweight;
import org.agrona.BufferUtil;

/**
 * Sequences of requests, made of a fuzzer's bytes. A request is a byte of flags, a byte that chooses its text (one
 * of {@link #TEXTS}, or as many of the following bytes as it says), and its text.
 */
class LoginFuzzTest {
    private static final String[] TEXTS = {
        "", NAMES, DISCOVERY, "AuthMethod=CHAP,None\0", "AuthMethod=None\0", "CHAP_A=5\0", "CHAP_A=8,7,6\0",
        "CHAP_N=uqbar\0CHAP_R=0x00000000000000000000000000000000\0", "CHAP_I=1\0CHAP_C=0x01\0",
        "CHAP_N=uqbar\0CHAP_R=0x0000000000000000000000000000000000000000000000000000000000000000\0",
        "InitialR2T=No\0MaxBurstLength=512\0", "MaxRecvDataSegmentLength=512\0", "SendTargets=All\0",
        "SendTargets=\0", ("X-" + "k".repeat(28) + "=\0").repeat(253), "InitiatorName"
    };
    private static final int MAX_REQUESTS = 100;
    /** Most pairs that are answered at once, each with the longest key. */
    private static final int MAX_ANSWER = TextKeys.MAX_PAIRS
        * (TextKeys.MAX_KEY_LENGTH + "=NotUnderstood\0".length()) + 1024;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(1 << 16);
    private final ByteBuffer headers = ByteBuffer.allocateDirect(2 * BasicHeaderFlyweight.LENGTH);

    /** Nobody gets in without the secret, every refusal has a status, and nothing goes on for ever. */
    @FuzzTest(maxDuration = "60s")
    void shouldLetNobodyInWithoutTheSecret(final byte[] script) {
        final ChapSecret secret = new ChapSecret("uqbar", new byte[] {1, 2, 3}, null, null);
        assertNotEquals(LoginPhase.Outcome.ADMIT, run(new OneSecret(secret), script));
    }

    /** Those who get in have said who they are, and what was agreed is within bounds. */
    @FuzzTest(maxDuration = "60s")
    void shouldKnowWhoGotIn(final byte[] script) {
        run(Credentials.NONE, script);
    }

    /** Every text that a session sends is answered or rejected, in pieces that the initiator takes. */
    @FuzzTest(maxDuration = "60s")
    void shouldAnswerOrRejectAnyText(final byte[] script) {
        final SessionParameters parameters = new SessionParameters();
        final TextPhase phase = new TextPhase(new LoginExchange.OneTarget(), LoginExchange.INITIATOR,
            script.length % 2 == 0 ? null : LoginExchange.TARGET, LoginExchange.PORTAL, parameters);
        final TextRequestFlyweight request = new TextRequestFlyweight();
        request.wrapHeader(BufferUtil.address(headers));
        final TextResponseFlyweight response = new TextResponseFlyweight();
        response.wrapHeader(BufferUtil.address(headers) + BasicHeaderFlyweight.LENGTH);
        response.blank();
        final long text = BufferUtil.address(memory);
        for (int at = 0; at + 1 < script.length;) {
            final byte[] bytes = text(script, at + 1);
            memory.put(0, bytes);
            request.blank().flags(script[at] & 0xC0);
            request.dataSegmentLength(bytes.length).initiatorTaskTag(script[at] & 1);
            final boolean resume = (script[at] & 2) != 0;
            request.targetTransferTag(resume ? response.targetTransferTag() : BasicHeaderFlyweight.NO_TAG);
            if (phase.onRequest(request, text, response, text + 32768, 8192) == TextPhase.RESPOND) {
                assertTrue(response.dataSegmentLength() <= parameters.initiatorMaxRecvDataSegmentLength());
                assertEquals(response.finalBit(), response.targetTransferTag() == BasicHeaderFlyweight.NO_TAG);
                assertFalse(response.finalBit() && response.continueBit());
            }
            at += 2 + raw(script, at + 1);
        }
    }

    private static LoginPhase.Outcome run(final Credentials credentials, final byte[] script) {
        final LoginExchange exchange = new LoginExchange(new LoginExchange.OneTarget(), credentials);
        LoginPhase.Outcome outcome = LoginPhase.Outcome.CONTINUE;
        int requests = 0;
        int answered = 0;
        for (int at = 0; at + 1 < script.length && outcome == LoginPhase.Outcome.CONTINUE;) {
            final int flags = script[at];
            exchange.tamper = request -> request.flags(flags & 0xCF);
            outcome = exchange.send(0, 0, false, text(script, at + 1));
            if (outcome == LoginPhase.Outcome.ADMIT) {
                exchange.admit();
                assertEquals(LoginExchange.INITIATOR, exchange.login.initiatorName());
                assertTrue(exchange.login.discovery() || LoginExchange.TARGET.equals(exchange.login.targetName()));
                assertTrue(exchange.login.parameters().initiatorMaxRecvDataSegmentLength() >= 512);
            }
            assertEquals(outcome == LoginPhase.Outcome.FAILED, exchange.login.failure() != null);
            assertEquals(outcome != LoginPhase.Outcome.FAILED, exchange.response.status() == LoginStatus.SUCCESS);
            assertTrue(exchange.response.dataSegmentLength() <= LoginPhase.MAX_TEXT_LENGTH);
            answered += exchange.response.dataSegmentLength();
            assertTrue(answered <= MAX_ANSWER);
            answered = exchange.response.continueBit() ? answered : 0;
            assertTrue(++requests <= MAX_REQUESTS);
            at += 2 + raw(script, at + 1);
        }
        return outcome;
    }

    private static byte[] text(final byte[] script, final int at) {
        final int choice = script[at] & 0xFF;
        return choice < TEXTS.length ? TEXTS[choice].getBytes(StandardCharsets.UTF_8)
            : Arrays.copyOfRange(script, at + 1, at + 1 + raw(script, at));
    }

    /** How many bytes of the script are text. */
    private static int raw(final byte[] script, final int at) {
        final int choice = script[at] & 0xFF;
        return choice < TEXTS.length ? 0 : Math.min(choice - TEXTS.length, script.length - at - 1);
    }
}
