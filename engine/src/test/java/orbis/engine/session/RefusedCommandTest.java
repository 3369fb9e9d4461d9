package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import orbis.protocol.iscsi.ScsiCommandFlyweight;
import orbis.protocol.iscsi.TaskManagementRequestFlyweight;
import orbis.protocol.iscsi.TaskManagementResponseFlyweight;

/** Commands that are refused while the initiator still sends their unsolicited data. */
class RefusedCommandTest {
    private static final int GOOD = 0;
    private static final int TASK_SET_FULL = 0x28;
    private static final int LBA_OUT_OF_RANGE = 0x2100;

    /** Has room for one chunk. */
    private final Target target = new Target(256 * 1024, RateLimit.unlimited());
    private final Peer one = SessionTest.ready(target.peer());

    @AfterEach
    void allComesBack() {
        target.close();
    }

    /** A write behind the end of the disk. */
    private ScsiCommandFlyweight refused(final int tag, final int blocks) {
        return one.write(tag, (int) (Target.SIZE / 512), blocks).finalBit(false);
    }

    @Test
    void shouldBeAnsweredWhenTheirUnsolicitedDataHasEnded() {
        one.send(refused(7, 4), new byte[512]);
        one.send(one.unasked(7, 0, 512).finalBit(false), new byte[512]);
        target.run();
        assertTrue(one.answers.isEmpty());
        one.send(one.read(8, 0, 1));
        assertEquals(8, one.only().tag());
        one.send(one.unasked(7, 1, 1024), new byte[1024]);
        final Answer answer = one.only();
        assertEquals(7, answer.tag());
        assertEquals(LBA_OUT_OF_RANGE, answer.additional());
    }

    @Test
    void shouldHaveTheConnectionReadOnForTheirData() {
        final Peer two = SessionTest.ready(target.peer());
        one.send(refused(7, 1));
        two.send(two.write(9, 0, 512));
        final Answer r2t = two.only();
        one.send(one.write(8, 0, 1), new byte[512]);
        assertEquals(TASK_SET_FULL, one.only().status());
        one.send(one.unasked(7, 0, 0), new byte[512]);
        assertEquals(LBA_OUT_OF_RANGE, one.only().additional());
        two.send(two.data(r2t, 0, 0), new byte[256 * 1024]);
        assertEquals(GOOD, two.only().status());
    }

    @Test
    void shouldBeForgottenByAnAbortWhenTheirDataNeverEnds() {
        one.send(refused(7, 1));
        one.send(one.function(8, TaskManagementRequestFlyweight.ABORT_TASK).referencedTaskTag(7));
        assertEquals(TaskManagementResponseFlyweight.COMPLETE, one.only().response());
        one.send(one.unasked(7, 0, 0), new byte[512]);
        target.run();
        assertTrue(one.answers.isEmpty());
    }
}
