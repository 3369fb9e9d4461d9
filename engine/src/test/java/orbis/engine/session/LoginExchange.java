package orbis.engine.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.LoginRequestFlyweight;
import orbis.protocol.iscsi.LoginResponseFlyweight;
import orbis.protocol.iscsi.SessionParameters;
import org.agrona.BufferUtil;

/** An initiator for tests: sends Login Requests to a {@link LoginPhase} and keeps what it answers. */
final class LoginExchange {
    static final int SECURITY = LoginRequestFlyweight.SECURITY_STAGE;
    static final int OPERATIONAL = LoginRequestFlyweight.OPERATIONAL_STAGE;
    static final int FULL_FEATURE = LoginRequestFlyweight.FULL_FEATURE_STAGE;
    /** For a request without T. */
    static final int STAY = -1;

    static final String INITIATOR = "iqn.1994-05.com.redhat:uqbar";
    static final String TARGET = "iqn.2022-07.san.iscsi:uqbar-root";
    static final String NAMES = "InitiatorName=" + INITIATOR + "\0TargetName=" + TARGET + "\0SessionType=Normal\0";
    static final String DISCOVERY = "InitiatorName=" + INITIATOR + "\0SessionType=Discovery\0";
    static final Portal PORTAL = new Portal(new InetSocketAddress("172.16.0.1", 3260), 1);
    static final int WINDOW = 64;
    static final int TSIH = 0x1234;

    final SessionParameters limits = SessionParameters.limits();
    final LoginRequestFlyweight request = new LoginRequestFlyweight();
    final LoginResponseFlyweight response = new LoginResponseFlyweight();
    final LoginPhase login;
    Consumer<LoginRequestFlyweight> tamper = ignored -> {
    };

    private final ByteBuffer memory = ByteBuffer.allocateDirect(2 * BasicHeaderFlyweight.LENGTH);
    private final ByteBuffer textIn = ByteBuffer.allocateDirect(2 * LoginPhase.MAX_TEXT_LENGTH);
    private final ByteBuffer textOut = ByteBuffer.allocateDirect(LoginPhase.MAX_TEXT_LENGTH);
    private final int tsih;
    private int tag = 7;

    LoginExchange() {
        this(new OneTarget(), Credentials.NONE);
    }

    LoginExchange(final TargetDirectory directory, final Credentials credentials) {
        this(directory, credentials, new SecureRandom(), TSIH);
    }

    LoginExchange(
        final TargetDirectory directory,
        final Credentials credentials,
        final SecureRandom random,
        final int tsih) {
        this.tsih = tsih;
        login = new LoginPhase(directory, credentials, limits, PORTAL, WINDOW, random);
        request.wrapHeader(BufferUtil.address(memory));
        response.wrapHeader(BufferUtil.address(memory) + BasicHeaderFlyweight.LENGTH);
    }

    /** Sends a request with T (to {@code next}) or without it ({@link #STAY}). */
    LoginPhase.Outcome send(final int stage, final int next, final String text) {
        return send(stage, next, false, text.getBytes(UTF_8));
    }

    /** Sends a request with C: more text follows. */
    LoginPhase.Outcome sendPart(final int stage, final String text) {
        return send(stage, STAY, true, text.getBytes(UTF_8));
    }

    LoginPhase.Outcome send(final int stage, final int next, final boolean more, final byte[] text) {
        request.blank().versionMin(0).cid(0).versionMax(0).isid(0x00023d000001L);
        request.currentStage(stage).continueBit(more);
        if (next != STAY) {
            request.transit(true).nextStage(next);
        }
        request.cmdSn(100).expStatSn(0x5000).initiatorTaskTag(tag).dataSegmentLength(text.length);
        tamper.accept(request);
        return deliver(text);
    }

    /** Sends a request as it was recorded. */
    LoginPhase.Outcome sendRecorded(final byte[] header, final byte[] text) {
        request.putBytes(0, header);
        assertEquals(text.length, request.dataSegmentLength());
        return deliver(text);
    }

    private LoginPhase.Outcome deliver(final byte[] text) {
        textIn.put(0, text);
        return login.onRequest(
            request, BufferUtil.address(textIn), response, BufferUtil.address(textOut));
    }

    /** Ends the login as a session registry would. */
    void admit() {
        login.admit(tsih, response, BufferUtil.address(textOut));
    }

    /** Uses another task tag from now on. */
    void tag(final int value) {
        tag = value;
    }

    /** The text of the last response. */
    String text() {
        final byte[] text = new byte[response.dataSegmentLength()];
        textOut.get(0, text);
        return new String(text, UTF_8);
    }

    /** The value of a key in the last response; fails when it is not there exactly once. */
    String value(final String key) {
        final List<String> found = new ArrayList<>();
        for (final String pair : text().split("\0")) {
            if (pair.startsWith(key + '=')) {
                found.add(pair.substring(key.length() + 1));
            }
        }
        assertEquals(1, found.size(), () -> key + " in " + text().replace('\0', ' '));
        return found.get(0);
    }

    /** A directory with {@link #TARGET}. */
    static class OneTarget implements TargetDirectory {
        TargetAnswer answer = TargetAnswer.found(null, PORTAL.groupTag());

        @Override
        public TargetAnswer find(final String targetName, final String initiatorName, final Portal portal) {
            return TARGET.equals(targetName) ? answer : TargetAnswer.NOT_FOUND;
        }

        @Override
        public void list(final String initiatorName, final Portal portal, final TargetVisitor visitor) {
            visitor.onTarget(TARGET, List.of(portal));
        }
    }
}
