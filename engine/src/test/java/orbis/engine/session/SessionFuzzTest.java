package orbis.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.UnsafeApi;
import orbis.protocol.iscsi.BasicHeaderFlyweight;
import orbis.protocol.iscsi.DataOutFlyweight;
import orbis.protocol.iscsi.InitiatorHeaderFlyweight;
import orbis.protocol.iscsi.LogoutRequestFlyweight;
import orbis.protocol.iscsi.NopOutFlyweight;
import orbis.protocol.iscsi.Opcode;
import orbis.protocol.iscsi.ScsiCommandFlyweight;
import orbis.protocol.iscsi.TaskManagementRequestFlyweight;
import orbis.protocol.iscsi.TextRequestFlyweight;

/**
 * Two initiators that are logged in and send what must not come, step by step as a fuzzer's bytes say: any PDU at
 * any time, with any numbers, while the store hangs or not. A third one uses the same disk all the while.
 */
class SessionFuzzTest {
    private static final int MAX_STEPS = 400;
    /** Blocks that only the third initiator uses. */
    private static final int OWN_BLOCK = 7000;
    private static final byte[] CDBS = {0x00, 0x28, 0x2a, 0x12, 0x35, 0x2e, 0x25, 0x7f, 0x16, 0x17, (byte) 0xa0, 0x0a};
    private static final int[] LENGTHS = {0, 1, 512, 4096, 8192, 8193, 65536, 65537, 256 * 1024, 1 << 20, -1};
    private static final String[] TEXTS = {"", "SendTargets=\0", "SendTargets=All\0", "a=b", "=\0", "X-a=1\0",
        "MaxRecvDataSegmentLength=512\0", "MaxRecvDataSegmentLength=1\0"};

    private byte[] script;
    private int at;
    private Target target;
    private Peer peer;
    private List<Answer> r2ts;

    /** Nobody is answered twice, nothing is kept, and the third initiator sees no harm. */
    @FuzzTest(maxDuration = "60s")
    void shouldLiveThroughAnything(final byte[] bytes) {
        script = bytes;
        at = 0;
        r2ts = new ArrayList<>();
        target = new Target(1 << 20, RateLimit.unlimited());
        final Peer witness = target.peer();
        target.peer();
        peer = target.peer();
        for (int step = 0; step < MAX_STEPS && at < script.length; step++) {
            step(next());
            answersTaken(peer);
        }
        target.store.release();
        target.peers.get(1).disconnect();
        target.peers.get(2).disconnect();
        target.rateOfInitiator.become(RateLimit.unlimited());
        target.run();
        target.tick(Target.BOUND_NS);
        // A cold reset of the target ends its session too: it comes back.
        assertUnharmed(witness.output.closed == DisconnectReason.TARGET_RESET ? target.peer() : witness);
        target.close();
    }

    private int next() {
        return at < script.length ? script[at++] & 0xff : 0;
    }

    private int length() {
        return LENGTHS[next() % LENGTHS.length];
    }

    private void answersTaken(final Peer of) {
        of.answers.forEach(answer -> {
            if (answer.opcode() == Opcode.R2T && r2ts.size() < 64) {
                r2ts.add(answer);
            }
        });
        of.answers.clear();
    }

    private void step(final int what) {
        if (what % 16 < 9 && (peer.disconnected() || peer.output.closed != null)) {
            return;
        }
        if (what % 16 < 8 && peer.receiving()) {
            // What came before must be whole.
            peer.finish(true);
        }
        switch (what % 16) {
            case 0:
                command(what < 128);
                break;
            case 1:
                dataOut();
                break;
            case 2:
                answerR2t();
                break;
            case 3:
                function();
                break;
            case 4:
                ping();
                break;
            case 5:
                text();
                break;
            case 6:
                logout();
                break;
            case 7:
                raw();
                break;
            case 8:
                if (peer.receiving()) {
                    peer.finish(next() % 4 != 0);
                }
                break;
            default:
                pass(what % 16);
                break;
        }
    }

    /** What happens besides PDUs. */
    private void pass(final int what) {
        switch (what) {
            case 9:
                target.engine.poll();
                break;
            case 10:
                target.buffers.tellWaiters();
                target.resources.turnstile().letIn();
                break;
            case 11:
                peer.takeAnswers(next());
                break;
            case 12:
                target.store.hanging = true;
                break;
            case 13:
                target.store.release();
                break;
            case 14:
                peer = target.peers.get(1 + next() % 2);
                break;
            default:
                time(next());
                break;
        }
    }

    private void time(final int what) {
        if (what == 255) {
            peer.disconnect();
        } else if (what >= 250) {
            target.rateOfInitiator.become(new RateLimit(next(), (long) next() << 12));
        } else {
            target.tick(Target.BOUND_NS / 100 * what);
        }
    }

    /** Sends a header with its data, or leaves the data on its way. */
    private void send(final BasicHeaderFlyweight header, final int ahsLength, final int length) {
        final int how = next();
        final long where = peer.begin(header, ahsLength, new byte[Math.max(length, 0)]);
        if (where != PduHandler.STALL && where != PduHandler.CLOSE && how < 192) {
            peer.finish(how % 8 != 7);
        }
        if (peer.disconnected()) {
            r2ts.clear();
        }
    }

    private void numbers(final InitiatorHeaderFlyweight header) {
        final int how = next();
        header.immediate(how % 4 == 3);
        final int wrong = how < 224 ? 0 : how - 240;
        header.cmdSn(peer.session.window().expCmdSn() + wrong);
        header.initiatorTaskTag(how == 223 ? BasicHeaderFlyweight.NO_TAG : how / 4 % 8);
    }

    private void command(final boolean fitting) {
        final ScsiCommandFlyweight command = peer.request(new ScsiCommandFlyweight()).blank();
        final byte opcode = CDBS[next() % CDBS.length];
        final int blocks = next();
        command.putByte(ScsiCommandFlyweight.CDB_OFFSET, opcode);
        // READ, WRITE and WRITE AND VERIFY (10) stay in front of what the third initiator has.
        command.putByte(ScsiCommandFlyweight.CDB_OFFSET + 4, (byte) (opcode == 0x0a || opcode == 0x12 ? blocks : 0));
        command.putByte(ScsiCommandFlyweight.CDB_OFFSET + 7, (byte) (blocks & 7));
        command.putByte(ScsiCommandFlyweight.CDB_OFFSET + 8, (byte) blocks);
        final boolean writes = opcode == 0x2a || opcode == 0x2e || opcode == 0x0a;
        final int flags = fitting ? 0x80 | (writes ? 0x20 : 0x40) | next() & 3 : next();
        final int expected = fitting ? (blocks & 7) << 17 | blocks << 9 : length();
        command.flags(flags);
        command.expectedDataTransferLength(expected & 0xffff_ffffL);
        numbers(command);
        final int ahsLength = fitting ? 0 : next() % 4 == 0 ? next() * 4 : 0;
        peer.additional(IntStream.generate(this::next).limit(ahsLength).toArray());
        send(command, ahsLength, fitting ? writes ? Math.min(expected, 8192) : 0 : length());
    }

    private void dataOut() {
        final DataOutFlyweight data = peer.request(new DataOutFlyweight()).blank();
        data.flags(next());
        data.initiatorTaskTag(next() % 8);
        data.targetTransferTag(next() % 2 == 0 ? BasicHeaderFlyweight.NO_TAG : next());
        data.dataSn(next() % 4).bufferOffset(length() & 0xffff_ffffL);
        send(data, 0, length());
    }

    private void answerR2t() {
        if (r2ts.isEmpty()) {
            return;
        }
        final Answer r2t = r2ts.get(next() % r2ts.size());
        final int wrong = next();
        final DataOutFlyweight data = peer.data(r2t, wrong == 1 ? 1 : 0, wrong == 2 ? 512 : 0);
        data.finalBit(wrong != 3);
        final int length = wrong == 4 ? r2t.desiredLength() + 1 : wrong == 5 ? 512 : r2t.desiredLength();
        if (wrong > 5) {
            r2ts.remove(r2t);
        }
        send(data, 0, length);
    }

    private void function() {
        final TaskManagementRequestFlyweight request =
            peer.request(new TaskManagementRequestFlyweight()).blank();
        final int function = next() % 16;
        request.function(function).referencedTaskTag(next() % 8).refCmdSn(peer.cmdSn);
        request.lun(next() == 255 ? 1L << 48 : 0);
        numbers(request);
        send(request, 0, next() == 255 ? 512 : 0);
    }

    private void ping() {
        final NopOutFlyweight ping = peer.request(new NopOutFlyweight()).blank();
        ping.targetTransferTag(next() - 1);
        numbers(ping);
        send(ping, 0, length());
    }

    private void text() {
        final TextRequestFlyweight text = peer.request(new TextRequestFlyweight()).blank();
        text.flags(next() & 0xc0);
        text.targetTransferTag(next() - 1);
        numbers(text);
        final byte[] bytes = TEXTS[next() % TEXTS.length].getBytes(StandardCharsets.UTF_8);
        peer.send(text, bytes);
    }

    private void logout() {
        final LogoutRequestFlyweight logout = peer.request(new LogoutRequestFlyweight()).blank();
        logout.reason(next() % 4);
        logout.cid(next());
        numbers(logout);
        send(logout, 0, 0);
    }

    private void raw() {
        final InitiatorHeaderFlyweight header = peer.raw(next(), next());
        final int opcode = header.opcode();
        if (opcode == Opcode.SCSI_COMMAND) {
            // A CDB of zeroes: TEST UNIT READY.
            header.putInt(20, next(), ByteOrder.BIG_ENDIAN);
        }
        final boolean immediate = header.immediate();
        numbers(header);
        header.immediate(immediate);
        send(header, 0, length());
    }

    private void assertUnharmed(final Peer witness) {
        final byte[] bytes = SessionTest.pattern(8192, script.length);
        assertEquals(0, retried(witness, true, bytes).status());
        for (int i = 0; i < bytes.length; i++) {
            assertEquals(bytes[i], UnsafeApi.getByte(target.store.address(OWN_BLOCK * 512L) + i));
        }
        assertArrayEquals(bytes, retried(witness, false, new byte[0]).data());
    }

    /** Until all unit attentions have been told. */
    private Answer retried(final Peer witness, final boolean write, final byte[] bytes) {
        Answer answer = null;
        for (int i = 0; i < 20; i++) {
            witness.cmdSn = witness.session.window().expCmdSn();
            witness.send(write ? witness.write(1, OWN_BLOCK, 16) : witness.read(1, OWN_BLOCK, 16), bytes);
            target.run();
            assertEquals(1, witness.answers.size(), "answers to the third initiator");
            answer = witness.answers.remove(0);
            if (answer.status() == 0) {
                return answer;
            }
        }
        return answer;
    }
}
