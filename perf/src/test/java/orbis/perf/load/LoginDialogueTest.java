package orbis.perf.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginDialogueTest {
    private final LoginDialogue login =
        new LoginDialogue(new Workload().initiator("iqn.a").digests(true, false), "iqn.b");

    @BeforeEach
    void restart() {
        login.restart();
    }

    @Test
    void shouldNameBothEndsFirstAndOfferNoAuthentication() {
        assertEquals(0, login.stage());
        assertEquals(1, login.nextStage());
        assertEquals(List.of("InitiatorName=iqn.a", "TargetName=iqn.b", "SessionType=Normal", "AuthMethod=None"),
            keys());
    }

    @Test
    void shouldAskForDigestsInTheOperationalStage() {
        keys();
        login.answer("AuthMethod=None\0", 1);

        assertTrue(keys().containsAll(List.of("HeaderDigest=CRC32C", "DataDigest=None")));
        assertEquals(3, login.nextStage());
    }

    @Test
    void shouldKeepWhatTheTargetAnswered() {
        keys();
        login.answer("", 1);
        login.answer("MaxRecvDataSegmentLength=512\0FirstBurstLength=1024\0ImmediateData=No\0InitialR2T=No\0"
            + "HeaderDigest=CRC32C\0DataDigest=None\0X-other=1\0", 3);

        assertEquals(3, login.stage());
        assertEquals(512, login.maxSent());
        assertEquals(1024, login.firstBurst());
        assertFalse(login.immediateData());
        assertFalse(login.initialR2t());
        assertTrue(login.headerDigest());
        assertFalse(login.dataDigest());
    }

    @Test
    void shouldFallBackToTheDefaultsOfTheProtocol() {
        assertEquals(8192, login.maxSent());
        assertEquals(65536, login.firstBurst());
        assertTrue(login.immediateData());
        assertTrue(login.initialR2t());
    }

    @Test
    void shouldAskOnceAndThenOnlyUrge() {
        keys();
        login.answer("AuthMethod=None\0", -1);

        assertEquals(0, login.request().length);
    }

    @Test
    void shouldEndALoginThatHasNoEnd() {
        assertThrows(IllegalStateException.class, () -> {
            for (int i = 0; i < 100; i++) {
                login.request();
                login.answer("", -1);
            }
        });
    }

    @Test
    void shouldRefuseANumberThatIsNone() {
        assertThrows(IllegalStateException.class, () -> login.answer("FirstBurstLength=many\0", -1));
    }

    private List<String> keys() {
        return List.of(new String(login.request(), StandardCharsets.UTF_8).split("\0"));
    }
}
