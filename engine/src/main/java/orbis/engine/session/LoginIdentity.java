package orbis.engine.session;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.LoginStatus;

/** Who logs in, and to what: what the initiator declares in its first request. */
final class LoginIdentity {
    /** Longest iSCSI name, in bytes (RFC 7143 section 4.2.7.2). */
    private static final int MAX_NAME_LENGTH = 223;
    private static final String DISCOVERY = "Discovery";
    private static final String NORMAL = "Normal";

    private final Map<Key, String> declared = new EnumMap<>(Key.class);
    private boolean settled;

    static boolean concerns(final Key key) {
        return key.rule() == Key.Rule.DECLARED_TEXT;
    }

    String initiatorName() {
        return declared.get(Key.INITIATOR_NAME);
    }

    String initiatorAlias() {
        return declared.get(Key.INITIATOR_ALIAS);
    }

    /** Name of the target; null in a discovery session, even when one was said. */
    String targetName() {
        return discovery() ? null : declared.get(Key.TARGET_NAME);
    }

    boolean discovery() {
        return DISCOVERY.equals(declared.get(Key.SESSION_TYPE));
    }

    /**
     * Takes a declaration. The same again is let pass, as some initiators repeat theirs in each stage.
     *
     * @return whether it agrees with what was declared before.
     */
    boolean declare(final Key key, final String value) {
        final boolean name = key == Key.INITIATOR_NAME || key == Key.TARGET_NAME;
        final String folded = name ? value.toLowerCase(Locale.ROOT) : value;
        if (!settled || key == Key.INITIATOR_ALIAS) {
            declared.putIfAbsent(key, folded);
        }
        return folded.equals(declared.get(key));
    }

    /**
     * Ends the declarations.
     *
     * @return why the login ends, or null.
     */
    LoginFault settle() {
        settled = true;
        declared.putIfAbsent(Key.SESSION_TYPE, NORMAL);
        final String name = initiatorName();
        if (name == null) {
            return new LoginFault(LoginStatus.MISSING_PARAMETER, "InitiatorName is missing");
        }
        if (!wellFormed(name)) {
            declared.remove(Key.INITIATOR_NAME);
            return new LoginFault(LoginStatus.INITIATOR_ERROR, "InitiatorName=" + name + " is no iSCSI name");
        }
        final String sessionType = declared.get(Key.SESSION_TYPE);
        if (!DISCOVERY.equals(sessionType) && !NORMAL.equals(sessionType)) {
            return new LoginFault(LoginStatus.SESSION_TYPE_NOT_SUPPORTED, "SessionType=" + sessionType);
        }
        if (!discovery() && targetName() == null) {
            return new LoginFault(LoginStatus.MISSING_PARAMETER, "TargetName is missing");
        }
        return null;
    }

    /**
     * Whether a name may be one: not empty, not too long, nothing that is not printed or stands for something else
     * in lists and logs. Its form is not looked at: initiators with names that follow none are in use.
     */
    private static boolean wellFormed(final String name) {
        return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_LENGTH
            && name.codePoints().noneMatch(LoginIdentity::stray);
    }

    private static boolean stray(final int c) {
        return c == ',' || Character.isISOControl(c) || Character.isSpaceChar(c)
            || Character.getType(c) == Character.FORMAT;
    }
}
