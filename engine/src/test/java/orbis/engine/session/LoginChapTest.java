package orbis.engine.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static orbis.engine.session.LoginExchange.FULL_FEATURE;
import static orbis.engine.session.LoginExchange.NAMES;
import static orbis.engine.session.LoginExchange.OPERATIONAL;
import static orbis.engine.session.LoginExchange.SECURITY;
import static orbis.engine.session.LoginExchange.STAY;
import static orbis.engine.session.LoginPhase.Outcome.ADMIT;
import static orbis.engine.session.LoginPhase.Outcome.CONTINUE;
import static orbis.engine.session.LoginPhase.Outcome.FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.TextValues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginChapTest {
    private static final byte[] SECRET = "secretsecret12".getBytes(US_ASCII);
    private static final byte[] TARGET_SECRET = "targetsecret12".getBytes(US_ASCII);
    private static final int IDENTIFIER = 0x9c;
    private static final byte[] CHALLENGE =
        HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final String THEIR_CHALLENGE = "\0CHAP_I=7\0CHAP_C=0xffeeddccbbaa99887766554433221100\0";

    private LoginExchange initiator = exchange(new ChapSecret("uqbar", SECRET, null, null));

    /** The expected values were made with Python's hashlib. */
    @ParameterizedTest
    @CsvSource({
        "5, MD5, 0x0e17d4f02c124a9fa9ce235216670c4b",
        "6, SHA1, 0x719c44c972979574a2f4f07ebef919225e2fd98a",
        "7, SHA256, 0x2d34ca85ff5b07fda2d206a95fc01958f5609b0a0c4b7e2531823808dd770946",
        "8, SHA3_256, 0x73899f357d2e28b7f1acf126e48eb0de761354b0bddee0ec5763a6d002631e8c",
    })
    void shouldProveBothSides(final String number, final ChapAlgorithm algorithm, final String right) {
        initiator = exchange(new ChapSecret("uqbar", SECRET, "orbis", TARGET_SECRET));
        challenge(number);
        assertEquals(number, initiator.value("CHAP_A"));
        assertEquals("156", initiator.value("CHAP_I"));
        assertEquals(TextValues.hexadecimal(challengeOf(algorithm)), initiator.value("CHAP_C"));
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL,
            "CHAP_N=uqbar\0CHAP_R=" + right + THEIR_CHALLENGE), initiator.login::failure);
        assertTrue(initiator.response.transit());
        assertEquals("orbis", initiator.value("CHAP_N"));
        assertEquals(TextValues.hexadecimal(algorithm.response(7, TARGET_SECRET,
            HexFormat.of().parseHex("ffeeddccbbaa99887766554433221100"))), initiator.value("CHAP_R"));
        assertEquals(ADMIT, initiator.send(OPERATIONAL, FULL_FEATURE, ""));
    }

    @Test
    void shouldTakeTheFirstAlgorithmThatItKnows() {
        challenge("9,7,5");
        assertEquals("7", initiator.value("CHAP_A"));
        assertEquals(2 + 64, initiator.value("CHAP_C").length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "", "5.0", " 5", "MD5"})
    void shouldRefuseUnknownAlgorithms(final String list) {
        initiator.send(SECURITY, OPERATIONAL, NAMES + "AuthMethod=CHAP\0");
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, "CHAP_A=" + list + '\0'));
        assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @Test
    void shouldNotLetAnInitiatorThroughThatSetsTransitEverywhere() {
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL, NAMES + "AuthMethod=CHAP,None\0"));
        assertEquals("CHAP", initiator.value("AuthMethod"));
        assertFalse(initiator.response.transit());
        assertEquals(CONTINUE, initiator.send(SECURITY, FULL_FEATURE, "CHAP_A=5\0"));
        assertFalse(initiator.response.transit());
        assertEquals(ADMIT, initiator.send(SECURITY, FULL_FEATURE, "CHAP_N=uqbar\0CHAP_R=" + answer() + '\0'));
    }

    @Test
    void shouldWaitForTheProofWithoutTransit() {
        initiator.send(SECURITY, STAY, NAMES + "AuthMethod=CHAP\0");
        initiator.send(SECURITY, STAY, "CHAP_A=5\0");
        assertEquals(CONTINUE, initiator.send(SECURITY, STAY, "CHAP_N=uqbar\0CHAP_R=" + answer() + '\0'));
        assertFalse(initiator.response.transit());
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL, ""));
        assertTrue(initiator.response.transit());
    }

    @Test
    void shouldTakeAResponseInBase64() {
        challenge("5");
        final byte[] response = ChapAlgorithm.MD5.response(IDENTIFIER, SECRET, challengeOf(ChapAlgorithm.MD5));
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL,
            "CHAP_N=uqbar\0CHAP_R=0b" + Base64.getEncoder().encodeToString(response) + '\0'));
        assertTrue(initiator.response.transit());
    }

    @Test
    void shouldTakeAnIdentifierAndAChallengeInAnyForm() {
        initiator = exchange(new ChapSecret("uqbar", SECRET, "orbis", TARGET_SECRET));
        challenge("5");
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL,
            "CHAP_N=uqbar\0CHAP_R=" + answer() + "\0CHAP_I=0xfF\0CHAP_C=0bAQIDBA==\0"));
        assertEquals(
            TextValues.hexadecimal(ChapAlgorithm.MD5.response(255, TARGET_SECRET, new byte[] {1, 2, 3, 4})),
            initiator.value("CHAP_R"));
    }

    /** A name is text: one that looks like hexadecimal or base64 stays as it is. */
    @ParameterizedTest
    @ValueSource(strings = {"0x7571626172", "0buqbar", "0x", "iqn.1994-05.com.redhat:uqbar"})
    void shouldCompareNamesAsTheyAreWritten(final String name) {
        initiator = exchange(new ChapSecret(name, SECRET, null, null));
        challenge("5");
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL,
            "CHAP_N=" + name + "\0CHAP_R=" + answer() + '\0'));
        assertTrue(initiator.response.transit());
        initiator = exchange(new ChapSecret("uqbar", SECRET, null, null));
        challenge("5");
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL,
            "CHAP_N=0x7571626172\0CHAP_R=" + answer() + '\0'));
        assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0x00000000000000000000000000000000", "0x", "0x1e33", "1e3307b7fdbadccb6fdcbac67ffa12ca", "0b", "0bAQIDBA==",
        "0xzz", ""
    })
    void shouldRefuseAWrongResponse(final String response) {
        challenge("5");
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, "CHAP_N=uqbar\0CHAP_R=" + response + '\0'));
        assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @Test
    void shouldRefuseResponsesThatAreLargerThanAnyHash() {
        for (final String large : new String[] {"0x" + "0".repeat(2048), "0b" + "A".repeat(2048)}) {
            initiator = exchange(new ChapSecret("uqbar", SECRET, null, null));
            challenge("5");
            assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, "CHAP_N=uqbar\0CHAP_R=" + large + '\0'));
            assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
        }
    }

    @Test
    void shouldRefuseAnotherNameWithTheRightSecret() {
        challenge("5");
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, "CHAP_N=tlon\0CHAP_R=" + answer() + '\0'));
        assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
        assertEquals("wrong CHAP name or secret of tlon", initiator.login.failure());
    }

    @Test
    void shouldRefuseItsOwnChallengeSentBack() {
        initiator = exchange(new ChapSecret("uqbar", SECRET, "orbis", TARGET_SECRET));
        challenge("5");
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, "CHAP_N=uqbar\0CHAP_R=" + answer()
            + "\0CHAP_I=1\0CHAP_C=" + TextValues.hexadecimal(challengeOf(ChapAlgorithm.MD5)) + '\0'));
        assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @Test
    void shouldRefuseToProveItselfWithoutASecret() {
        challenge("5");
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL,
            "CHAP_N=uqbar\0CHAP_R=" + answer() + THEIR_CHALLENGE));
        assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @Test
    void shouldNotProveItselfToThoseWhoDoNot() {
        initiator = exchange(new ChapSecret("uqbar", SECRET, "orbis", TARGET_SECRET));
        challenge("5");
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL,
            "CHAP_N=uqbar\0CHAP_R=0x00000000000000000000000000000000" + THEIR_CHALLENGE));
        assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "CHAP_N=uqbar", "CHAP_R=0x00", "CHAP_A=5", "CHAP_I=1@CHAP_C=0x00", "CHAP_N=uqbar@CHAP_R=?@CHAP_I=1",
        "CHAP_N=uqbar@CHAP_R=?@CHAP_C=0x00", "CHAP_N=uqbar@CHAP_R=?@CHAP_I=256@CHAP_C=0x00",
        "CHAP_N=uqbar@CHAP_R=?@CHAP_I=1@CHAP_C=0x", "CHAP_N=uqbar@CHAP_R=?@CHAP_I=1@CHAP_C=",
        "CHAP_N=uqbar@CHAP_N=uqbar@CHAP_R=?", "CHAP_N=uqbar@CHAP_R=?@AuthMethod=CHAP", "AuthMethod=None"
    })
    void shouldRefuseKeysThatAreWrongAfterTheChallenge(final String text) {
        initiator = exchange(new ChapSecret("uqbar", SECRET, "orbis", TARGET_SECRET));
        challenge("5");
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL,
            text.replace("?", answer()).replace('@', '\0') + '\0'));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAP_N=uqbar@CHAP_R=0x00", "CHAP_A=5@CHAP_N=uqbar", "CHAP_I=1"})
    void shouldRefuseKeysThatAreWrongBeforeTheChallenge(final String text) {
        initiator.send(SECURITY, OPERATIONAL, NAMES + "AuthMethod=CHAP\0");
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, text.replace('@', '\0') + '\0'));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void shouldRefuseKeysAfterTheProof() {
        challenge("5");
        initiator.send(SECURITY, STAY, "CHAP_N=uqbar\0CHAP_R=" + answer() + '\0');
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, "CHAP_N=uqbar\0CHAP_R=" + answer() + '\0'));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void shouldRefuseThoseWhoGoAroundAuthentication() {
        for (final int next : new int[] {STAY, FULL_FEATURE}) {
            initiator = exchange(new ChapSecret("uqbar", SECRET, null, null));
            assertEquals(FAILED, initiator.send(OPERATIONAL, next, NAMES));
            assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
        }
        for (final String method : new String[] {"", "AuthMethod=None\0", "AuthMethod=KRB5,SRP\0", "AuthMethod=\0"}) {
            initiator = exchange(new ChapSecret("uqbar", SECRET, null, null));
            assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, NAMES + method));
            assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
        }
    }

    @Test
    void shouldDemandAuthenticationForDiscovery() {
        assertEquals(FAILED, initiator.send(OPERATIONAL, FULL_FEATURE, LoginExchange.DISCOVERY));
        assertRefused(LoginStatus.AUTHENTICATION_FAILURE);
        initiator = exchange(new ChapSecret("uqbar", SECRET, null, null));
        initiator.send(SECURITY, OPERATIONAL, LoginExchange.DISCOVERY + "AuthMethod=CHAP\0");
        initiator.send(SECURITY, OPERATIONAL, "CHAP_A=5\0");
        assertEquals(ADMIT, initiator.send(SECURITY, FULL_FEATURE, "CHAP_N=uqbar\0CHAP_R=" + answer() + '\0'));
    }

    @ParameterizedTest
    @EnumSource(ChapAlgorithm.class)
    void shouldChallengeEachTimeAnew(final ChapAlgorithm algorithm) {
        final String[] challenges = new String[2];
        for (int i = 0; i < challenges.length; i++) {
            initiator = new LoginExchange(new LoginExchange.OneTarget(),
                new OneSecret(new ChapSecret("uqbar", SECRET, null, null)), new SecureRandom(), 1);
            challenge(algorithm.number());
            challenges[i] = initiator.value("CHAP_C");
        }
        assertNotEquals(challenges[0], challenges[1]);
    }

    @Test
    void shouldNotTakeOneSecretForBothSides() {
        assertThrows(IllegalArgumentException.class, () -> new ChapSecret("uqbar", SECRET, "orbis", SECRET.clone()));
    }

    @Test
    void shouldNotPrintSecrets() {
        assertEquals("ChapSecret[uqbar]", new ChapSecret("uqbar", SECRET, null, null).toString());
        assertEquals("ChapSecret[uqbar, mutual]",
            new ChapSecret("uqbar", SECRET, "orbis", TARGET_SECRET).toString());
    }

    private static LoginExchange exchange(final ChapSecret secret) {
        return new LoginExchange(new LoginExchange.OneTarget(), new OneSecret(secret),
            new FixedRandom(IDENTIFIER, CHALLENGE), 1);
    }

    private void challenge(final String algorithms) {
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL, NAMES + "AuthMethod=CHAP\0"));
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL, "CHAP_A=" + algorithms + '\0'));
    }

    private static byte[] challengeOf(final ChapAlgorithm algorithm) {
        return Arrays.copyOf(CHALLENGE, algorithm.length());
    }

    /** The right response with MD5. */
    private static String answer() {
        return TextValues.hexadecimal(
            ChapAlgorithm.MD5.response(IDENTIFIER, SECRET, challengeOf(ChapAlgorithm.MD5)));
    }

    private void assertRefused(final int status) {
        assertEquals(LoginStatus.text(status), LoginStatus.text(initiator.response.status()));
        assertFalse(initiator.response.transit());
        assertEquals(0, initiator.response.dataSegmentLength());
    }
}
