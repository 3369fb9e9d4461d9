package orbis.engine.session;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.TextValues;
import orbis.protocol.iscsi.TextWriter;

/** The security stage of one login: chooses between None and CHAP, as the target demands it (RFC 7143 section 12). */
final class LoginSecurity {
    private static final String CHAP = "CHAP";

    private final ChapSecret secret;
    private final SecureRandom random;
    private ChapAuthenticator chap;
    private boolean methodChosen;

    /**
     * Begins.
     *
     * @param secret what the initiator must know, or null when nothing.
     */
    LoginSecurity(final ChapSecret secret, final SecureRandom random) {
        this.secret = secret;
        this.random = random;
    }

    /** Whether the initiator may leave the security stage, or need not go through it. */
    boolean passed() {
        return secret == null || chap != null && chap.done();
    }

    /** Whether the initiator may be let through once it has chosen a method, having chosen none. */
    boolean methodMissing() {
        return secret != null && !methodChosen;
    }

    /**
     * Takes the security keys of one request and adds the answers.
     *
     * @return why the login ends, or null.
     */
    LoginFault onKeys(final Map<Key, String> keys, final TextWriter answers) {
        final Map<Key, String> left = new EnumMap<>(keys);
        final String methods = left.remove(Key.AUTH_METHOD);
        if (methods != null) {
            final LoginFault fault = onMethods(methods, answers);
            if (fault != null) {
                return fault;
            }
        }
        if (left.isEmpty()) {
            return null;
        }
        return chap != null ? chap.onKeys(left, answers)
            : new LoginFault(LoginStatus.INITIATOR_ERROR, "CHAP keys without AuthMethod=CHAP");
    }

    private LoginFault onMethods(final String offered, final TextWriter answers) {
        if (methodChosen) {
            return new LoginFault(LoginStatus.INITIATOR_ERROR, "AuthMethod was offered twice");
        }
        final String wanted = secret == null ? TextValues.NONE : CHAP;
        if (!TextValues.listed(offered, wanted)) {
            return new LoginFault(LoginStatus.AUTHENTICATION_FAILURE,
                "AuthMethod=" + wanted + " is needed, not " + offered);
        }
        methodChosen = true;
        answers.put(Key.AUTH_METHOD, wanted);
        if (secret != null) {
            chap = new ChapAuthenticator(secret, random);
        }
        return null;
    }
}
