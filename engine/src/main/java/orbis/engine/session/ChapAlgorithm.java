package orbis.engine.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes for CHAP, by the numbers that IANA gives them (PPP Authentication Algorithms). */
enum ChapAlgorithm {
    MD5(5, "MD5", 16),
    SHA1(6, "SHA-1", 20),
    SHA256(7, "SHA-256", 32),
    SHA3_256(8, "SHA3-256", 32);

    private final String number;
    private final String digest;
    private final int length;

    ChapAlgorithm(final int number, final String digest, final int length) {
        this.number = Integer.toString(number);
        this.digest = digest;
        this.length = length;
    }

    /** The first of a list of numbers that is known here, or null: the order is the initiator's (RFC 7143 6.2.1). */
    static ChapAlgorithm firstOf(final String list) {
        for (final String one : list.split(",")) {
            for (final ChapAlgorithm algorithm : values()) {
                if (algorithm.number.equals(one)) {
                    return algorithm;
                }
            }
        }
        return null;
    }

    /** IANA's number, as CHAP_A has it. */
    String number() {
        return number;
    }

    /** Bytes of a response; a challenge is made as long. */
    int length() {
        return length;
    }

    /** The response to a challenge: a hash over identifier, secret and challenge (RFC 1994 section 4.1). */
    byte[] response(final int identifier, final byte[] secret, final byte[] challenge) {
        try {
            final MessageDigest hash = MessageDigest.getInstance(digest);
            hash.update((byte) identifier);
            hash.update(secret);
            return hash.digest(challenge);
        } catch (final NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every JDK has " + digest, ex);
        }
    }
}
