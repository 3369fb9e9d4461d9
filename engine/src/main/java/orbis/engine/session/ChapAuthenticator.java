package orbis.engine.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.TextValues;
import orbis.protocol.iscsi.TextWriter;

/**
 * The target's side of one CHAP exchange (RFC 7143 section 12.1.3, RFC 1994): the initiator names algorithms, is
 * given a challenge, answers it, and may challenge the target in turn.
 */
final class ChapAuthenticator {
    private static final int MAX_CHALLENGE_LENGTH = 1024;
    private static final int MAX_IDENTIFIER = 255;

    private enum State {
        ALGORITHM, RESPONSE, DONE
    }

    private final ChapSecret secret;
    private final SecureRandom random;
    private State state = State.ALGORITHM;
    private ChapAlgorithm algorithm;
    private int identifier;
    private byte[] challenge;

    ChapAuthenticator(final ChapSecret secret, final SecureRandom random) {
        this.secret = secret;
        this.random = random;
    }

    /** Whether the initiator has proved itself, and the target too when it was asked to. */
    boolean done() {
        return state == State.DONE;
    }

    /**
     * Takes the CHAP keys of one request and adds the answer.
     *
     * @return why the login ends, or null.
     */
    LoginFault onKeys(final Map<Key, String> keys, final TextWriter answers) {
        final boolean offersAlgorithm = keys.containsKey(Key.CHAP_A);
        if (state == State.ALGORITHM && offersAlgorithm && keys.size() == 1) {
            return onAlgorithms(keys.get(Key.CHAP_A), answers);
        }
        if (state == State.RESPONSE && !offersAlgorithm) {
            return onResponse(keys, answers);
        }
        return wrong("CHAP keys out of turn");
    }

    private LoginFault onAlgorithms(final String offered, final TextWriter answers) {
        algorithm = ChapAlgorithm.firstOf(offered);
        if (algorithm == null) {
            return failed("no CHAP algorithm in common: " + offered);
        }
        identifier = random.nextInt(MAX_IDENTIFIER + 1);
        challenge = new byte[algorithm.length()];
        random.nextBytes(challenge);
        answers.put(Key.CHAP_A, algorithm.number())
            .put(Key.CHAP_I, Integer.toString(identifier))
            .put(Key.CHAP_C, TextValues.hexadecimal(challenge));
        state = State.RESPONSE;
        return null;
    }

    private LoginFault onResponse(final Map<Key, String> keys, final TextWriter answers) {
        final String name = keys.get(Key.CHAP_N);
        final String response = keys.get(Key.CHAP_R);
        if (name == null || response == null || keys.containsKey(Key.CHAP_I) != keys.containsKey(Key.CHAP_C)) {
            return wrong("CHAP_N, CHAP_R, CHAP_I or CHAP_C is missing");
        }
        // Both are always looked at, so that time does not tell which of them was wrong. A name is text, never
        // decoded: one that begins with 0x stays as it is.
        if (!(same(utf8(name), utf8(secret.name())) & answered(response))) {
            return failed("wrong CHAP name or secret of " + name);
        }
        if (keys.containsKey(Key.CHAP_I)) {
            return onChallenge(keys.get(Key.CHAP_I), keys.get(Key.CHAP_C), answers);
        }
        state = State.DONE;
        return null;
    }

    private LoginFault onChallenge(final String theirIdentifier, final String text, final TextWriter answers) {
        if (!secret.mutual()) {
            return failed("the initiator wants a proof, and there is no secret for it");
        }
        final int number = TextValues.number(theirIdentifier);
        final byte[] bytes = new byte[MAX_CHALLENGE_LENGTH];
        final int length = TextValues.binary(text, bytes);
        if (number < 0 || number > MAX_IDENTIFIER || length < 1) {
            return wrong("a CHAP identifier or challenge that is none");
        }
        final byte[] theirs = Arrays.copyOf(bytes, length);
        if (Arrays.equals(theirs, challenge)) {
            return failed("the initiator sent the target's own challenge back");
        }
        answers.put(Key.CHAP_N, secret.targetName())
            .put(Key.CHAP_R, TextValues.hexadecimal(algorithm.response(number, secret.targetSecret(), theirs)));
        state = State.DONE;
        return null;
    }

    private boolean answered(final String response) {
        final byte[] bytes = new byte[algorithm.length()];
        return TextValues.binary(response, bytes) == bytes.length
            & same(bytes, algorithm.response(identifier, secret.secret(), challenge));
    }

    private static boolean same(final byte[] a, final byte[] b) {
        return MessageDigest.isEqual(a, b);
    }

    private static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LoginFault wrong(final String reason) {
        return new LoginFault(LoginStatus.INITIATOR_ERROR, reason);
    }

    private static LoginFault failed(final String reason) {
        return new LoginFault(LoginStatus.AUTHENTICATION_FAILURE, reason);
    }
}
