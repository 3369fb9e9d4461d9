package orbis.engine.session;

import static orbis.engine.session.LoginExchange.FULL_FEATURE;
import static orbis.engine.session.LoginExchange.INITIATOR;
import static orbis.engine.session.LoginExchange.NAMES;
import static orbis.engine.session.LoginExchange.OPERATIONAL;
import static orbis.engine.session.LoginExchange.SECURITY;
import static orbis.engine.session.LoginExchange.STAY;
import static orbis.engine.session.LoginExchange.TARGET;
import static orbis.engine.session.LoginPhase.Outcome.ADMIT;
import static orbis.engine.session.LoginPhase.Outcome.CONTINUE;
import static orbis.engine.session.LoginPhase.Outcome.FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orbis.protocol.iscsi.Digests;
import orbis.protocol.iscsi.LoginRequestFlyweight;
import orbis.protocol.iscsi.LoginStatus;
import orbis.protocol.iscsi.Opcode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginPhaseTest {
    private final LoginExchange.OneTarget directory = new LoginExchange.OneTarget();
    private final LoginExchange initiator = new LoginExchange(directory, Credentials.NONE);

    @Test
    void shouldGoThroughBothStages() {
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL, NAMES + "AuthMethod=CHAP,None\0"));
        assertTrue(initiator.response.transit());
        assertEquals(SECURITY, initiator.response.currentStage());
        assertEquals(OPERATIONAL, initiator.response.nextStage());
        assertEquals("TargetPortalGroupTag=1\0AuthMethod=None\0", initiator.text());
        assertEquals(0, initiator.response.tsih());
        assertEquals(ADMIT, initiator.send(OPERATIONAL, FULL_FEATURE, "InitialR2T=No\0"));
        initiator.admit();
        assertTrue(initiator.response.transit());
        assertEquals(OPERATIONAL, initiator.response.currentStage());
        assertEquals(FULL_FEATURE, initiator.response.nextStage());
        assertEquals("InitialR2T=No\0MaxRecvDataSegmentLength=262144\0", initiator.text());
        assertEquals(LoginExchange.TSIH, initiator.response.tsih());
        assertEquals(LoginStatus.SUCCESS, initiator.response.status());
        assertNull(initiator.login.failure());
    }

    @Test
    void shouldAgreeOnTheDigestsThatADiskPrefers() {
        directory.answer = TargetAnswer.found(null, 1, Digests.PREFERRED);
        assertEquals(ADMIT, initiator.send(
            OPERATIONAL, FULL_FEATURE, NAMES + "HeaderDigest=None,CRC32C\0DataDigest=None,CRC32C\0"));
        initiator.admit();
        assertEquals("CRC32C", initiator.value("HeaderDigest"));
        assertEquals("CRC32C", initiator.value("DataDigest"));
        assertTrue(initiator.login.parameters().dataDigest());
    }

    @Test
    void shouldRefuseThoseWithoutTheDigestsThatADiskDemands() {
        directory.answer = TargetAnswer.found(null, 1, Digests.REQUIRED);
        assertEquals(FAILED, initiator.send(
            OPERATIONAL, FULL_FEATURE, NAMES + "HeaderDigest=CRC32C\0DataDigest=None\0"));
        assertEquals(LoginStatus.INITIATOR_ERROR, initiator.response.status());
        assertTrue(initiator.login.failure().contains("DataDigest=CRC32C"), initiator.login.failure());
    }

    @Test
    void shouldFillTheHeaderOfEachResponse() {
        initiator.send(SECURITY, OPERATIONAL, NAMES);
        assertEquals(Opcode.LOGIN_RESPONSE, initiator.response.opcode());
        assertEquals(0x00023d000001L, initiator.response.isid());
        assertEquals(7, initiator.response.initiatorTaskTag());
        assertEquals(0x5000, initiator.response.statSn());
        assertEquals(100, initiator.response.expCmdSn());
        assertEquals(100 + LoginExchange.WINDOW - 1, initiator.response.maxCmdSn());
        initiator.tag(8);
        initiator.send(OPERATIONAL, FULL_FEATURE, "");
        initiator.admit();
        assertEquals(8, initiator.response.initiatorTaskTag());
        assertEquals(0x5001, initiator.response.statSn());
        assertEquals(0x5002, initiator.login.statSn());
        assertEquals(100, initiator.login.cmdSn());
    }

    @Test
    void shouldTellWhoLoggedInToWhat() {
        initiator.send(OPERATIONAL, FULL_FEATURE,
            NAMES.replace("com.redhat", "Com.RedHat") + "InitiatorAlias=Uqbar\0");
        assertEquals(INITIATOR, initiator.login.initiatorName());
        assertEquals("Uqbar", initiator.login.initiatorAlias());
        assertEquals(TARGET, initiator.login.targetName());
        assertEquals(1, initiator.login.portalGroupTag());
        assertEquals(0x00023d000001L, initiator.login.isid());
        assertEquals(0, initiator.login.requestedTsih());
        assertEquals(0, initiator.login.cid());
        assertFalse(initiator.login.discovery());
    }

    @Test
    void shouldGoStraightToTheOperationalStage() {
        assertEquals(ADMIT, initiator.send(OPERATIONAL, FULL_FEATURE, NAMES));
        initiator.admit();
        assertEquals("TargetPortalGroupTag=1\0MaxRecvDataSegmentLength=262144\0", initiator.text());
        assertEquals(262144, initiator.login.parameters().targetMaxRecvDataSegmentLength());
    }

    @Test
    void shouldTakeOnlyTheDefaultLengthWhenTheOperationalStageIsLeftOut() {
        assertEquals(ADMIT, initiator.send(SECURITY, FULL_FEATURE, NAMES + "AuthMethod=None\0"));
        initiator.admit();
        assertEquals("TargetPortalGroupTag=1\0AuthMethod=None\0", initiator.text());
        assertEquals(8192, initiator.login.parameters().targetMaxRecvDataSegmentLength());
    }

    @Test
    void shouldStayInAStageUntilTheInitiatorIsReady() {
        assertEquals(CONTINUE, initiator.send(OPERATIONAL, STAY, NAMES + "MaxBurstLength=65536\0"));
        assertFalse(initiator.response.transit());
        assertEquals(0, initiator.response.nextStage());
        assertEquals(CONTINUE, initiator.send(OPERATIONAL, STAY, "FirstBurstLength=65536\0"));
        assertEquals("FirstBurstLength=65536\0", initiator.text());
        assertEquals(ADMIT, initiator.send(OPERATIONAL, FULL_FEATURE, ""));
        assertEquals(65536, initiator.login.parameters().maxBurstLength());
    }

    @Test
    void shouldLogInForDiscoveryWithoutATarget() {
        assertEquals(ADMIT, initiator.send(OPERATIONAL, FULL_FEATURE,
            LoginExchange.DISCOVERY + "InitialR2T=No\0TargetName=" + TARGET + '\0'));
        initiator.admit();
        assertEquals("InitialR2T=Irrelevant\0MaxRecvDataSegmentLength=8192\0", initiator.text());
        assertTrue(initiator.login.discovery());
        assertNull(initiator.login.targetName());
    }

    @Test
    void shouldTellTheAliasOfATarget() {
        directory.answer = TargetAnswer.found("root of uqbar", 3);
        initiator.send(SECURITY, OPERATIONAL, NAMES);
        assertEquals("TargetPortalGroupTag=3\0TargetAlias=root of uqbar\0", initiator.text());
        assertEquals(3, initiator.login.portalGroupTag());
    }

    @Test
    void shouldPutTogetherTextThatIsCutAnywhere() {
        final String text = NAMES + "MaxBurstLength=65536\0";
        for (int cut = 0; cut < text.length(); cut++) {
            final LoginExchange one = new LoginExchange();
            assertEquals(CONTINUE, one.sendPart(OPERATIONAL, text.substring(0, cut)));
            assertEquals("", one.text());
            assertFalse(one.response.transit());
            assertEquals(ADMIT, one.send(OPERATIONAL, FULL_FEATURE, text.substring(cut)));
            one.admit();
            assertEquals("65536", one.value("MaxBurstLength"));
        }
    }

    @Test
    void shouldCutAnAnswerThatIsTooLongForOneResponse() {
        final StringBuilder offers = new StringBuilder(NAMES);
        for (int i = 0; i < 200; i++) {
            offers.append("X-").append("k".repeat(50)).append(i).append("=1\0");
        }
        final String text = offers.toString();
        assertEquals(CONTINUE, initiator.sendPart(OPERATIONAL, text.substring(0, 8000)));
        assertEquals(CONTINUE, initiator.send(OPERATIONAL, FULL_FEATURE, text.substring(8000)));
        final StringBuilder answer = new StringBuilder();
        while (initiator.response.continueBit()) {
            assertFalse(initiator.response.transit());
            assertEquals(LoginPhase.MAX_TEXT_LENGTH, initiator.text().length());
            answer.append(initiator.text());
            if (initiator.send(OPERATIONAL, FULL_FEATURE, "") == ADMIT) {
                initiator.admit();
            }
        }
        answer.append(initiator.text());
        assertTrue(initiator.response.transit());
        assertEquals(200, answer.toString().split("=NotUnderstood\0", -1).length - 1);
        assertTrue(answer.toString().endsWith("MaxRecvDataSegmentLength=262144\0"));
    }

    @ParameterizedTest
    @CsvSource({
        "X-com.example.key=1, X-com.example.key=NotUnderstood",
        "Nonsense=1, Nonsense=NotUnderstood",
        "TargetAlias=mine, TargetAlias=Reject",
        "TargetAddress=1.2.3.4, TargetAddress=Reject",
        "SendTargets=All, SendTargets=Reject",
        "OFMarker=No, OFMarker=No",
        "OFMarkInt=1~2, OFMarkInt=Reject",
    })
    void shouldAnswerWhatHasNoPlaceInLogin(final String offer, final String answer) {
        assertEquals(ADMIT, initiator.send(OPERATIONAL, FULL_FEATURE, NAMES + offer + '\0'));
        initiator.admit();
        assertTrue(initiator.text().contains(answer + '\0'), initiator.text());
    }

    @Test
    void shouldLetTheSameDeclarationPassAgain() {
        initiator.send(SECURITY, OPERATIONAL, NAMES);
        assertEquals(ADMIT, initiator.send(OPERATIONAL, FULL_FEATURE, NAMES + "InitiatorAlias=late\0"));
        assertEquals("late", initiator.login.initiatorAlias());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        TargetName=iqn.t | 0207 | InitiatorName is missing
        InitiatorName=@TargetName=iqn.t | 0200 | InitiatorName= is no iSCSI name
        InitiatorName=iqn.a b@TargetName=iqn.t | 0200 | InitiatorName=iqn.a b is no iSCSI name
        InitiatorName=iqn.a | 0207 | TargetName is missing
        InitiatorName=iqn.a@SessionType=Normal | 0207 | TargetName is missing
        InitiatorName=iqn.a@SessionType=Copy@TargetName=iqn.t | 0209 | SessionType=Copy
        InitiatorName=iqn.a@TargetName=iqn.t | 0203 | iqn.t: target not found
        InitiatorName=iqn.a@InitiatorName=iqn.b@SessionType=Discovery | 0200 | InitiatorName changed
        InitiatorName=iqn.a@SessionType=Discovery@AuthMethod=CHAP | 0201 | AuthMethod=None is needed, not CHAP
        InitiatorName=iqn.a@SessionType=Discovery@AuthMethod | 0200 | a key without '='
        InitiatorName=iqn.a@SessionType=Discovery@HeaderDigest=None | 0200 | HeaderDigest twice or too early
        InitiatorName=iqn.a@SessionType=Discovery@CHAP_A=5 | 0200 | CHAP keys without AuthMethod=CHAP
        """)
    void shouldRefuseAFirstRequest(final String text, final String status, final String reason) {
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, text.replace('@', '\0') + '\0'));
        assertRefused(Integer.parseInt(status, 16));
        assertEquals(reason, initiator.login.failure());
    }

    /** Keys of a first request, or of two: a line of its own and an escape of a terminal stand where the @ is. */
    @ParameterizedTest
    @ValueSource(strings = {
        "InitiatorName=iqn.@;TargetName=iqn.t",
        "InitiatorName=iqn.@;SessionType=@",
        "InitiatorName=iqn.a;SessionType=@",
        "InitiatorName=iqn.a;TargetName=@",
        "InitiatorName=iqn.a;SessionType=Discovery;AuthMethod=@",
        "InitiatorName=iqn.a;SessionType=Discovery;AuthMethod=CHAP;CHAP_A=@",
        "InitiatorName=iqn.a;SessionType=Discovery;AuthMethod=CHAP;CHAP_A=5|CHAP_N=@;CHAP_R=0x00",
    })
    void shouldTellWhatComesFromStrangersInOnePrintableLine(final String requests) {
        final LoginExchange stranger = new LoginExchange(
            directory, new OneSecret(new ChapSecret("uqbar", new byte[] {1}, null, null)));
        for (final String request : requests.split("\\|")) {
            stranger.send(SECURITY, STAY,
                request.replace(";", "\0").replace("@", "a\n\u001b[31m\u0085\u009b\u202e") + '\0');
        }
        final String told = stranger.login.initiatorName() + ' ' + stranger.login.failure();
        assertTrue(told.matches("[ -~]+") && told.contains("a??[31m???"), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iqn.a\u0085", "iqn.a\u009b", "iqn.a\u007f", "iqn.a\u202e", "iqn.a\u2028"})
    void shouldTakeNoNameWithCharactersThatAreNotPrinted(final String name) {
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, NAMES.replace(INITIATOR, name)));
        assertRefused(LoginStatus.INITIATOR_ERROR);
        assertNull(initiator.login.initiatorName());
    }

    @Test
    void shouldCountTheBytesOfAName() {
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL, NAMES.replace(INITIATOR, "\u00e9".repeat(111))));
        final LoginExchange other = new LoginExchange();
        assertEquals(FAILED, other.send(SECURITY, OPERATIONAL, NAMES.replace(INITIATOR, "\u00e9".repeat(112))));
    }

    @Test
    void shouldSayWhyATargetIsNotToBeHad() {
        for (final TargetAnswer answer : new TargetAnswer[] {TargetAnswer.NOT_FOUND, TargetAnswer.FORBIDDEN}) {
            directory.answer = answer;
            final LoginExchange one = new LoginExchange(directory, Credentials.NONE);
            assertEquals(FAILED, one.send(SECURITY, OPERATIONAL, NAMES));
            assertEquals(answer.status(), one.response.status());
            assertEquals("", one.text());
        }
    }

    @Test
    void shouldRedirectToWhereATargetWent() {
        directory.answer = TargetAnswer.moved("172.16.0.2:3260", false);
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, NAMES));
        assertEquals(LoginStatus.TARGET_MOVED_TEMPORARILY, initiator.response.status());
        assertEquals("TargetAddress=172.16.0.2:3260\0", initiator.text());
        directory.answer = TargetAnswer.moved("[fd00::2]:3260", true);
        final LoginExchange again = new LoginExchange(directory, Credentials.NONE);
        assertEquals(FAILED, again.send(OPERATIONAL, FULL_FEATURE, NAMES));
        assertEquals(LoginStatus.TARGET_MOVED_PERMANENTLY, again.response.status());
        assertEquals("TargetAddress=[fd00::2]:3260\0", again.text());
    }

    @Test
    void shouldRefuseVersionsToCome() {
        initiator.tamper = request -> request.versionMin(1).versionMax(2);
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, NAMES));
        assertRefused(LoginStatus.UNSUPPORTED_VERSION);
    }

    @Test
    void shouldSpeakVersionZeroWithThoseWhoKnowLaterOnes() {
        initiator.tamper = request -> request.versionMax(2);
        assertEquals(CONTINUE, initiator.send(SECURITY, OPERATIONAL, NAMES));
        assertEquals(0, initiator.response.versionActive());
        assertEquals(0, initiator.response.versionMax());
    }

    @ParameterizedTest
    @CsvSource({"2,3", "3,3", "0,0", "0,2", "1,1", "1,0", "1,2"})
    void shouldRefuseToBeginWithAStageJump(final int stage, final int next) {
        assertEquals(FAILED, initiator.send(stage, next, NAMES));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void shouldRefuseAStageThatWasNotGranted() {
        initiator.send(SECURITY, STAY, NAMES);
        assertEquals(FAILED, initiator.send(OPERATIONAL, FULL_FEATURE, ""));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void shouldRefuseToGoBackToSecurity() {
        initiator.send(SECURITY, OPERATIONAL, NAMES);
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, "AuthMethod=None\0"));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void shouldRefuseTransitAndContinueTogether() {
        initiator.tamper = request -> request.continueBit(true);
        assertEquals(FAILED, initiator.send(SECURITY, OPERATIONAL, NAMES));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    static Stream<Consumer<LoginRequestFlyweight>> changes() {
        return Stream.of(request -> request.isid(1), request -> request.cid(1), request -> request.tsih(1));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void shouldRefuseAChangeOfIdentifiers(final Consumer<LoginRequestFlyweight> change) {
        initiator.send(SECURITY, OPERATIONAL, NAMES);
        initiator.tamper = change;
        assertEquals(FAILED, initiator.send(OPERATIONAL, FULL_FEATURE, ""));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "InitiatorName=iqn.other", "TargetName=iqn.other", "SessionType=Discovery", "AuthMethod=None", "CHAP_A=5",
        "InitialR2T=No@InitialR2T=No", "=", "InitialR2T"})
    void shouldRefuseInTheOperationalStage(final String text) {
        initiator.send(SECURITY, OPERATIONAL, NAMES);
        assertEquals(FAILED, initiator.send(OPERATIONAL, FULL_FEATURE, text.replace('@', '\0') + '\0'));
        assertRefused(LoginStatus.INITIATOR_ERROR);
        assertNotNull(initiator.login.failure());
    }

    @Test
    void shouldTakeASessionForNormalThatDoesNotSayItsType() {
        final String names = NAMES.replace("SessionType=Normal\0", "");
        initiator.send(SECURITY, OPERATIONAL, names);
        assertEquals(ADMIT, initiator.send(OPERATIONAL, FULL_FEATURE, "SessionType=Normal\0"));
        final LoginExchange other = new LoginExchange();
        other.send(SECURITY, OPERATIONAL, names);
        assertEquals(FAILED, other.send(OPERATIONAL, FULL_FEATURE, "SessionType=Discovery\0"));
        assertFalse(other.login.discovery());
    }

    @Test
    void shouldRefuseATargetThatIsSaidTooLate() {
        initiator.send(SECURITY, OPERATIONAL, LoginExchange.DISCOVERY);
        assertEquals(FAILED, initiator.send(OPERATIONAL, FULL_FEATURE, "TargetName=" + TARGET + '\0'));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void shouldRefuseAKeyThatComesBackInALaterRequest() {
        initiator.send(OPERATIONAL, STAY, NAMES + "MaxBurstLength=65536\0");
        assertEquals(FAILED, initiator.send(OPERATIONAL, FULL_FEATURE, "MaxBurstLength=1024\0"));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void shouldTakeTextUpToItsLimitOnly() {
        final byte[] most = new byte[LoginPhase.MAX_TEXT_LENGTH];
        for (int i = 0; i < 2; i++) {
            assertEquals(CONTINUE, initiator.send(OPERATIONAL, STAY, true, most));
        }
        assertEquals(FAILED, initiator.sendPart(OPERATIONAL, "A"));
        assertRefused(LoginStatus.INITIATOR_ERROR);
        final LoginExchange other = new LoginExchange();
        assertEquals(FAILED, other.send(OPERATIONAL, STAY, true, new byte[LoginPhase.MAX_TEXT_LENGTH + 1]));
    }

    @Test
    void shouldRefuseTextOfAnInitiatorThatHasNotTakenTheAnswerYet() {
        final String keys = Stream.generate(() -> "X-" + "k".repeat(40) + "=\0").limit(180)
            .collect(Collectors.joining());
        assertEquals(CONTINUE, initiator.send(OPERATIONAL, STAY, NAMES));
        assertEquals(CONTINUE, initiator.send(OPERATIONAL, STAY, keys));
        assertTrue(initiator.response.continueBit());
        assertEquals(FAILED, initiator.send(OPERATIONAL, STAY, keys));
        assertRefused(LoginStatus.INITIATOR_ERROR);
        assertEquals("text before the rest of the answer was taken", initiator.login.failure());
    }

    @Test
    void shouldEndALoginThatGoesNowhere() {
        assertEquals(CONTINUE, initiator.send(SECURITY, STAY, NAMES));
        for (int i = 1; i < 32; i++) {
            assertEquals(CONTINUE, initiator.sendPart(SECURITY, ""));
        }
        assertEquals(FAILED, initiator.sendPart(SECURITY, ""));
        assertEquals("no end after 32 requests", initiator.login.failure());
    }

    @Test
    void shouldRefuseARequestThatDoesNotWaitForTheLastResponse() {
        assertEquals(ADMIT, initiator.send(OPERATIONAL, FULL_FEATURE, NAMES));
        assertEquals(FAILED, initiator.send(OPERATIONAL, FULL_FEATURE, ""));
        assertRefused(LoginStatus.INITIATOR_ERROR);
    }

    @Test
    void shouldRefuseWhenThereIsNoRoom() {
        initiator.send(OPERATIONAL, FULL_FEATURE, NAMES);
        assertEquals(FAILED,
            initiator.login.refuse(LoginStatus.OUT_OF_RESOURCES, "too many sessions", initiator.response));
        assertRefused(LoginStatus.OUT_OF_RESOURCES);
        assertEquals("too many sessions", initiator.login.failure());
        assertEquals(OPERATIONAL, initiator.response.currentStage());
    }

    @Test
    void shouldRefuseBeforeAnythingWasSaid() {
        initiator.login.refuse(LoginStatus.INVALID_DURING_LOGIN, "a SCSI command", initiator.response);
        assertRefused(LoginStatus.INVALID_DURING_LOGIN);
        assertNull(initiator.login.initiatorName());
        assertNull(initiator.login.targetName());
    }

    private void assertRefused(final int status) {
        assertEquals(LoginStatus.text(status), LoginStatus.text(initiator.response.status()));
        assertFalse(initiator.response.transit());
        assertEquals(0, initiator.response.dataSegmentLength());
    }
}
