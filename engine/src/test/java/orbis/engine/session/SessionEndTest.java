package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import orbis.protocol.iscsi.LogoutRequestFlyweight;
import orbis.protocol.iscsi.NopOutFlyweight;
import orbis.protocol.iscsi.Opcode;

/** How the full feature phase ends: by Logout, or with the connection. */
class SessionEndTest {
    private static final int GOOD = 0;
    private static final int RESERVATION_CONFLICT = 0x18;

    private final Target target = new Target();
    private final Peer one = SessionTest.ready(target.peer());

    @AfterEach
    void allComesBack() {
        target.close();
    }

    @Test
    void shouldAbortWhatIsUnderWayAndTakeNothingMoreWhenTheInitiatorLogsOut() {
        one.send(one.write(7, 0, 8));
        final Answer r2t = one.only();
        logOut();
        assertEquals(Opcode.LOGOUT_RESPONSE, one.only().opcode());
        assertEquals(PduHandler.DISCARD, one.send(one.data(r2t, 0, 0), SessionTest.pattern(4096, 1)));
        target.run();
        assertTrue(one.answers.isEmpty());
        assertArrayEquals(new byte[4096], target.stored(0, 4096));
    }

    @Test
    void shouldHaveLetGoOfWhatItReservedWhenItsLogoutIsAnswered() {
        final Peer two = SessionTest.ready(target.peer());
        one.send(one.command(7, false, 0, 0x16));
        assertEquals(GOOD, one.only().status());
        two.send(two.read(8, 0, 1));
        assertEquals(RESERVATION_CONFLICT, two.only().status());
        logOut();
        assertEquals(Opcode.LOGOUT_RESPONSE, one.only().opcode());
        two.send(two.read(9, 0, 1));
        assertEquals(GOOD, two.only().status());
        assertEquals(0, one.ends);
    }

    @Test
    void shouldAnswerALogoutWhenTheStoreHasLetGo() {
        target.store.hanging = true;
        one.send(one.write(7, 0, 1), new byte[512]);
        logOut();
        target.run();
        assertTrue(one.answers.isEmpty());
        target.store.release();
        assertEquals(Opcode.LOGOUT_RESPONSE, one.only().opcode());
        assertTrue(one.output.closesAfterSend);
    }

    @Test
    void shouldAnswerALogoutAfterFunctionsThatWait() {
        target.store.hanging = true;
        one.send(one.write(7, 0, 1), new byte[512]);
        one.send(one.function(9, 1).referencedTaskTag(7));
        logOut();
        target.run();
        assertTrue(one.answers.isEmpty());
        target.store.release();
        target.run();
        assertEquals(List.of(Opcode.TASK_MANAGEMENT_RESPONSE, Opcode.LOGOUT_RESPONSE),
            one.answers.stream().map(Answer::opcode).collect(Collectors.toList()));
        one.answers.clear();
    }

    @Test
    void shouldAnswerALogoutWithinTheBoundWhileTheStoreHangs() {
        target.store.hanging = true;
        one.send(one.write(7, 0, 1), new byte[512]);
        logOut();
        target.tick(Target.BOUND_NS);
        assertEquals(Opcode.LOGOUT_RESPONSE, one.only().opcode());
    }

    @Test
    void shouldNotAnswerALogoutAfterTheConnectionWent() {
        target.store.hanging = true;
        one.send(one.write(7, 0, 1), new byte[512]);
        logOut();
        one.disconnect();
        target.store.release();
        target.run();
        assertEquals(0, one.output.queued());
        assertEquals(1, one.ends);
        target.assertAllBack();
    }

    private void logOut() {
        final LogoutRequestFlyweight logout = one.request(new LogoutRequestFlyweight()).blank();
        logout.reason(LogoutRequestFlyweight.CLOSE_SESSION).cmdSn(one.cmdSn).initiatorTaskTag(3);
        one.send(logout);
    }

    @Test
    void shouldEndWithinTheBoundWhenTheInitiatorDoesNotReadThatItsSessionIsDropped() {
        final NopOutFlyweight ping = one.request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).immediate(true).initiatorTaskTag(-1);
        one.send(ping);
        one.session.close(DisconnectReason.DROPPED);
        assertTrue(one.output.closesAfterSend);
        assertEndsWithinTheBound(DisconnectReason.DROPPED);
    }

    @Test
    void shouldEndWithinTheBoundWhenTheInitiatorDoesNotReadThatItIsLoggedOut() {
        logOut();
        assertEndsWithinTheBound(DisconnectReason.LOGGED_OUT);
    }

    @Test
    void shouldEndWithinTheBoundWhenTheInitiatorDoesNotReadThatItsTargetWasReset() {
        one.session.close(DisconnectReason.TARGET_RESET);
        assertEndsWithinTheBound(DisconnectReason.TARGET_RESET);
    }

    private void assertEndsWithinTheBound(final DisconnectReason reason) {
        target.tick(Target.BOUND_NS - 1);
        assertFalse(one.output.closedAtOnce);
        target.tick(1);
        assertTrue(one.output.closedAtOnce);
        assertEquals(reason, one.output.closed);
    }

    @Test
    void shouldGiveEverythingBackWhenTheConnectionBreaksInTheMiddleOfAPayload() {
        one.begin(one.write(7, 0, 8), 0, new byte[4096]);
        one.disconnect();
        assertEquals(1, one.ends);
        target.assertAllBack();
    }

    @Test
    void shouldNotEndBeforeTheStoreHasLetGoOrTheBoundIsOver() {
        target.store.hanging = true;
        one.send(one.write(7, 0, 8), new byte[4096]);
        one.disconnect();
        target.run();
        assertEquals(0, one.ends);
        assertFalse(target.sessions.sessions().isEmpty());
        target.tick(Target.BOUND_NS);
        assertEquals(1, one.ends);
        assertNull(one.output.closed);
    }
}
