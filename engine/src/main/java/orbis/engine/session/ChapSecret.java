package orbis.engine.session;

import java.util.Arrays;

/**
 * What both sides know.
 *
 * @param name         CHAP_N of the initiator.
 * @param secret       by which the initiator proves itself; bytes, kept by whoever made this.
 * @param targetName   CHAP_N of the target, or null when the target proves nothing.
 * @param targetSecret by which the target proves itself, or null; must differ from {@code secret}.
 */
public record ChapSecret(String name, byte[] secret, String targetName, byte[] targetSecret) {
    /** Checks that the two secrets differ: else an initiator could have the target answer for it (RFC 7143 9.2.1). */
    public ChapSecret {
        if (targetSecret != null && Arrays.equals(secret, targetSecret)) {
            throw new IllegalArgumentException("the secrets of initiator and target of " + name + " are the same");
        }
    }

    /** Whether the target can prove itself too. */
    public boolean mutual() {
        return targetSecret != null;
    }

    @Override
    public String toString() {
        return "ChapSecret[" + name + (mutual() ? ", mutual" : "") + ']';
    }
}
