package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orbis.engine.status.SessionCounter;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.ScsiCommandFlyweight;
import orbis.protocol.iscsi.TaskManagementRequestFlyweight;
import orbis.protocol.iscsi.TaskManagementResponseFlyweight;

/** Task management functions, with tasks of two initiators. */
class TaskManagementTest {
    private static final int GOOD = 0;
    private static final int CLEARED = 0x2f00;
    private static final int TASK_ABORTED = 0x40;
    private static final int MODE_CHANGED = 0x2a01;
    private static final int BUS_DEVICE_RESET = 0x2903;
    private static final int NEXUS_LOSS = 0x2907;

    private final Target target = new Target();
    private final Peer one = SessionTest.ready(target.peer());
    private final Peer two = SessionTest.ready(target.peer());

    @AfterEach
    void allComesBack() {
        target.close();
    }

    private int answer(final Peer peer) {
        final Answer answer = peer.only();
        assertEquals(Opcode.TASK_MANAGEMENT_RESPONSE, answer.opcode());
        return answer.response();
    }

    /** A write that waits for its data. */
    private Answer begun(final Peer peer, final int tag) {
        peer.send(peer.write(tag, 0, 8));
        return peer.only();
    }

    private int nextAdditional(final Peer peer) {
        peer.send(peer.command(50, false, 0, 0));
        return peer.only().additional();
    }

    @Test
    void shouldAbortATaskAndTakeItsLateDataWithoutAWord() {
        final Answer r2t = begun(one, 7);
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK).referencedTaskTag(7));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        assertEquals(PduHandler.DISCARD, one.send(one.data(r2t, 0, 0), new byte[4096]));
        target.run();
        assertTrue(one.answers.isEmpty());
    }

    @Test
    void shouldCountFunctionsInTheSessionThatAskedForThem() {
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK_SET));
        answer(one);
        one.send(one.function(9, TaskManagementRequestFlyweight.TASK_REASSIGN));
        answer(one);
        assertEquals(2, one.counters.get(SessionCounter.TASK_MANAGEMENT));
        assertEquals(0, two.counters.get(SessionCounter.TASK_MANAGEMENT));
    }

    @Test
    void shouldKnowATaskThatHasEndedFromOneThatMayCome() {
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK).referencedTaskTag(7)
            .refCmdSn(one.cmdSn - 1));
        assertEquals(TaskManagementResponseFlyweight.NO_TASK, answer(one));
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK).referencedTaskTag(7).refCmdSn(one.cmdSn));
        assertEquals(TaskManagementResponseFlyweight.NO_TASK, answer(one));
    }

    /** The initiator has given numbers to commands that it then did not send. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldCountCommandsThatNeverCameAndWereAborted(final int first) {
        final int next = one.cmdSn;
        one.cmdSn += 2;
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK).referencedTaskTag(7)
            .refCmdSn(next + first));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        one.send(one.function(9, TaskManagementRequestFlyweight.ABORT_TASK).referencedTaskTag(6)
            .refCmdSn(next + 1 - first));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        one.send(one.command(10, false, 0, 0));
        assertEquals(GOOD, one.only().status());
        one.send(one.command(11, false, 0, 0).cmdSn(next));
        target.run();
        assertTrue(one.answers.isEmpty());
    }

    @Test
    void shouldCountACommandThatNeverCameWhenThoseBeforeItHave() {
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK).referencedTaskTag(7)
            .refCmdSn(one.cmdSn + 1).cmdSn(one.cmdSn + 2));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        one.send(one.command(9, false, 0, 0));
        assertEquals(GOOD, one.only().status());
        one.cmdSn++;
        one.send(one.command(10, false, 0, 0));
        assertEquals(GOOD, one.only().status());
    }

    @Test
    void shouldEndAllSessionsOfTheTargetByAColdResetAndTakeNothingMore() {
        one.send(one.function(8, TaskManagementRequestFlyweight.TARGET_COLD_RESET));
        assertEquals(DisconnectReason.TARGET_RESET, one.output.closed);
        assertEquals(DisconnectReason.TARGET_RESET, two.output.closed);
        assertEquals(PduHandler.DISCARD, one.send(one.command(9, false, 0, 0)));
        assertEquals(PduHandler.DISCARD, two.send(two.command(9, false, 0, 0)));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        assertTrue(two.answers.isEmpty());
    }

    @Test
    void shouldAskForNoDataOfATaskThatWaits() {
        final Answer r2t = begun(one, 7);
        two.send(two.write(8, 0, 8).attribute(ScsiCommandFlyweight.ORDERED));
        target.run();
        assertTrue(two.answers.isEmpty());
        one.send(one.data(r2t, 0, 0), new byte[4096]);
        assertEquals(GOOD, one.only().status());
        final Answer late = two.only();
        assertEquals(Opcode.R2T, late.opcode());
        two.send(two.data(late, 0, 0), new byte[4096]);
        assertEquals(GOOD, two.only().status());
    }

    @Test
    void shouldAnswerAnAbortWithinTheBoundWhileTheStoreHangs() {
        target.store.hanging = true;
        one.send(one.write(7, 0, 1), new byte[512]);
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK).referencedTaskTag(7));
        target.run();
        assertTrue(one.answers.isEmpty());
        target.tick(Target.BOUND_NS);
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
    }

    @Test
    void shouldRefuseCommandsWhenAsManyAsTheQueueIsDeepWereAbortedAndStillHang() {
        target.store.hanging = true;
        for (int i = 0; i < Target.DEPTH; i++) {
            one.send(one.write(10 + i, i, 1), new byte[512]);
        }
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK_SET));
        target.tick(Target.BOUND_NS);
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        one.send(one.read(9, 0, 1));
        assertEquals(0x28, one.only().status());
    }

    @Test
    void shouldAbortTheTasksOfOneInitiatorOnly() {
        begun(one, 7);
        final Answer r2t = begun(two, 7);
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK_SET));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        two.send(two.data(r2t, 0, 0), new byte[4096]);
        assertEquals(GOOD, two.only().status());
    }

    /** In whatever order the tasks are aborted. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void shouldNotAnswerTwiceWhatAnAbortLetRun(final int first) {
        one.send(one.write(first, 0, 8).attribute(ScsiCommandFlyweight.ORDERED));
        one.only();
        for (int tag = 0; tag < 7; tag++) {
            if (tag != first) {
                one.send(one.command(tag, false, 0, 0));
            }
        }
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK_SET));
        target.run();
        final List<Integer> tags = one.answers.stream().map(Answer::tag).sorted().collect(Collectors.toList());
        assertEquals(tags.stream().distinct().collect(Collectors.toList()), tags);
        assertTrue(tags.contains(8));
        one.answers.clear();
    }

    @Test
    void shouldTellTheOtherInitiatorThatItsTasksWereCleared() {
        begun(one, 7);
        begun(two, 7);
        one.send(one.function(8, TaskManagementRequestFlyweight.CLEAR_TASK_SET));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        assertEquals(GOOD, nextAdditional(one));
        assertEquals(CLEARED, nextAdditional(two));
        assertEquals(GOOD, nextAdditional(two));
    }

    /** Changes the control mode page. */
    private void control(final int tst, final int tas) {
        final byte[] list = {0, 0, 0, 0, 0x0a, 10, (byte) tst, 0x10, 0, (byte) tas, 0, 0, -1, -1, 0, 0};
        one.send(one.command(40, true, list.length, 0x15, 0x10, 0, 0, list.length, 0), list);
        target.run();
        assertEquals(GOOD, one.only().status());
        assertEquals(MODE_CHANGED, nextAdditional(two));
    }

    @Test
    void shouldTellTheOtherInitiatorOfEachClearedTaskByItsStatus() {
        control(0, 0x40);
        begun(one, 7);
        begun(two, 7);
        one.send(one.function(8, TaskManagementRequestFlyweight.CLEAR_TASK_SET));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        final Answer aborted = two.only();
        assertEquals(Opcode.SCSI_RESPONSE, aborted.opcode());
        assertEquals(7, aborted.tag());
        assertEquals(TASK_ABORTED, aborted.status());
        assertEquals(GOOD, nextAdditional(two));
    }

    @Test
    void shouldClearItsOwnTaskSetOnlyWhenEachInitiatorHasOne() {
        control(0x20, 0);
        begun(one, 7);
        final Answer r2t = begun(two, 7);
        one.send(one.function(8, TaskManagementRequestFlyweight.CLEAR_TASK_SET));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        two.send(two.data(r2t, 0, 0), new byte[4096]);
        target.run();
        assertEquals(GOOD, two.only().status());
    }

    @Test
    void shouldNotTellAnInitiatorThatHadNoTasks() {
        begun(one, 7);
        one.send(one.function(8, TaskManagementRequestFlyweight.CLEAR_TASK_SET));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        assertEquals(GOOD, nextAdditional(two));
    }

    @Test
    void shouldKeepTheMemoryThatAPayloadLandsInWhenAnotherInitiatorAbortsIts() {
        one.begin(one.write(7, 0, 8), 0, new byte[4096]);
        two.send(two.function(8, TaskManagementRequestFlyweight.CLEAR_TASK_SET));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(two));
        one.finish(true);
        target.run();
        assertTrue(one.answers.isEmpty());
        assertEquals(target.buffers.length(), target.buffers.available());
    }

    @Test
    void shouldTakeTheRestOfAPayloadWhoseTaskIsAbortedWhileTheStoreHangs() {
        one.parameters.value(Key.MAX_BURST_LENGTH, 256 * 1024).value(Key.MAX_OUTSTANDING_R2T, 1);
        target.store.hanging = true;
        one.send(one.write(7, 0, 1024));
        one.send(one.data(one.only(), 0, 0), new byte[256 * 1024]);
        one.begin(one.data(one.only(), 0, 0), 0, new byte[256 * 1024]);
        two.send(two.function(8, TaskManagementRequestFlyweight.CLEAR_TASK_SET));
        one.finish(true);
        target.store.release();
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(two));
        assertTrue(one.answers.isEmpty());
    }

    @Test
    void shouldResetTheUnitForAll() {
        begun(one, 7);
        begun(two, 7);
        one.send(one.function(8, TaskManagementRequestFlyweight.LOGICAL_UNIT_RESET));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        assertEquals(BUS_DEVICE_RESET, nextAdditional(one));
        assertEquals(BUS_DEVICE_RESET, nextAdditional(two));
    }

    @Test
    void shouldRefuseAUnitThatIsNotThere() {
        one.send(one.function(8, TaskManagementRequestFlyweight.LOGICAL_UNIT_RESET).lun(1L << 48));
        assertEquals(TaskManagementResponseFlyweight.NO_LUN, answer(one));
    }

    /** There is never an auto contingent allegiance to clear: commands that ask for one are refused. */
    @ParameterizedTest
    @ValueSource(ints = {TaskManagementRequestFlyweight.CLEAR_ACA, 0, 13, 127})
    void shouldSayThatAFunctionIsNotSupported(final int function) {
        one.send(one.function(8, function));
        assertEquals(TaskManagementResponseFlyweight.NOT_SUPPORTED, answer(one));
    }

    @Test
    void shouldRefuseToReassignATask() {
        one.send(one.function(8, TaskManagementRequestFlyweight.TASK_REASSIGN));
        assertEquals(TaskManagementResponseFlyweight.NO_REASSIGN, answer(one));
    }

    @Test
    void shouldTellWhichTasksThereAre() {
        one.send(one.function(8, TaskManagementRequestFlyweight.QUERY_TASK_SET));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        begun(one, 7);
        one.send(one.function(8, TaskManagementRequestFlyweight.QUERY_TASK_SET));
        assertEquals(TaskManagementResponseFlyweight.SUCCEEDED, answer(one));
        one.send(one.function(8, TaskManagementRequestFlyweight.QUERY_TASK).referencedTaskTag(7));
        assertEquals(TaskManagementResponseFlyweight.SUCCEEDED, answer(one));
        one.send(one.function(8, TaskManagementRequestFlyweight.QUERY_TASK).referencedTaskTag(6));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
    }

    @Test
    void shouldTellWhetherAUnitAttentionWaits() {
        one.send(one.function(8, TaskManagementRequestFlyweight.QUERY_ASYNCHRONOUS_EVENT));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        target.sessions.device().resized();
        one.send(one.function(8, TaskManagementRequestFlyweight.QUERY_ASYNCHRONOUS_EVENT));
        assertEquals(TaskManagementResponseFlyweight.SUCCEEDED, answer(one));
    }

    @Test
    void shouldLoseWhatTheNexusHadWhenItIsReset() {
        one.send(one.command(5, false, 0, 0x16));
        assertEquals(GOOD, one.only().status());
        begun(one, 7);
        one.send(one.function(8, TaskManagementRequestFlyweight.I_T_NEXUS_RESET));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, answer(one));
        assertEquals(NEXUS_LOSS, nextAdditional(one));
        two.send(two.read(9, 0, 1));
        assertTrue(two.only().hasStatus());
    }

    @Test
    void shouldNotKnowFunctionsOfAProtocolLevelThatWasNotAgreed() {
        one.parameters.value(Key.ISCSI_PROTOCOL_LEVEL, 1);
        for (int function = TaskManagementRequestFlyweight.QUERY_TASK; function < 13; function++) {
            one.send(one.function(8, function));
            assertEquals(TaskManagementResponseFlyweight.NOT_SUPPORTED, answer(one));
        }
    }
}
