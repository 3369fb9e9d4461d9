package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;

import orbis.protocol.iscsi.NopOutFlyweight;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.TaskManagementRequestFlyweight;
import orbis.protocol.iscsi.TaskManagementResponseFlyweight;
import orbis.protocol.scsi.ScsiStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands beyond what an initiator may have in a second, see {@link CommandRate}. */
class HeldBackCommandTest {
    private static final int A_SECOND = 20;
    private static final long TURN_NS = TimeUnit.SECONDS.toNanos(1) / A_SECOND;
    private static final int BLOCK = 512;

    private final Target target = new Target();
    private final Peer one = SessionTest.ready(target.peer());

    @BeforeEach
    void spendWhatIsThere() {
        target.rateOfInitiator.become(new RateLimit(A_SECOND, RateLimit.NONE));
        for (int tag = 2; tag < 4; tag++) {
            one.send(one.read(tag, 0, 1));
            one.only();
        }
    }

    @AfterEach
    void close() {
        target.close();
    }

    private List<Integer> answered() {
        target.run();
        final List<Integer> tags = one.answers.stream().map(Answer::tag).toList();
        one.answers.clear();
        return tags;
    }

    @Test
    void shouldLetInOneCommandAfterTheOtherAsTimePasses() {
        for (int tag = 5; tag < 9; tag++) {
            one.send(one.read(tag, 0, 1));
        }
        assertEquals(List.of(), answered());
        target.tick(TURN_NS);
        assertEquals(List.of(5), answered());
        target.tick(TURN_NS);
        assertEquals(List.of(6), answered());
        target.tick(2 * TURN_NS);
        assertEquals(List.of(7, 8), answered());
    }

    @Test
    void shouldHoldBackWhatIsBeyondTheRateOfTheDisk() {
        target.rateOfInitiator.become(RateLimit.unlimited());
        target.sessions.limit(new RateLimit(A_SECOND, RateLimit.NONE));
        for (int tag = 5; tag < 8; tag++) {
            one.send(one.read(tag, 0, 1));
        }
        assertEquals(List.of(5, 6), answered());
        target.tick(TURN_NS);
        assertEquals(List.of(7), answered());
    }

    @Test
    void shouldNotLetACommandOvertakeThoseThatWait() {
        one.send(one.read(5, 0, 1));
        one.send(one.read(6, 0, 1));
        target.resources.nowNs(target.resources.nowNs() + TURN_NS);
        one.send(one.read(7, 0, 1));
        assertEquals(List.of(5), answered());
    }

    @Test
    void shouldLetInSessionsOfOneInitiatorInTurns() {
        final Peer two = SessionTest.ready(target.peer());
        target.tick(TURN_NS);
        for (int tag = 5; tag < 8; tag++) {
            one.send(one.read(tag, 0, 1));
        }
        two.send(two.read(5, 0, 1));
        target.tick(TURN_NS);
        assertEquals(List.of(5), answered());
        target.tick(TURN_NS);
        assertEquals(List.of(), answered());
        assertEquals(5, two.only().tag());
    }

    @Test
    void shouldAnswerAPingMeanwhile() {
        one.send(one.read(5, 0, 1));
        final NopOutFlyweight ping = one.request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).immediate(true).initiatorTaskTag(9);
        one.send(ping);
        assertEquals(Opcode.NOP_IN, one.only().opcode());
    }

    @Test
    void shouldAbortACommandAndLetInTheNext() {
        one.send(one.read(5, 0, 1));
        one.send(one.read(6, 0, 1));
        one.send(one.function(9, TaskManagementRequestFlyweight.ABORT_TASK).referencedTaskTag(5));
        final Answer aborted = one.only();
        assertEquals(Opcode.TASK_MANAGEMENT_RESPONSE, aborted.opcode());
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, aborted.response());
        target.tick(TURN_NS);
        assertEquals(List.of(6), answered());
    }

    @Test
    void shouldKeepTheDataOfAWriteUntilItsTurn() {
        final byte[] before = target.stored(3, BLOCK);
        one.send(one.write(5, 3, 1), SessionTest.pattern(BLOCK, 7));
        assertEquals(List.of(), answered());
        assertArrayEquals(before, target.stored(3, BLOCK));
        target.tick(TURN_NS);
        assertEquals(ScsiStatus.GOOD, one.only().status());
        assertArrayEquals(SessionTest.pattern(BLOCK, 7), target.stored(3, BLOCK));
    }

    @Test
    void shouldTakeDataThatComesUnaskedBeforeAndAfterTheTurn() {
        one.send(one.write(5, 3, 2).finalBit(false), SessionTest.pattern(BLOCK, 1));
        assertEquals(List.of(), answered());
        target.tick(TURN_NS);
        one.send(one.unasked(5, 0, BLOCK), SessionTest.pattern(BLOCK, 2));
        assertEquals(ScsiStatus.GOOD, one.only().status());
        assertArrayEquals(SessionTest.pattern(BLOCK, 1), target.stored(3, BLOCK));
        assertArrayEquals(SessionTest.pattern(BLOCK, 2), target.stored(4, BLOCK));
    }

    @Test
    void shouldAskForDataWhenTheTurnHasCome() {
        one.send(one.write(5, 3, 1));
        assertEquals(List.of(), answered());
        target.tick(TURN_NS);
        final Answer r2t = one.only();
        assertEquals(Opcode.R2T, r2t.opcode());
        one.send(one.data(r2t, 0, 0), SessionTest.pattern(BLOCK, 3));
        assertEquals(ScsiStatus.GOOD, one.only().status());
    }

    @Test
    void shouldRefuseAtOnceWhatCannotBeDone() {
        one.send(one.command(5, false, BLOCK, 0x28, 0, -1, -1, -1, -1, 0, 0, 1));
        assertEquals(ScsiStatus.CHECK_CONDITION, one.only().status());
    }

    @Test
    void shouldReadNoMoreWhileCommandsThatWaitHaveHalfOfAllTasks() {
        final List<Peer> peers = List.of(one, target.peer());
        int held = 0;
        while (peers.get(held % 2).send(peers.get(held % 2).read(20 + held, 0, 1)) != PduHandler.STALL) {
            held++;
            assertTrue(held <= Target.MAX_TASKS, "all tasks wait");
        }
        assertEquals(Target.MAX_TASKS / 2, held);
        final Peer stalled = peers.get(held % 2);
        stalled.cmdSn--;
        target.tick(held * TURN_NS);
        answered();
        assertNotEquals(PduHandler.STALL, stalled.send(stalled.read(7, 0, 1)));
    }

    @Test
    void shouldLetNothingInOfASessionThatHasEnded() {
        one.send(one.read(5, 0, 1));
        one.send(one.write(6, 3, 1), SessionTest.pattern(BLOCK, 7));
        one.disconnect();
        target.tick(2 * TURN_NS);
        assertEquals(0, target.resources.turnstile().letIn());
        assertTrue(target.resources.turnstile().empty());
    }
}
