package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import orbis.protocol.iscsi.AsyncMessageFlyweight;
import orbis.protocol.iscsi.DataOutFlyweight;
import orbis.protocol.iscsi.Key;
import orbis.protocol.iscsi.NopOutFlyweight;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.RejectFlyweight;
import orbis.protocol.iscsi.ScsiCommandFlyweight;
import orbis.protocol.iscsi.SessionParameters;

/** The full feature phase over a disk. */
class SessionTest {
    private static final int GOOD = 0;
    private static final int CHECK_CONDITION = 2;
    private static final int TASK_SET_FULL = 0x28;
    private static final int POWER_ON = 0x2900;
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private Target target = new Target();
    private Peer one = ready(target.peer());

    @AfterEach
    void allComesBack() {
        target.close();
    }

    static Peer ready(final Peer peer) {
        peer.send(peer.command(1, false, 0, 0));
        assertEquals(POWER_ON, peer.only().additional());
        return peer;
    }

    /** Another target in the place of the first, which is closed. */
    private void another(final int memory, final RateLimit rate) {
        target.close();
        target = new Target(memory, rate);
        one = ready(target.peer());
    }

    static byte[] pattern(final int length, final int seed) {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 512 + seed);
        }
        return bytes;
    }

    private void store(final int block, final byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            UnsafeApi.putByte(target.store.address(block * 512L) + i, bytes[i]);
        }
    }

    private List<Answer> r2ts(final Peer peer) {
        target.run();
        final List<Answer> r2ts = peer.answers.stream().filter(answer -> answer.opcode() == Opcode.R2T)
            .collect(Collectors.toList());
        peer.answers.removeAll(r2ts);
        return r2ts;
    }

    @Test
    void shouldSendWhatIsReadInPdusThatTheInitiatorTakesAndStatusInTheLast() {
        store(8, pattern(20 * 1024, 3));
        one.send(one.read(7, 8, 40));
        target.run();
        assertEquals(List.of(8192, 8192, 4096),
            one.answers.stream().map(answer -> answer.data().length).collect(Collectors.toList()));
        byte[] all = new byte[0];
        for (int i = 0; i < 3; i++) {
            final Answer answer = one.answers.get(i);
            assertEquals(7, answer.tag());
            assertEquals(i, answer.sequence());
            assertEquals(all.length, answer.bufferOffset());
            assertEquals(i == 2, answer.hasStatus());
            assertEquals(i == 2, answer.last());
            all = Arrays.copyOf(all, all.length + answer.data().length);
            System.arraycopy(answer.data(), 0, all, answer.bufferOffset(), answer.data().length);
        }
        assertArrayEquals(pattern(20 * 1024, 3), all);
    }

    @Test
    void shouldTellHowMuchLessThanExpectedWasRead() {
        one.send(one.read(7, 0, 1).expectedDataTransferLength(2048));
        final Answer answer = one.only();
        assertEquals(512, answer.data().length);
        assertTrue(answer.underflow());
        assertEquals(1536, answer.residual());
    }

    @Test
    void shouldCountTheResidualInAllThirtyTwoBits() {
        one.send(one.read(7, 0, 8).expectedDataTransferLength(0xffff_ffffL));
        final Answer read = one.only();
        assertEquals(4096, read.data().length);
        assertTrue(read.underflow());
        assertEquals(0xffff_efff, read.residual());
        one.send(one.write(8, 0, 1).expectedDataTransferLength(0xffff_fe00L), new byte[512]);
        final Answer written = one.only();
        assertTrue(written.underflow());
        assertEquals(0xffff_fc00, written.residual());
    }

    @Test
    void shouldTellHowMuchMoreThanExpectedThereWasToRead() {
        one.send(one.read(7, 0, 4).expectedDataTransferLength(512));
        final Answer answer = one.only();
        assertEquals(512, answer.data().length);
        assertTrue(answer.overflow());
        assertEquals(1536, answer.residual());
    }

    @Test
    void shouldWriteImmediateData() {
        one.send(one.write(7, 5, 2), pattern(1024, 1));
        assertEquals(GOOD, one.only().status());
        assertArrayEquals(pattern(1024, 1), target.stored(5, 1024));
    }

    @Test
    void shouldWriteUnsolicitedDataBehindImmediateData() {
        one.send(one.write(7, 5, 4).finalBit(false), pattern(512, 1));
        one.send(one.unasked(7, 0, 512).finalBit(false), pattern(512, 2));
        one.send(one.unasked(7, 1, 1024), pattern(1024, 3));
        assertEquals(GOOD, one.only().status());
        assertArrayEquals(pattern(512, 2), target.stored(6, 512));
        assertArrayEquals(pattern(1024, 3), target.stored(7, 1024));
    }

    @Test
    void shouldTakeUnsolicitedDataBeyondWhatTheCommandWants() {
        one.send(one.write(7, 5, 1).expectedDataTransferLength(2048).finalBit(false));
        one.send(one.unasked(7, 0, 0).finalBit(false), pattern(1024, 2));
        one.send(one.unasked(7, 1, 1024), pattern(1024, 3));
        final Answer answer = one.only();
        assertEquals(GOOD, answer.status());
        assertTrue(answer.underflow());
        assertEquals(1536, answer.residual());
        assertArrayEquals(pattern(512, 2), target.stored(5, 512));
        assertArrayEquals(new byte[512], target.stored(6, 512));
    }

    @Test
    void shouldAskForDataAsOftenAsWasAgreedAndWriteWhatComes() {
        one.parameters.value(Key.MAX_BURST_LENGTH, 4096).value(Key.MAX_OUTSTANDING_R2T, 2);
        one.send(one.write(7, 0, 32));
        List<Answer> r2ts = r2ts(one);
        assertEquals(2, r2ts.size());
        for (int i = 0; i < 4; i++) {
            final Answer r2t = r2ts.get(0);
            assertEquals(i, r2t.sequence());
            assertEquals(4096 * i, r2t.bufferOffset());
            assertEquals(4096, r2t.desiredLength());
            final Answer next = r2ts.size() > 1 ? r2ts.get(1) : null;
            one.send(one.data(r2t, 0, 0).finalBit(false), pattern(512, i));
            one.send(one.data(r2t, 1, 512), Arrays.copyOfRange(pattern(4096, i), 512, 4096));
            r2ts = i < 3 ? r2ts(one) : r2ts;
            if (next != null) {
                r2ts.add(0, next);
            }
        }
        assertEquals(GOOD, one.only().status());
        for (int i = 0; i < 4; i++) {
            assertArrayEquals(pattern(4096, i), target.stored(8 * i, 4096));
        }
    }

    @Test
    void shouldNotQueueRequestsForDataWithoutEndForAnInitiatorThatDoesNotReadThem() {
        one.parameters.value(Key.MAX_BURST_LENGTH, 512).value(Key.MAX_OUTSTANDING_R2T, 64);
        one.send(one.write(7, 0, 256));
        assertEquals(SessionResources.R2TS_PER_TASK, one.output.queued());
        assertEquals(64, r2ts(one).size());
    }

    @Test
    void shouldEndAWriteWhoseDataComesOutOfPlace() {
        one.send(one.write(7, 0, 8));
        one.send(one.data(r2ts(one).get(0), 0, 512), new byte[512]);
        final Answer answer = one.only();
        assertEquals(CHECK_CONDITION, answer.status());
        assertEquals(0x0c0c, answer.additional());
    }

    @Test
    void shouldWriteEachChunkOnceWhenAnEmptyPduComesForABurstThatNobodyAskedFor() {
        one.parameters.value(Key.MAX_BURST_LENGTH, 256 * 1024);
        target.store.hanging = true;
        one.send(one.write(7, 0, 4096));
        final List<Answer> r2ts = r2ts(one);
        for (final Answer r2t : r2ts) {
            one.send(one.data(r2t, 0, 0), new byte[256 * 1024]);
        }
        assertEquals(4, r2ts.size());
        final DataOutFlyweight empty = one.data(r2ts.get(3), 0, 256 * 1024);
        one.send(empty.targetTransferTag(r2ts.get(3).transferTag() + 1));
        target.run();
        target.store.release();
        assertEquals(0x0c0c, one.only().additional());
        assertEquals(List.of("write 0 262144", "write 262144 262144", "write 524288 262144", "write 786432 262144"),
            target.store.log);
    }

    @Test
    void shouldEndAWriteWhoseDataIsTooShort() {
        one.send(one.write(7, 0, 8));
        one.send(one.data(r2ts(one).get(0), 0, 0), new byte[512]);
        assertEquals(0x0c0d, one.only().additional());
    }

    @Test
    void shouldRejectDataWhoseDigestIsWrongAndEndItsCommand() {
        one.begin(one.write(7, 0, 2), 0, new byte[1024]);
        one.finish(false);
        target.run();
        assertEquals(RejectFlyweight.DATA_DIGEST_ERROR, one.answers.remove(0).response());
        assertEquals(0x4705, one.only().additional());
    }

    @Test
    void shouldNotAnswerAFaultAfterTheConnectionWent() {
        one.parameters.value(Key.MAX_BURST_LENGTH, 256 * 1024).value(Key.MAX_OUTSTANDING_R2T, 1);
        target.store.hanging = true;
        one.send(one.write(7, 0, 1024));
        one.send(one.data(r2ts(one).get(0), 0, 0), new byte[256 * 1024]);
        one.send(one.data(r2ts(one).get(0), 0, 512), new byte[512]);
        one.disconnect();
        target.store.release();
        target.run();
        assertEquals(0, one.output.queued());
        assertEquals(1, one.ends);
    }

    @Test
    void shouldEndAFaultyWriteWithinTheBoundWhileTheStoreHangs() {
        one.parameters.value(Key.MAX_OUTSTANDING_R2T, 1);
        target.store.hanging = true;
        one.send(one.write(7, 0, 1024));
        one.send(one.data(r2ts(one).get(0), 0, 0), new byte[256 * 1024]);
        one.send(one.data(r2ts(one).get(0), 0, 512), new byte[512]);
        target.run();
        assertTrue(one.answers.isEmpty());
        target.tick(Target.BOUND_NS);
        assertEquals(0x0c0c, one.only().additional());
    }

    @Test
    void shouldRejectATagThatIsInUse() {
        target.store.hanging = true;
        one.send(one.write(7, 0, 1), new byte[512]);
        one.send(one.read(7, 0, 1));
        assertEquals(RejectFlyweight.TASK_IN_PROGRESS, one.only().response());
    }

    @Test
    void shouldRejectImmediateCommandsBeyondTheQueueDepth() {
        target.store.hanging = true;
        for (int i = 0; i < Target.DEPTH; i++) {
            one.send(one.write(10 + i, i, 1).immediate(true), new byte[512]);
        }
        one.send(one.write(30, 0, 1).immediate(true), new byte[512]);
        assertEquals(RejectFlyweight.IMMEDIATE_COMMAND_REJECT, one.only().response());
    }

    @Test
    void shouldRejectAdditionalHeadersThatAreNotWhole() {
        final ScsiCommandFlyweight command = one.read(7, 0, 1);
        one.additional(0x10, 0, 1, 0);
        one.begin(command, 4);
        one.finish(true);
        assertEquals(RejectFlyweight.INVALID_PDU_FIELD, one.only().response());
    }

    @Test
    void shouldOfferAShorterWindowWhileTheRateOfTheDiskIsLow() {
        another(8 << 20, new RateLimit(2, RateLimit.NONE));
        for (int i = 0; i < Target.DEPTH; i++) {
            target.tick(TimeUnit.SECONDS.toNanos(1));
            one.send(one.read(7, 0, 1));
            final Answer answer = one.only();
            if (i == Target.DEPTH - 1) {
                assertEquals(2, answer.maxCmdSn() - answer.expCmdSn() + 1);
            }
        }
    }

    @Test
    void shouldRefuseWhatNeedsMemoryThatOnlyDataBehindItWouldFree() {
        another(256 * 1024, RateLimit.unlimited());
        one.send(one.write(7, 0, 512));
        final Answer r2t = r2ts(one).get(0);
        one.send(one.write(8, 0, 1), new byte[512]);
        final Answer full = one.only();
        assertEquals(8, full.tag());
        assertEquals(TASK_SET_FULL, full.status());
        final NopOutFlyweight ping = one.request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).immediate(true).initiatorTaskTag(9);
        one.send(ping, new byte[64]);
        assertEquals(0, one.only().data().length);
        one.send(one.data(r2t, 0, 0), pattern(256 * 1024, 5));
        assertEquals(GOOD, one.only().status());
    }

    @Test
    void shouldWaitForMemoryThatAnotherSessionHas() {
        another(256 * 1024, RateLimit.unlimited());
        final Peer two = ready(target.peer());
        one.send(one.write(7, 0, 512));
        assertEquals(PduHandler.STALL, two.send(two.write(8, 0, 1), new byte[512]));
        two.cmdSn--;
        one.send(one.data(r2ts(one).get(0), 0, 0), pattern(256 * 1024, 5));
        assertEquals(GOOD, one.only().status());
        two.send(two.write(8, 0, 1), new byte[512]);
        assertEquals(GOOD, two.only().status());
    }

    @Test
    void shouldWaitForATaskWhenOtherSessionsHaveAll() {
        final List<Peer> others = List.of(one, ready(target.peer()), ready(target.peer()));
        final Peer last = ready(target.peer());
        target.store.hanging = true;
        for (final Peer other : others) {
            for (int i = 0; i < Target.DEPTH; i++) {
                other.send(other.read(20 + i, i, 1));
            }
        }
        assertEquals(PduHandler.STALL, last.send(last.read(7, 0, 1)));
        last.cmdSn--;
        target.store.release();
        target.run();
        last.send(last.read(7, 0, 1));
        target.run();
        assertEquals(GOOD, last.only().status());
        others.forEach(other -> other.answers.clear());
    }

    @Test
    void shouldLetReadsWaitThatAreMoreThanTheBudget() {
        final int blocks = ReadBudget.LIMIT / 512;
        one.send(one.read(7, 0, blocks));
        one.send(one.read(8, 0, 1));
        target.step();
        assertTrue(one.output.queue.stream().noneMatch(pdu -> pdu.task().initiatorTaskTag() == 8));
        target.run();
        assertEquals(8, one.answers.get(one.answers.size() - 1).tag());
        one.answers.clear();
    }

    @Test
    void shouldLetReadsGoOnWhenOneThatHangsWasGivenUp() {
        target.store.hanging = true;
        one.send(one.read(7, 0, ReadBudget.LIMIT / 512));
        one.send(one.read(8, 0, 1));
        one.send(one.function(9, 1).referencedTaskTag(7));
        target.tick(Target.BOUND_NS);
        target.store.hanging = false;
        final Answer done = one.only();
        assertEquals(Opcode.TASK_MANAGEMENT_RESPONSE, done.opcode());
        // Four chunks of the first, one of the second.
        assertEquals(5, target.store.log.size());
    }

    @Test
    void shouldTellOfItsEndOnlyThoseWhoKnowPings() {
        one.session.close(DisconnectReason.DROPPED);
        assertTrue(one.output.queue.isEmpty());
        assertEquals(DisconnectReason.DROPPED, one.output.closed);
        final Peer two = ready(target.peer());
        final NopOutFlyweight ping = two.request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).immediate(true).initiatorTaskTag(-1);
        two.send(ping);
        two.session.close(DisconnectReason.DROPPED);
        final Answer message = two.only();
        assertEquals(Opcode.ASYNC_MESSAGE, message.opcode());
        assertEquals(AsyncMessageFlyweight.SESSION_DROP, message.header()[36] & 0xff);
        assertTrue(two.output.closesAfterSend);
    }

    /** As many pings as there can be answers waiting; the next one stalls. */
    private void pingWithoutReading() {
        while (one.send(ping()) != PduHandler.STALL) {
            assertTrue(one.output.queued() <= 256);
        }
    }

    private NopOutFlyweight ping() {
        final NopOutFlyweight ping = one.request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).immediate(true).initiatorTaskTag(5);
        return ping;
    }

    @Test
    void shouldNotTakeItsOwnRetriesForLifeOfAnInitiatorThatReadsNoAnswers() {
        pingWithoutReading();
        for (long ns = 0; ns <= 4 * Target.BOUND_NS; ns += TICK_NS) {
            assertNull(one.output.closed);
            target.tick(TICK_NS);
            one.send(ping());
        }
        assertEquals(DisconnectReason.TIMED_OUT, one.output.closed);
    }

    @Test
    void shouldTakeItsOwnRetriesForNoAnswerToAChallenge() {
        pingWithoutReading();
        one.session.challenge(Target.BOUND_NS);
        for (long ns = 0; ns < Target.BOUND_NS; ns += TICK_NS) {
            assertNull(one.output.closed);
            target.tick(TICK_NS);
            one.send(ping());
        }
        assertEquals(DisconnectReason.DROPPED, one.output.closed);
    }

    @Test
    void shouldNotTakeItsOwnLackOfMemoryForSilenceOfTheInitiator() {
        another(256 * 1024, RateLimit.unlimited());
        final Peer two = ready(target.peer());
        one.send(ping());
        one.only();
        two.send(two.write(7, 0, 512));
        final Answer r2t = r2ts(two).get(0);
        for (long ns = 0; ns <= 4 * Target.BOUND_NS; ns += TICK_NS) {
            assertEquals(PduHandler.STALL, one.send(one.write(8, 0, 1), new byte[512]));
            one.cmdSn--;
            target.run();
            target.tick(TICK_NS);
        }
        assertNull(one.output.closed);
        one.answers.clear();
        two.send(two.data(r2t, 0, 0), pattern(256 * 1024, 5));
        assertEquals(GOOD, two.only().status());
    }

    @Test
    void shouldSendBackAPingInOnePdu() {
        final SessionParameters small = Target.parameters().value(Key.MAX_BURST_LENGTH, 512)
            .value(Key.FIRST_BURST_LENGTH, 512);
        final Peer two = ready(target.peer(small));
        final NopOutFlyweight ping = two.request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(-1).immediate(true).initiatorTaskTag(5);
        two.send(ping, pattern(8192, 1));
        assertEquals(512, two.only().data().length);
    }
}
